package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.NirReader;
import io.github.ann2snn.runtime.simulation.ReferenceSimulator;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Spikes and potentials of chosen samples, of a network 16-12-4 over 4 steps. */
class ExportRecordingTest extends TrainedNetworkTest {
  private String[] command(String sample, String... more) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("export", "recording", network, "--dataset", dataset));
    words.addAll(List.of("--sample", sample));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  /** Those of the evaluation, of which results.json tells the first samples step by step. */
  @Test
  void csvHasTheSpikesAndPotentialsOfTheEvaluation() throws IOException {
    JsonNode results =
        new JsonMapper().readTree(run("evaluate", network, "--dataset", dataset, "--json").out());
    JsonNode sample = results.at("/samples/0");
    String index = sample.get("index").asText();
    Path csv = folder.resolve("spikes.csv");
    Outcome outcome = run(command(index, "--out", csv.toString()));
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains("Wrote " + csv), outcome.err());
    String label = sample.get("label").asText();
    String start = "sample " + index + ": class " + label + ", labelled " + label + "; spikes: ";
    assertTrue(outcome.out().startsWith(start + "dense_0 "), outcome.out());
    List<String> lines = Files.readAllLines(csv);
    assertEquals("sample,t,layer,neuron,spike,potentialBeforeReset,potential", lines.get(0));
    assertEquals(1 + 4 * (12 + 4), lines.size());
    for (int t = 0; t < 4; t++) {
      for (int c = 0; c < 4; c++) {
        String[] cells = lines.get(1 + 16 * t + 12 + c).split(",", -1);
        assertEquals(List.of(index, t + 1 + "", "output", c + "", "", ""), cells(cells));
        double told = sample.at("/potentials/" + t + "/" + c).asDouble();
        assertEquals(told, Double.parseDouble(cells[6]), Math.abs(told) * 1e-4);
      }
      for (int j = 0; j < 12; j++) {
        String[] cells = lines.get(1 + 16 * t + j).split(",", -1);
        boolean fired = false;
        for (JsonNode position : sample.at("/rasters/0/spikes/" + t)) {
          fired |= position.asInt() == j;
        }
        assertEquals(fired ? "1" : "0", cells[4], "step " + t + ", neuron " + j);
        assertEquals(fired, !cells[5].equals(cells[6]));
      }
    }
  }

  private static List<String> cells(String[] cells) {
    return Arrays.asList(cells).subList(0, 6);
  }

  @Test
  void theStandardOutputTakesCsvAndOneLayer() {
    Outcome outcome =
        run(command("3", "--layer", "input", "--coding", "regular", "--timesteps", "2", "-o", "-"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    String[] lines = outcome.out().split("\n", -1);
    assertEquals(1 + 2 * 16 + 1, lines.length);
    assertTrue(lines[16].startsWith("3,1,input,15,0,,"), lines[16]);
    assertTrue(outcome.err().contains("sample 3: class "), outcome.err());
  }

  @Test
  void hdf5NamesNodesAsTheNetworksFileDoes() throws IOException {
    Path file = folder.resolve("spikes.H5");
    Outcome outcome = run(command("0,7", "--readout", "spikes", "--out", file.toString()));
    assertEquals(0, outcome.exitCode(), outcome.err());
    SpikingNetwork read = NirReader.read(Path.of(network)).network();
    try (HdfFile hdf = new HdfFile(file)) {
      for (String node : List.of("if_0", "if_1")) {
        long[] shape = {2, 4, node.equals("if_0") ? 12 : 4};
        assertArrayEquals(
            shape,
            hdf.getDatasetByPath("/nodes/" + node + "/observables/membrane/data")
                .getDimensionsAsLong());
      }
      assertEquals(2, read.populations().size());
      assertArrayEquals(
          new long[] {0, 7}, (long[]) hdf.getDatasetByPath("/metadata/sample").getData());
    }
    Path again = folder.resolve("again.h5");
    run(command("0,7", "--readout", "spikes", "--out", again.toString()));
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
  }

  /** As nir.read_data reads the file, of which NIRData's documentation tells the same. */
  private static final String READER =
      """
      import sys, h5py, numpy as np
      with h5py.File(sys.argv[1], "r") as f:
          assert f.attrs["__type__"] == "NIRGraphData", f.attrs["__type__"]
          for name, node in f["nodes"].items():
              assert node.attrs["__type__"] == "NIRNodeData"
              obs = node["observables"]
              events = obs["spikes"]
              assert events.attrs["__type__"] == "EventData"
              idx, time = events["idx"][()], events["time"][()]
              n, end = int(events.attrs["n_neurons"]), float(events.attrs["t_max"])
              grid = obs["membrane"]
              assert grid.attrs["__type__"] == "TimeGriddedData"
              v, dt = grid["data"][()], float(grid.attrs["dt"])
              before = obs["membrane_before_reset"]["data"][()]
              steps = int(end / dt)
              assert v.shape == (idx.shape[0], steps, n) and v.dtype == np.float32, v.shape
              fired = np.zeros(v.shape, dtype=bool)
              for s in range(idx.shape[0]):
                  valid = idx[s] != -1
                  fired[s, np.floor(time[s][valid] / dt).astype(int), idx[s][valid]] = True
              assert (fired == (before != v)).all()
              print(name, steps, n, fired.sum(axis=(1, 2)).tolist())
      """;

  @Test
  void pythonReadsIt() throws IOException {
    Python python = Python.with("h5py", "python3-h5py");
    Path file = folder.resolve("spikes.h5");
    run(command("0,7", "--readout", "spikes", "--out", file.toString()));
    Path script = Files.writeString(folder.resolve("read.py"), READER);
    StringBuilder expected = new StringBuilder();
    for (int p = 0; p < 2; p++) {
      expected.append("if_" + p + " 4 " + (p == 0 ? 12 : 4) + " " + spikes(p) + "\n");
    }
    assertEquals(expected.toString(), python.run(script, file.toString()));
  }

  private List<Integer> spikes(int population) throws IOException {
    SpikingNetwork read = NirReader.read(Path.of(network)).network();
    SimulationSettings settings =
        new SimulationSettings(4, read.defaults().coding(), Readout.SPIKES, 42);
    byte[] images = Files.readAllBytes(shared.resolve("quarters/t10k-images-idx3-ubyte"));
    List<Integer> counts = new ArrayList<>();
    for (int sample : new int[] {0, 7}) {
      float[] input = new float[16];
      for (int i = 0; i < 16; i++) {
        input[i] = (images[16 + 16 * sample + i] & 0xff) / 255f;
      }
      SampleRun run = new ReferenceSimulator(read, settings).run(input, sample);
      counts.add(run.layers().get(population).count());
    }
    return counts;
  }

  @Test
  void refusesWhatCannotBe() throws IOException {
    String csv = path("x.csv");
    assertFails(
        2,
        "there is no sample 200; the test split has 200, from 0 to 199",
        command("0,200", "--out", csv));
    assertFails(
        2,
        "there is no layer hidden to record; there are: dense_0, output",
        command("0", "--layer", "hidden", "--out", csv));
    assertFails(2, "Invalid value for option '--sample'", command("first", "--out", csv));
    assertFails(
        2,
        "--out: " + path("x.npz") + " ends in none of .h5, .hdf5 and .csv, by which the format is",
        command("0", "--out", path("x.npz")));
    Path folders = Files.createDirectory(folder.resolve("folder.csv"));
    assertFails(2, "--out: " + folders + " is a folder", command("0", "--out", folders.toString()));
    Path file = Files.writeString(folder.resolve("file"), "text");
    assertFails(
        2, "--out: cannot write " + file, command("0", "--out", file.resolve("x.h5").toString()));
    assertFails(
        2,
        "are 22,020,096 values, at most 20,000,000 can be recorded",
        command(
            "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20",
            "--timesteps",
            "65536",
            "--out",
            csv));
    assertFails(
        2, "Missing required option: '--sample=I'", "export", "recording", network, "-o", csv);
    assertFalse(Files.exists(Path.of(csv)));
  }
}
