package io.github.ann2snn.report.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.report.document.SampleParts.ActivationPart;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivationScatterTest {
  /** An ANN whose hidden activations are the inputs times 2 and 4: the scales of the pair. */
  private static ConvertedPair pair(float constant) {
    return new ConvertedPair(
        TinyNetworks.copying(),
        List.of(
            new LayerScale("hidden", new float[] {2, 4}),
            new LayerScale("output", new float[] {1, 1})),
        List.of(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY),
        (samples, consumer) -> {
          float[] inputs = new float[2 * samples.size()];
          float[] hidden = new float[2 * samples.size()];
          for (int i = 0; i < samples.size(); i++) {
            samples.read(i, inputs, 2 * i);
            hidden[2 * i] = constant > 0 ? 2 * constant : 2 * inputs[2 * i];
            hidden[2 * i + 1] = constant > 0 ? 4 * constant : 4 * inputs[2 * i + 1];
          }
          consumer.accept(samples.size(), inputs, new float[][] {hidden, hidden});
        },
        List.of());
  }

  private static ActivationPart scatter(Dataset dataset, ConvertedPair pair, long seed)
      throws InterruptedException {
    SimulationSettings settings =
        new SimulationSettings(4, InputCoding.CURRENT, Readout.MEMBRANE, seed);
    List<ActivationPart> parts =
        ActivationScatter.of(
            pair, new EventDrivenSimulator(pair.network(), settings), dataset.test());
    assertEquals(1, parts.size());
    return parts.get(0);
  }

  @Test
  void pairsOfActivationOverLambdaAndRate() throws InterruptedException {
    // rates after 4 steps: 0.5 -> 2/4, 0.25 -> 1/4, 0.7 -> 2/4, 0 -> 0
    Dataset dataset = TinyNetworks.dataset(List.of(2), 2, new float[] {0.5f, 0.25f, 0.7f, 0}, 0, 0);
    ActivationPart part = scatter(dataset, pair(0), 1);
    assertEquals("hidden", part.layer());
    assertEquals(2, part.samples());
    assertEquals(2, part.neurons());
    assertArrayEquals(new double[][] {{0.5, 0.5}, {0.25, 0.25}, {0.7, 0.5}, {0, 0}}, part.points());
    // x: mean 0.3625, y: 0.3125; sxy = 0.209375, sxx = 0.276875 (0.7 is a float), syy = 0.171875
    assertEquals(0.209375 / Math.sqrt(0.276875 * 0.171875), part.correlation(), 1e-6);
  }

  @Test
  void activationsThatAreAllEqualHaveNoCorrelation() throws InterruptedException {
    Dataset dataset = TinyNetworks.dataset(List.of(2), 2, new float[] {0.5f, 0.25f}, 0);
    assertNull(scatter(dataset, pair(0.5f), 1).correlation());
  }

  @Test
  void activationsThatAreNoNumbersAreLeftOut() throws InterruptedException {
    Dataset dataset = TinyNetworks.dataset(List.of(2), 2, new float[] {0.5f, 0.25f}, 0);
    ActivationPart part = scatter(dataset, pair(Float.POSITIVE_INFINITY), 1);
    assertNull(part.correlation());
    assertEquals(0, part.points().length);
  }

  @Test
  void theSeedChoosesSamplesAndPoints() throws InterruptedException {
    float[] values = new float[2 * 1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 2000f;
    }
    Dataset dataset = TinyNetworks.dataset(List.of(2), 2, values, new int[1000]);
    ActivationPart part = scatter(dataset, pair(0), 7);
    assertEquals(256, part.samples());
    assertEquals(500, part.points().length);
    // spread over all samples, each point once
    assertTrue(part.points()[0][0] < 0.05 && part.points()[499][0] > 0.95);
    assertEquals(500, Arrays.stream(part.points()).map(point -> point[0]).distinct().count());
    assertArrayEquals(part.points(), scatter(dataset, pair(0), 7).points());
    assertTrue(!Arrays.deepEquals(part.points(), scatter(dataset, pair(0), 8).points()));
  }
}
