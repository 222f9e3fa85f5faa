package io.github.ann2snn.report.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.report.document.SampleParts.RasterPart;
import io.github.ann2snn.report.document.SampleParts.SamplePart;
import io.github.ann2snn.report.sample.SampleFindings.AnnEvaluation;
import io.github.ann2snn.report.sample.SampleFindings.FlippedSamples;
import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.evaluation.Evaluator;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.EarlyExit.LeadUnit;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleTracesTest {
  private static Simulator simulator(
      SpikingNetwork network, int timesteps, InputCoding coding, Readout readout) {
    return new EventDrivenSimulator(
        network, new SimulationSettings(timesteps, coding, readout, 42));
  }

  private static List<SamplePart> traces(
      Dataset dataset, Simulator simulator, Optional<AnnEvaluation> ann)
      throws InterruptedException {
    Evaluation evaluation =
        new Evaluator(simulator, 2).evaluate(TinyNetworks.source(dataset), done -> {});
    return new SampleTraces(dataset, simulator, ann)
        .of(
            evaluation,
            ann.map(
                a -> new FlippedSamples(dataset, a, evaluation).part(new LeadUnit("spikes", 1))));
  }

  @Test
  void potentialsAndSpikesStepByStep() throws InterruptedException {
    // hidden: 0.5 fires at 2 and 4, 0.25 at 4; see SimulatorContract for the outputs
    Dataset dataset = TinyNetworks.dataset(List.of(2), 2, new float[] {0.5f, 0.25f}, 0);
    Simulator simulator =
        simulator(TinyNetworks.copying(), 4, InputCoding.CURRENT, Readout.MEMBRANE);
    List<SamplePart> parts = traces(dataset, simulator, Optional.empty());
    assertEquals(1, parts.size());
    SamplePart part = parts.get(0);
    assertEquals(0, part.index());
    assertEquals(0, part.snn());
    assertNull(part.ann());
    assertNull(part.image());
    assertArrayEquals(
        new Double[][] {{0.25, 0.0}, {1.5, 0.0}, {1.75, 0.0}, {3.0, 2.0}}, part.potentials());
    assertEquals(1, part.rasters().size());
    RasterPart raster = part.rasters().get(0);
    assertEquals("hidden", raster.layer());
    assertArrayEquals(new int[] {0, 1}, raster.shown());
    assertArrayEquals(new int[][] {{}, {0}, {}, {0, 1}}, raster.spikes());
  }

  @Test
  void manyNeuronsAreThinnedOutEvenly() throws InterruptedException {
    Dataset dataset = TinyNetworks.dataset(List.of(1), 2, new float[1], 1);
    Simulator simulator =
        simulator(TinyNetworks.everyThird(128), 1, InputCoding.CURRENT, Readout.SPIKES);
    SamplePart part = traces(dataset, simulator, Optional.empty()).get(0);
    assertEquals(2, part.rasters().size());
    RasterPart raster = part.rasters().get(0);
    assertEquals(128, raster.neurons());
    assertArrayEquals(IntStream.range(0, 64).map(i -> 2 * i).toArray(), raster.shown());
    // of the neurons 0, 2, 4 ... those that 3 divides fire
    assertArrayEquals(IntStream.range(0, 64).filter(i -> i % 3 == 0).toArray(), raster.spikes()[0]);
  }

  /** What is shown is what was counted, also where input spikes are random. */
  @ParameterizedTest
  @EnumSource(InputCoding.class)
  void aSampleDoesTheSameAgain(InputCoding coding) throws InterruptedException {
    int n = 150;
    float[] values = new float[2 * n];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37 % 101) / 101f;
    }
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i < 130 ? 1 : 0;
    }
    Dataset dataset = TinyNetworks.dataset(List.of(2), 2, values, labels);
    Simulator simulator = simulator(TinyNetworks.copying(), 20, coding, Readout.SPIKES);
    List<String> potentials = new ArrayList<>();
    List<float[]> inputs = IntStream.range(0, n).mapToObj(dataset.test()::sample).toList();
    simulator.run(inputs, 0, run -> potentials.add(Arrays.toString(run.potentials())));
    // an ANN that always says 0 is wrong wherever the network is right with 1
    AnnEvaluation ann = new AnnEvaluation("", new int[n], new float[n], 1, 1);
    List<SamplePart> parts = traces(dataset, simulator, Optional.of(ann));
    assertTrue(parts.size() > 8 && parts.size() <= 12, parts.toString());
    assertEquals(parts.size(), parts.stream().map(SamplePart::index).distinct().count());
    for (SamplePart part : parts) {
      assertEquals(0, part.ann());
      float[] last = new float[2];
      for (int c = 0; c < 2; c++) {
        last[c] = part.potentials()[19][c].floatValue();
      }
      float[] expected = parse(potentials.get(part.index()));
      assertArrayEquals(expected, last, 1e-4f);
    }
  }

  private static float[] parse(String array) {
    String[] numbers = array.substring(1, array.length() - 1).split(", ", -1);
    return new float[] {Float.parseFloat(numbers[0]), Float.parseFloat(numbers[1])};
  }

  @Test
  void longRunsShowFewerSamples() throws InterruptedException {
    float[] values = {0.5f, 0, 0, 0.5f};
    Dataset dataset = TinyNetworks.dataset(List.of(2), 2, values, 0, 1);
    for (int[] expected : new int[][] {{1000, 2}, {60_000, 2}, {65_536, 2}}) {
      Simulator simulator =
          simulator(TinyNetworks.copying(), expected[0], InputCoding.CURRENT, Readout.MEMBRANE);
      assertEquals(expected[1], traces(dataset, simulator, Optional.empty()).size());
    }
    // 65,536 steps of 2 classes and 64 + 2 neurons are more than fits
    Dataset wide = TinyNetworks.dataset(List.of(1), 2, new float[1], 1);
    Simulator long64 =
        simulator(TinyNetworks.everyThird(64), 65_536, InputCoding.CURRENT, Readout.SPIKES);
    assertEquals(List.of(), traces(wide, long64, Optional.empty()));
  }
}
