package io.github.ann2snn.interop.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.datasets.Split;
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
import io.github.ann2snn.runtime.neuron.Negative;
import io.github.ann2snn.runtime.nir.NirReader.NirFile;
import io.github.ann2snn.runtime.simulation.ReferenceSimulator;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hidden neurons that copy the inputs, and two outputs that get one times and twice their
 * spikes, worked out by hand for the inputs 0.5 and 0.25: the hidden ones reach 1 at the steps 2
 * and 4, and at step 4.
 */
class RecordingTest {
  private static final double DT = 0.1;

  @TempDir Path folder;

  private final Split test =
      Split.ofFloats(new float[] {1, 1, 0.5f, 0.25f, 0, 1}, new byte[] {0, 1, 0}, 2);

  private static SpikingNetwork network(Firing hidden) {
    return new SpikingNetwork(
        List.of(2),
        List.of(
            new Population(
                "hidden",
                Projection.INPUT,
                new Affine(2, 2, new float[] {1, 0, 0, 1}, new float[2]),
                IntegrateAndFire.of(hidden)),
            new Population(
                "output",
                0,
                new Affine(2, 2, new float[] {1, 0, 0, 2}, new float[] {0.25f, 0}),
                IntegrateAndFire.of(Firing.unit(2, 0, Reset.SUBTRACT)))),
        DT,
        new RunDefaults(4, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  private static Recorder recorder(InputCoding coding, Readout readout, String... layers) {
    SpikingNetwork network = network(Firing.unit(2, 0, Reset.SUBTRACT));
    return recorder(network, new SimulationSettings(4, coding, readout, 42), layers);
  }

  private static Recorder recorder(
      SpikingNetwork network, SimulationSettings settings, String... layers) {
    return new Recorder(
        new ReferenceSimulator(network, settings),
        new NirFile(network, List.of("if_0", "if_1"), List.of()),
        List.of(layers));
  }

  private Recording record(Recorder recorder, Integer... samples) {
    return recorder.record(test, List.of(samples), done -> {});
  }

  private static List<Object> row(Object... cells) {
    return Arrays.asList(cells);
  }

  @Test
  void rowsAreWhatWasWorkedOutByHand() {
    Recording recording = record(recorder(InputCoding.CURRENT, Readout.MEMBRANE), 1);
    List<List<Object>> expected =
        List.of(
            row(1, 1, "hidden", 0, 0, 0.5f, 0.5f),
            row(1, 1, "hidden", 1, 0, 0.25f, 0.25f),
            row(1, 1, "output", 0, null, null, 0.25f),
            row(1, 1, "output", 1, null, null, 0f),
            row(1, 2, "hidden", 0, 1, 1f, 0f),
            row(1, 2, "hidden", 1, 0, 0.5f, 0.5f),
            row(1, 2, "output", 0, null, null, 1.5f),
            row(1, 2, "output", 1, null, null, 0f),
            row(1, 3, "hidden", 0, 0, 0.5f, 0.5f),
            row(1, 3, "hidden", 1, 0, 0.75f, 0.75f),
            row(1, 3, "output", 0, null, null, 1.75f),
            row(1, 3, "output", 1, null, null, 0f),
            row(1, 4, "hidden", 0, 1, 1f, 0f),
            row(1, 4, "hidden", 1, 1, 1f, 0f),
            row(1, 4, "output", 0, null, null, 3f),
            row(1, 4, "output", 1, null, null, 2f));
    assertEquals(expected, recording.rows().toList());
    assertEquals(7, Recording.COLUMNS.size());
    assertEquals(Map.of("hidden", 3), recording.spikes(0));
    assertEquals(new Recording.RecordedSample(1, 1, 0), recording.samples().get(0));
  }

  private HdfFile write(Recording recording) throws IOException {
    Path file = folder.resolve("recording.h5");
    recording.writeHdf5(file);
    return new HdfFile(file);
  }

  private static Object attribute(HdfFile file, String path, String name) {
    return (path.isEmpty() ? file : file.getByPath(path)).getAttribute(name).getData();
  }

  @Test
  void hdf5HasTheLayoutOfNirData() throws IOException {
    Recording recording = record(recorder(InputCoding.CURRENT, Readout.MEMBRANE), 2, 1);
    try (HdfFile file = write(recording)) {
      assertEquals("NIRGraphData", attribute(file, "", "__type__"));
      assertEquals("NIRNodeData", attribute(file, "/nodes/if_0", "__type__"));
      String observables = "/nodes/if_0/observables/";
      assertEquals("EventData", attribute(file, observables + "spikes", "__type__"));
      assertEquals(2L, attribute(file, observables + "spikes", "n_neurons"));
      assertEquals(4 * DT, attribute(file, observables + "spikes", "t_max"));
      // sample 2 has neuron 1 fire at each step; sample 1 three times, as above
      assertArrayEquals(
          new long[][] {{1, 1, 1, 1}, {0, 0, 1, -1}},
          (long[][]) file.getDatasetByPath(observables + "spikes/idx").getData());
      double inf = Double.POSITIVE_INFINITY;
      assertArrayEquals(
          new double[][] {
            {0.5 * DT, 1.5 * DT, 2.5 * DT, 3.5 * DT}, {1.5 * DT, 3.5 * DT, 3.5 * DT, inf}
          },
          (double[][]) file.getDatasetByPath(observables + "spikes/time").getData());
      assertEquals("TimeGriddedData", attribute(file, observables + "membrane", "__type__"));
      assertEquals(DT, attribute(file, observables + "membrane", "dt"));
      assertArrayEquals(
          new float[][] {{0.5f, 0.25f}, {0, 0.5f}, {0.5f, 0.75f}, {0, 0}},
          ((float[][][]) file.getDatasetByPath(observables + "membrane/data").getData())[1]);
      assertArrayEquals(
          new float[][] {{0.5f, 0.25f}, {1, 0.5f}, {0.5f, 0.75f}, {1, 1}},
          ((float[][][])
                  file.getDatasetByPath(observables + "membrane_before_reset/data").getData())
              [1]);
      Group output = (Group) file.getByPath("/nodes/if_1/observables");
      assertEquals(List.of("membrane"), List.copyOf(output.getChildren().keySet()));
      assertArrayEquals(new long[] {2, 1}, longs(file, "sample"));
      assertArrayEquals(new long[] {0, 1}, longs(file, "label"));
      assertArrayEquals(new long[] {1, 0}, longs(file, "prediction"));
    }
  }

  private static long[] longs(HdfFile file, String name) {
    return (long[]) file.getDatasetByPath("/metadata/" + name).getData();
  }

  @Test
  void inputsThatSpikeAreRecordedToo() throws IOException {
    Recording recording = record(recorder(InputCoding.BINARY, Readout.SPIKES, "input"), 0);
    assertEquals(Map.of("input", 8), recording.spikes(0));
    assertEquals(row(0, 4, "input", 1, 1, null, null), recording.rows().toList().get(7));
    try (HdfFile file = write(recording)) {
      Group node = (Group) file.getByPath("/nodes/input/observables");
      assertEquals(List.of("spikes"), List.copyOf(node.getChildren().keySet()));
      assertEquals(1, ((Group) file.getByPath("/nodes")).getChildren().size());
    }
  }

  /** No input exceeds 1/2, so none spikes. */
  @Test
  void aLayerThatNeverFiresHasAPlaceForNobody() throws IOException {
    try (HdfFile file = write(record(recorder(InputCoding.BINARY, Readout.SPIKES, "hidden"), 1))) {
      assertArrayEquals(
          new long[][] {{-1}},
          (long[][]) file.getDatasetByPath("/nodes/if_0/observables/spikes/idx").getData());
    }
  }

  /** Neuron 0 starts at -1.5: the first input makes that -1, which fires -1. */
  @Test
  void spikesOfSignedNeuronsHaveAValue() throws IOException {
    Firing signed =
        new Firing(
            new float[] {1, 1},
            new float[] {-1.5f, 0},
            Firing.FireRule.AT_THRESHOLD,
            Reset.SUBTRACT,
            new float[2],
            Optional.of(new Negative(new float[] {1, 1}, new float[] {1, 1})));
    SimulationSettings settings =
        new SimulationSettings(4, InputCoding.CURRENT, Readout.MEMBRANE, 42);
    Recording recording = record(recorder(network(signed), settings), 1);
    // neuron 0: -1 fires -1 and leaves 0, .5, 1 fires 1 and leaves 0, .5
    assertEquals(row(1, 1, "hidden", 0, -1, -1f, 0f), recording.rows().toList().get(0));
    try (HdfFile file = write(recording)) {
      String spikes = "/nodes/if_0/observables/spikes";
      assertEquals("ValuedEventData", attribute(file, spikes, "__type__"));
      assertArrayEquals(
          new double[][] {{-1, 1, 1}},
          (double[][]) file.getDatasetByPath(spikes + "/value").getData());
      assertArrayEquals(
          new long[][] {{0, 0, 1}}, (long[][]) file.getDatasetByPath(spikes + "/idx").getData());
    }
  }

  /** As NIR's library gets the number of steps: by division, cut off. */
  @Test
  void readersGetAllStepsWhateverTheirLength() throws IOException {
    for (double dt : new double[] {1, 1e-4, 0.1, 0.3, 1.0 / 49, 1e-3 / 3}) {
      for (int steps = 1; steps < 200; steps++) {
        double end = new RecordingFile(dt, steps, List.of(), List.of()).end();
        assertEquals(steps, (int) (end / dt));
        assertEquals(steps - 1, (int) Math.floor((steps - 0.5) * dt / dt));
      }
    }
  }

  @Test
  void refusesWhatThereIsNot() {
    assertRefused(
        "there is no layer nowhere to record; there are: hidden, output",
        () -> recorder(InputCoding.CURRENT, Readout.SPIKES, "nowhere"));
    assertRefused(
        "there is no layer input to record; there are: hidden, output",
        () -> recorder(InputCoding.CURRENT, Readout.SPIKES, "input"));
    Recorder all = recorder(InputCoding.POISSON, Readout.SPIKES);
    assertRefused(
        "there is no sample 3; the test split has 3, from 0 to 2", () -> record(all, 1, 3));
    assertRefused(
        "there is no sample -1; the test split has 3, from 0 to 2", () -> record(all, -1));
    assertRefused("sample 2 is named twice", () -> record(all, 2, 0, 2));
    assertRefused("name a sample to record", () -> record(all));
  }

  /** 2 + 2 neurons, 65,536 steps: 262,144 values a sample, of which 76 fit. */
  @Test
  void whatIsRecordedIsBounded() {
    Split many = Split.ofFloats(new float[2 * 77], new byte[77], 2);
    List<Integer> samples = Stream.iterate(0, i -> i + 1).limit(77).toList();
    Recorder recorder =
        recorder(
            network(Firing.unit(2, 0, Reset.SUBTRACT)),
            new SimulationSettings(65_536, InputCoding.CURRENT, Readout.SPIKES, 42));
    assertRefused(
        "77 samples x 65,536 steps x 4 neurons are 20,185,088 values, at most 20,000,000 can be"
            + " recorded; name fewer samples, layers or steps",
        () -> recorder.record(many, samples, done -> {}));
  }

  private static void assertRefused(String message, Executable run) {
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, run);
    assertEquals(message, refusal.getMessage());
    assertFalse(refusal.getMessage().isEmpty());
  }
}
