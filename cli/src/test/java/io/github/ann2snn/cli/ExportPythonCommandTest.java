package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.files.numpy.NpzFile;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.NirWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What lies in an exported folder, and what is refused before anything is written. */
class ExportPythonCommandTest extends CommandLineTest {
  private final HandmadeNetworks networks = new HandmadeNetworks();
  private String data;
  private String network;

  @BeforeEach
  void makeNetwork() throws IOException {
    data = quarters(folder.resolve("quarters"));
    network = written("integers", networks.integers(Readout.MEMBRANE));
  }

  private String written(String name, SpikingNetwork made) throws IOException {
    NirWriter.write(made, folder.resolve(name + ".nir"));
    return path(name + ".nir");
  }

  private String[] export(String net, String dataset, String... more) {
    List<String> words =
        List.of("export", "brian2", net, "--dataset", dataset, "--out", path("brian"));
    return Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new);
  }

  private Set<String> files() throws IOException {
    try (var files = Files.list(folder.resolve("brian"))) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void theFolderHasProgramNumbersAndReadme() throws IOException {
    Outcome outcome = run(export(network, data, "--samples", "7", "--timesteps", "9"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(outcome.out().startsWith("7 samples of "), outcome.out());
    assertTrue(outcome.out().endsWith(" spikes in 9 steps\n"), outcome.out());
    assertTrue(outcome.err().contains("brian2_network.py compares."), outcome.err());
    assertEquals(
        "[README.md, brian2_network.py, config.properties, network.npz, samples.npz]",
        files().toString());
    String program = Files.readString(folder.resolve("brian/brian2_network.py"));
    assertTrue(program.contains("STEPS = 9  #"), program);
    try (NpzFile samples = NpzFile.open(folder.resolve("brian/samples.npz"))) {
      assertEquals(
          "{inputs=[7, 16], labels=[7], classes=[7], potentials=[7, 4], spikes.first=[7, 12],"
              + " spikes.second=[7, 8]}",
          samples.shapes().toString());
    }
  }

  @Test
  void delaysAreSaidAndLieInTheProgram() throws IOException {
    Outcome outcome = run(export(network, data, "--samples", "2", "--delays"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(
        outcome
            .err()
            .contains(
                "With delays, the outputs see the inputs after 2 of 12 steps; --timesteps gives more."),
        outcome.err());
    String program = Files.readString(folder.resolve("brian/brian2_network.py"));
    assertTrue(program.contains("DELAYS = 1  #"), program);
    Outcome inspected = run("inspect", path("brian"));
    assertTrue(inspected.out().contains("brian2_network.py  program (Python)"), inspected.out());
  }

  @Test
  void aHundredSamplesUnlessToldAndOursIsReplaced() throws IOException {
    assertEquals(0, run(export(network, data, "--samples", "2")).exitCode());
    Outcome again = run(export(network, data));
    assertEquals(0, again.exitCode(), again.err());
    assertTrue(again.out().startsWith("100 samples of "), again.out());
  }

  @Test
  void maxPoolingIsRefused() throws IOException {
    String gated = written("gated", networks.gated());
    assertFails(
        2,
        "Brian2 cannot run this network exactly: layer output has max pooling before it, but no"
            + " synapse of Brian2 passes the spikes of the neuron alone whose summed current is the"
            + " largest of its window; train and convert the model with average pooling",
        export(gated, data));
    assertFalse(Files.exists(folder.resolve("brian")));
  }

  @Test
  void samplesThatAreNotThereAreRefused() throws IOException {
    assertFails(2, "--samples is 0, expected at least 1", export(network, data, "--samples=0"));
    assertFails(
        2,
        "--samples is 201, but " + data + " has 200 test samples; ask for at most those",
        export(network, data, "--samples", "201"));
    assertFails(
        3,
        "takes 16 inputs and tells 4 classes, but worked has 2 inputs and",
        export(network, "worked"));
    assertFails(3, "nowhere", export(network, "idx:" + path("nowhere")));
    assertFalse(Files.exists(folder.resolve("brian")));
  }

  @Test
  void wrongNetworksAreRefused() throws IOException {
    assertFails(3, "none.nir: no such file", export(path("none.nir"), data));
    String file = Files.writeString(folder.resolve("text.nir"), "text").toString();
    assertFails(3, "is not an HDF5 file", export(file, data));
    assertFails(2, "timesteps is 0", export(network, data, "--timesteps", "0"));
    assertFalse(Files.exists(folder.resolve("brian")));
  }

  @Test
  void anotherExportIsNotReplaced() throws IOException {
    assertEquals(0, run("export", "numpy", network, "--out", path("brian")).exitCode());
    Set<String> before = files();
    assertFails(
        2,
        "brian: holds another export, whose README.md begins with '# A spiking network's weights',"
            + " which is not replaced: the files of an export belong together; name another place",
        export(network, data));
    assertEquals(before, files());
  }

  @Test
  void filesOfOthersAreNotReplaced() throws IOException {
    Path out = Files.createDirectory(folder.resolve("brian"));
    Path numbers = Files.writeString(out.resolve("network.npz"), "mine");
    assertFails(2, "holds a network.npz without the README.md of an export", export(network, data));
    assertEquals("mine", Files.readString(numbers));
    Files.delete(numbers);
    for (String name : List.of("README.md", "brian2_network.py")) {
      Path file = Files.writeString(out.resolve(name), "mine");
      assertFails(2, name + ": was not written by ann2snn", export(network, data));
      assertEquals("mine", Files.readString(file));
      Files.delete(file);
    }
    assertFails(2, "is no folder", "export", "brian2", network, "--out", network);
  }

  @Test
  void randomSpikesAreThoseOfTheSeed() throws IOException {
    String poisson = written("poisson", networks.hardReset(InputCoding.POISSON));
    assertEquals(0, run(export(poisson, data, "--samples", "2", "--seed", "1")).exitCode());
    byte[] first = Files.readAllBytes(folder.resolve("brian/samples.npz"));
    assertEquals(0, run(export(poisson, data, "--samples", "2", "--seed", "1")).exitCode());
    assertArrayEquals(first, Files.readAllBytes(folder.resolve("brian/samples.npz")));
    assertEquals(0, run(export(poisson, data, "--samples", "2", "--seed", "2")).exitCode());
    assertFalse(Arrays.equals(first, Files.readAllBytes(folder.resolve("brian/samples.npz"))));
  }
}
