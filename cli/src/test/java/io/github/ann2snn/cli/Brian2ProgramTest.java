package io.github.ann2snn.cli;

import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Networks of each kind fire in Brian2 what they fire here. */
class Brian2ProgramTest extends ExportedPrograms {
  Brian2ProgramTest() {
    super("brian2");
  }

  @Test
  void networksOfEachKindFireTheSame() throws IOException {
    Python python = Python.with("brian2", "python3-brian");
    export("integers", networks.integers(Readout.MEMBRANE));
    export("integers-delayed", networks.integers(Readout.SPIKES), "--delays");
    export("hard-reset", networks.hardReset(InputCoding.POISSON));
    export("convolution", networks.convolution());
    export("residual", networks.residual());
    export("residual-delayed", networks.residual(), "--delays");
    export("signed", networks.signed());
    export("recurrent", networks.recurrent());
    export("wrong", networks.integers(Readout.MEMBRANE));
    spoil("wrong", "\"v -= threshold\"", "\"v -= threshold + 1\"");
    Map<String, List<String>> printed = printed(python);
    assertDiffers(printed.remove("export-wrong"));
    printed.forEach(ExportedPrograms::assertAgrees);
  }
}
