package io.github.ann2snn.interop.python;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.interop.python.RecordedSamples.Recorded;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Negative;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three inputs, two neurons, two outputs; and layers of other kinds. */
class PythonExportTest {
  private static final Brian2 BRIAN = new Brian2();

  /** I = (0.5 x0 + x2, x1 + 0.25): spikes of two neurons that start at half a threshold. */
  private static final Affine FIRST =
      new Affine(3, 2, new float[] {0.5f, 0, 1, 0, 1, 0}, new float[] {0, 0.25f});

  private static final Affine LAST =
      new Affine(2, 2, new float[] {1, -1, 0, 2}, new float[] {0.125f, 0});

  private static final SpikingNetwork NETWORK =
      network(
          List.of(3),
          new Population("hidden", Projection.INPUT, FIRST, unit(2)),
          new Population("output", 0, LAST, unit(2)));

  @TempDir Path folder;

  private static SpikingNetwork network(List<Integer> shape, Population... populations) {
    return new SpikingNetwork(
        shape,
        List.of(populations),
        0.001,
        new RunDefaults(4, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  private static IntegrateAndFire unit(int neurons) {
    return IntegrateAndFire.of(Firing.unit(neurons, 0.5f, Reset.SUBTRACT));
  }

  private static ExportedRun run(SpikingNetwork network) {
    return new ExportedRun(network, SimulationSettings.of(network), false);
  }

  private static ExportedRun spiking(SpikingNetwork network, InputCoding coding) {
    return new ExportedRun(
        network, new SimulationSettings(4, coding, Readout.SPIKES, 2, 42), false);
  }

  private static SampleSource samples(float[]... inputs) {
    return new SampleSource() {
      @Override
      public int size() {
        return inputs.length;
      }

      @Override
      public void read(int sample, float[] target) {
        System.arraycopy(inputs[sample], 0, target, 0, inputs[sample].length);
      }

      @Override
      public int label(int sample) {
        return sample;
      }
    };
  }

  /**
   * I = (0.5, 0.5): v = 0.5, 1 (fires, 0), 0.5, 1 (fires) for neuron 0 and 1 alike from 0.5: fires
   * at steps 1 and 3.
   */
  @Test
  void whatSamplesDidIsRecorded() throws InterruptedException {
    RecordedSamples recorded =
        RecordedSamples.of(run(NETWORK), samples(new float[] {1, 0.25f, 0}), 2);
    Recorded only = recorded.samples().get(0);
    assertArrayEquals(new float[] {2, 2}, only.counts().get(0));
    // 0.5 + 4 x 0.125 + 2 (1 - 1); 0.5 + 2 x 2
    assertArrayEquals(new float[] {1, 4.5f}, only.potentials());
    assertEquals(1, only.predicted());
    assertEquals(0, recorded.right());
    assertEquals(4, recorded.spikes());
    assertEquals(
        "[inputs, labels, classes, potentials, spikes.hidden]",
        recorded.arrays().keySet().toString());
  }

  @Test
  void withDelaysSpikesMoveOthersOneStepLater() throws InterruptedException {
    ExportedRun delayed =
        new ExportedRun(NETWORK, SimulationSettings.of(NETWORK).withTimesteps(3), true);
    Recorded only =
        RecordedSamples.of(delayed, samples(new float[] {1, 0.25f, 0}), 1).samples().get(0);
    assertArrayEquals(new float[] {2, 2}, only.counts().get(0));
    // Those of step 1 arrive at step 2, those of step 3 do not: 0.5 + 3 x 0.125; 0.5 + 2
    assertArrayEquals(new float[] {0.875f, 2.5f}, only.potentials());
  }

  @Test
  void inputSpikesAreListedByStep() throws InterruptedException {
    RecordedSamples recorded =
        RecordedSamples.of(
            spiking(NETWORK, InputCoding.REGULAR),
            samples(new float[] {1, 0.5f, 0}, new float[] {0, 0, 0.25f}),
            1);
    Map<String, NpyArray> arrays = recorded.arrays();
    assertEquals(List.of(2, 4), arrays.get("input_spike_counts").shape());
    assertArrayEquals(
        new float[] {1, 2, 1, 2, 0, 0, 0, 1}, arrays.get("input_spike_counts").values());
    assertArrayEquals(new float[] {0, 0, 1, 0, 0, 1, 2}, arrays.get("input_spikes").values());
    assertTrue(arrays.containsKey("spikes.output"));
  }

  @Test
  void matricesAreWrittenAsTheyAre() {
    Map<String, NpyArray> arrays = NetworkArrays.of(run(NETWORK));
    assertEquals(
        "[hidden.bias, hidden.resistance, hidden.initial_potential, hidden.threshold,"
            + " hidden.projection0.weight, output.bias, output.resistance,"
            + " output.initial_potential, output.projection0.weight]",
        arrays.keySet().toString());
    assertEquals(
        new NpyArray(List.of(2, 3), FIRST.weight()), arrays.get("hidden.projection0.weight"));
    assertArrayEquals(new float[] {0, 0.25f}, arrays.get("hidden.bias").values());
  }

  /** Sums of two values each, then a weight of 3 and one of 5: paths 0, 1 -> 0 and 2, 3 -> 1. */
  @Test
  void otherConnectionsAreSparse() {
    FeatureMaps row = new FeatureMaps(1, 1, 4);
    Window pairs = new Window(Window.WindowAxis.of(1, 1), Window.WindowAxis.of(2, 2));
    Convolution tripled =
        new Convolution(
            new FeatureMaps(1, 1, 2), 1, Window.square(1, 1), 1, new float[] {3}, new float[] {1});
    Map<String, NpyArray> arrays =
        NetworkArrays.of(
            run(
                network(
                    List.of(1, 1, 4),
                    new Population(
                        "pooled",
                        Projection.INPUT,
                        new Pooled(new Pooling(Pooling.Kind.AVERAGE, row, pairs), tripled),
                        unit(2)))));
    assertArrayEquals(new float[] {1, 1, 1, 1}, arrays.get("pooled.projection0.fan_out").values());
    assertArrayEquals(new float[] {0, 0, 1, 1}, arrays.get("pooled.projection0.to").values());
    assertArrayEquals(
        new float[] {1.5f, 1.5f, 1.5f, 1.5f}, arrays.get("pooled.projection0.weight").values());
    assertArrayEquals(new float[] {1, 1}, arrays.get("pooled.bias").values());
  }

  @Test
  void recurrenceLeaksAndSignsHaveArraysOfTheirOwn() {
    Firing signed =
        Firing.unit(2, 0, Reset.SUBTRACT)
            .withNegative(
                Optional.of(
                    new Negative(new float[] {0.5f, 0.25f}, new float[] {3, Negative.NONE})));
    LeakyIntegrateAndFire leaky =
        new LeakyIntegrateAndFire(
            new float[] {0.004f, 0.002f}, new float[] {1, 2}, new float[] {0, 1}, signed);
    Population back =
        new Population(
            "back", List.of(new Projection(Projection.INPUT, FIRST)), leaky, Optional.of(LAST));
    ExportedRun run = spiking(network(List.of(3), back), InputCoding.BINARY);
    Map<String, NpyArray> arrays = NetworkArrays.of(run);
    assertArrayEquals(new float[] {0.25f, 0.5f}, arrays.get("back.step").values(), 1e-6f);
    assertArrayEquals(new float[] {0.125f, 0.25f}, arrays.get("back.bias").values());
    assertArrayEquals(LAST.weight(), arrays.get("back.recurrent.weight").values());
    assertArrayEquals(new float[] {3, 0}, arrays.get("back.price").values());
    assertArrayEquals(new float[] {1, 0}, arrays.get("back.shift").values());
    String table = new NetworkTable(run).python();
    assertTrue(table.contains("(\"back\", 2, \"lif\", \">=\", \"signed\"),"), table);
    assertTrue(table.contains("(\"back\", \"back\", \"back.recurrent\"),  # matrix"), table);
  }

  @Test
  void namesOfFilesCannotBecomePrograms() {
    assertEquals(
        "\"a\\U00000022 + b\\U0000005c\\U0000000a\\U0001f600\"",
        NetworkTable.quoted("a\" + b\\\n\ud83d\ude00"));
    ExportedRun run =
        run(network(List.of(3), new Population("input", Projection.INPUT, FIRST, unit(2))));
    assertEquals("input_", new NetworkTable(run).input());
  }

  @Test
  void whatALayerAsksForDependsOnTheRun() {
    Population hidden = NETWORK.populations().get(0);
    assertEquals(
        List.of(Feature.RESET_BY_SUBTRACTION, Feature.AT_THRESHOLD), asked(run(NETWORK), hidden));
    // It is read by its potential: how it would fire does not matter.
    assertEquals(List.of(Feature.SAME_STEP), asked(run(NETWORK), NETWORK.output()));
    ExportedRun delayed = new ExportedRun(NETWORK, SimulationSettings.of(NETWORK), true);
    assertEquals(List.of(), asked(delayed, NETWORK.output()));
    assertEquals(1, delayed.latency());
    assertEquals(0, run(NETWORK).latency());
    ExportedRun spiking = spiking(NETWORK, InputCoding.POISSON);
    assertEquals(
        List.of(Feature.RESET_BY_SUBTRACTION, Feature.AT_THRESHOLD, Feature.INPUT_SPIKES),
        asked(spiking, hidden));
  }

  private static List<Feature> asked(ExportedRun run, Population layer) {
    return Arrays.stream(Feature.values()).filter(feature -> feature.isOf(run, layer)).toList();
  }

  @Test
  void maxPoolingIsRefusedForEachReason() {
    FeatureMaps maps = new FeatureMaps(1, 2, 2);
    Convolution same =
        new Convolution(maps, 1, Window.square(1, 1), 1, new float[] {1}, new float[] {0});
    MaxGate gate = new MaxGate(maps, Window.square(2, 2));
    Affine one = new Affine(1, 2, new float[] {1, 1}, new float[2]);
    SpikingNetwork gated =
        network(
            List.of(1, 2, 2),
            new Population("conv", Projection.INPUT, same, unit(4)),
            new Population("out", List.of(new Projection(0, Optional.of(gate), one)), unit(2)));
    String message =
        assertThrows(IllegalArgumentException.class, () -> run(gated).requireExact(BRIAN))
            .getMessage();
    assertTrue(
        message.startsWith(
            "Brian2 cannot run this network exactly: layer out has max pooling before it, but "),
        message);
    run(NETWORK).requireExact(BRIAN);
  }

  @Test
  void theProgramIsThatOfTheGoldenFile() throws IOException {
    String golden;
    try (var in = PythonExportTest.class.getResourceAsStream("brian2_network.py")) {
      golden = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertEquals(golden, Program.of(BRIAN, run(NETWORK)));
  }

  @Test
  void whatIsHalfWrittenHasNoProgram() throws IOException, InterruptedException {
    PythonExport export = new PythonExport(BRIAN, folder);
    RecordedSamples recorded = RecordedSamples.of(run(NETWORK), samples(new float[3]), 1);
    export.write(recorded);
    Path program = folder.resolve("brian2_network.py");
    assertTrue(Files.exists(program));
    Path network = folder.resolve("network.npz");
    Files.delete(network);
    Files.createDirectory(network);
    assertThrows(IOException.class, () -> export.write(recorded));
    assertFalse(Files.exists(program));
    Files.delete(network);
    export.write(recorded);
    assertTrue(Files.exists(program));
  }

  @Test
  void theReadmeSaysWhatIsExact() throws IOException, InterruptedException {
    ExportedRun delayed = new ExportedRun(NETWORK, SimulationSettings.of(NETWORK), true);
    new PythonExport(BRIAN, folder).write(RecordedSamples.of(delayed, samples(new float[3]), 1));
    String readme = Files.readString(folder.resolve("README.md"));
    for (String part :
        List.of(
            "# A spiking network for Brian2\n",
            "99.9 % of the spike counts",
            "what a population fires at step t moves those behind it at step t + 1",
            "| `hidden.projection0.weight` | [2, 3] |")) {
      assertTrue(readme.contains(part), part + " is not in " + readme);
    }
  }
}
