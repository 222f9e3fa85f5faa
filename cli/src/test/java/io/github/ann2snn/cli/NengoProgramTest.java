package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Networks of each kind fire in Nengo what they fire here. */
class NengoProgramTest extends ExportedPrograms {
  NengoProgramTest() {
    super("nengo");
  }

  @Test
  void networksOfEachKindFireTheSame() throws IOException {
    Python python = Python.with("nengo", "none; pip install nengo");
    export("integers", networks.integers(Readout.MEMBRANE));
    export("integers-delayed", networks.integers(Readout.SPIKES), "--delays");
    export("hard-reset", networks.hardReset(InputCoding.POISSON));
    export("convolution", networks.convolution());
    export("residual", networks.residual());
    export("residual-delayed", networks.residual(), "--delays");
    export("signed", networks.signed());
    export("recurrent", networks.recurrent());
    export("connected-back", networks.connectedBack());
    export("wrong", networks.integers(Readout.MEMBRANE));
    spoil("wrong", "output * self.own", "output + self.own");
    Map<String, List<String>> printed = printed(python);
    assertDiffers(printed.remove("export-wrong"));
    printed.forEach(ExportedPrograms::assertAgrees);
  }

  @Test
  void theExportForAnotherSimulatorIsNotReplaced() throws IOException {
    export("kept", networks.signed());
    assertFails(
        2,
        "export-kept: holds the export for Nengo, nengo_network.py, which is not replaced",
        "export",
        "nest",
        path("kept.nir"),
        "--dataset",
        quarters(folder.resolve("quarters")),
        "--out",
        path("export-kept"));
    assertTrue(Files.exists(program("kept")));
  }
}
