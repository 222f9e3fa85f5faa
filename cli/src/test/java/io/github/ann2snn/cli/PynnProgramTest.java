package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.nir.NirWriter;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What PyNN can run fires there, on Brian2, what it fires here. */
class PynnProgramTest extends ExportedPrograms {
  PynnProgramTest() {
    super("pynn");
  }

  @Test
  void aNetworkWithBranchesFiresTheSame() throws IOException {
    Python python = Python.with("pyNN.brian2", "python3-pynn and python3-brian");
    export("residual", networks.residual(), "--reset", "zero");
    printed(python).forEach(ExportedPrograms::assertAgrees);
  }

  @Test
  void whatIsDoneInAnotherWayIsSaidBefore() throws IOException {
    String integers = export("integers", networks.integers(Readout.SPIKES), "--reset", "zero");
    assertTrue(integers.contains("In PyNN, a spike takes at least one step, so"), integers);
    assertTrue(integers.contains("PyNN does not hold potentials above -16384"), integers);
    String single = export("single", networks.residual(), "--reset", "zero", "--delays");
    assertTrue(single.contains("the threshold lies beside it by 2^-40 of its value"), single);
    assertFalse(single.contains("a spike takes at least one step"), single);
  }

  @Test
  void subtractionIsRefused() throws IOException {
    NirWriter.write(networks.residual(), folder.resolve("residual.nir"));
    assertFails(
        2,
        "PyNN cannot run this network exactly: layer conv resets by subtraction, but the standard"
            + " neurons of PyNN all reset to a value; --reset zero exports it with that reset, which"
            + " costs accuracy, and says how much is left; Brian2, Nengo and NEST subtract",
        "export",
        "pynn",
        path("residual.nir"),
        "--dataset",
        quarters(folder.resolve("quarters")),
        "--out",
        path("out"));
    assertFalse(Files.exists(folder.resolve("out")));
  }
}
