package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.nir.NirWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A data set that is known by its name is read while the network is; what is told is the same. */
class KnownDatasetTest extends CommandLineTest {
  private static final int RECORD = 1 + 3072;

  /** 20 training and 10 test samples in place of CIFAR-10, and a network that takes them. */
  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("data/cifar10"));
    records("data_batch_1.bin", 20 * RECORD);
    records("test_batch.bin", 10 * RECORD);
    Affine connection = new Affine(3072, 10, new float[30720], new float[10]);
    Population output =
        new Population(
            "output",
            Projection.INPUT,
            connection,
            IntegrateAndFire.of(Firing.unit(10, 0, Reset.SUBTRACT)));
    NirWriter.write(
        new SpikingNetwork(
            List.of(3, 32, 32),
            List.of(output),
            1,
            new RunDefaults(2, InputCoding.CURRENT, Readout.MEMBRANE),
            Map.of()),
        folder.resolve("network.nir"));
  }

  private void records(String file, int length) throws IOException {
    byte[] records = new byte[length];
    for (int i = 0; i < length; i += RECORD) {
      records[i] = (byte) (i / RECORD % 10);
      Arrays.fill(records, i + 1, Math.min(i + RECORD, length), (byte) (i / RECORD));
    }
    Files.write(folder.resolve("data/cifar10").resolve(file), records);
  }

  private String[] evaluate(String network) {
    return new String[] {
      "evaluate", network, "--dataset=cifar10", "--data-dir=" + folder.resolve("data")
    };
  }

  private static int times(String part, String text) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  @Test
  void noticesAreGivenOnceAndInOrder() {
    Outcome outcome = run(evaluate(path("network.nir")));
    assertEquals(0, outcome.exitCode(), outcome.err());
    String lacking = "lacks data_batch_2.bin, data_batch_3.bin";
    String strange = "test_batch.bin is not the original file";
    String told = "Data set cifar10: 20 training and 10 test samples";
    for (String part : List.of(lacking, strange, told)) {
      assertEquals(1, times(part, outcome.err()), outcome.err());
    }
    int network = outcome.err().indexOf("network.nir");
    int notice = outcome.err().indexOf(lacking);
    assertTrue(network >= 0 && network < notice, outcome.err());
    assertTrue(notice < outcome.err().indexOf(told), outcome.err());
    assertTrue(outcome.out().contains(strange), outcome.out());
  }

  @Test
  void whatIsDamagedIsSaidOnce() throws IOException {
    records("test_batch.bin", 10 * RECORD - 7);
    Outcome outcome = run(evaluate(path("network.nir")));
    assertEquals(3, outcome.exitCode(), outcome.err());
    Path damaged = folder.resolve("data/cifar10/test_batch.bin");
    assertEquals(1, times("ann2snn: " + damaged, outcome.err()), outcome.err());
    assertEquals("", outcome.out());
  }

  @Test
  void aNetworkThatIsNotThereComesFirst() throws IOException {
    records("test_batch.bin", 10 * RECORD - 7);
    Outcome outcome = run(evaluate(path("other.nir")));
    assertEquals(3, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains("other.nir: no such file"), outcome.err());
    assertEquals(0, times("test_batch.bin", outcome.err()), outcome.err());
  }
}
