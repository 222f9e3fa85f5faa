package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.nir.NirWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Networks of each kind that NEST can run fire there what they fire here. */
class NestProgramTest extends ExportedPrograms {
  NestProgramTest() {
    super("nest");
  }

  @Test
  void networksOfEachKindFireTheSame() throws IOException {
    Python python = Python.with("nest", "none; conda install nest-simulator");
    export("integers", networks.integers(Readout.MEMBRANE));
    export("integers-delayed", networks.integers(Readout.SPIKES), "--delays");
    export("integers-above", networks.integers(Readout.SPIKES), "--fire-at", "gt");
    export("hard-reset", networks.hardReset(InputCoding.POISSON));
    export("convolution", networks.convolution(), "--initial-potential", "1.25");
    export("residual", networks.residual());
    export("residual-above", networks.residual(), "--fire-at", "gt");
    export("residual-delayed", networks.residual(), "--delays");
    export("connected-back", networks.connectedBack());
    export("wrong", networks.integers(Readout.MEMBRANE));
    spoil("wrong", "return max(1, ", "return 1 + max(1, ");
    Map<String, List<String>> printed = printed(python);
    assertDiffers(printed.remove("export-wrong"));
    printed.forEach(ExportedPrograms::assertAgrees);
  }

  @Test
  void whatIsDoneInAnotherWayIsSaidBefore() throws IOException {
    String integers = export("integers", networks.integers(Readout.SPIKES));
    String later = "In NEST, a spike takes at least one step, so populations begin one after";
    assertTrue(integers.contains(later), integers);
    assertTrue(integers.contains("NEST holds potentials above -16384, but not"), integers);
    assertTrue(integers.indexOf(later) < integers.indexOf("Wrote network.npz"), integers);
    String delayed = export("delayed", networks.residual(), "--delays", "--fire-at", "gt");
    assertFalse(delayed.contains(later), delayed);
    assertTrue(delayed.contains("potentials are lower there by 2^-40 of the threshold"), delayed);
    String readme = Files.readString(program("delayed").resolveSibling("README.md"));
    assertTrue(readme.contains("potentials are lower there by 2^-40 of the threshold"), readme);
  }

  @Test
  void whatCannotBeDoneIsRefused() throws IOException {
    String data = quarters(folder.resolve("quarters"));
    NirWriter.write(networks.gated(), folder.resolve("gated.nir"));
    assertFails(
        2,
        "NEST cannot run this network exactly: layer output has max pooling before it, but no synapse"
            + " of NEST passes the spikes of the neuron alone whose summed current is the largest of"
            + " its window; train and convert the model with average pooling",
        "export",
        "nest",
        path("gated.nir"),
        "--dataset",
        data,
        "--out",
        path("out"));
    NirWriter.write(networks.signed(), folder.resolve("signed.nir"));
    assertFails(
        2,
        "layer rectified has spikes of -1, but neurons of NEST fire none; export it for Brian2 or"
            + " Nengo, which can",
        "export",
        "nest",
        path("signed.nir"),
        "--dataset",
        data,
        "--out",
        path("out"));
    NirWriter.write(networks.recurrent(), folder.resolve("recurrent.nir"));
    assertFails(
        2,
        "layer leaky has leaky neurons, but NEST solves their equation, and takes no Euler steps as"
            + " this network does; export it for Brian2 or Nengo, which can; also layer filtered has a"
            + " filtered current, but NEST solves their equation",
        "export",
        "nest",
        path("recurrent.nir"),
        "--dataset",
        data,
        "--out",
        path("out"));
    assertFalse(Files.exists(folder.resolve("out")));
  }
}
