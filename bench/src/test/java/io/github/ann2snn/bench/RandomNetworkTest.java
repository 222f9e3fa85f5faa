package io.github.ann2snn.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.bench.ScalingMeasurement.RandomNetwork;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomNetworkTest {
  private static final int INPUTS = 400;
  private static final int TIMESTEPS = 32;

  /** Half of the inputs are 0.5. */
  private record Halves(int size) implements SampleSource {
    @Override
    public void read(int sample, float[] target) {
      for (int i = 0; i < INPUTS; i++) {
        target[i] = (i + sample) % 2 == 0 ? 0.5f : 0f;
      }
    }

    @Override
    public int label(int sample) {
      return 0;
    }
  }

  @ParameterizedTest(name = "width {0}, seed 3")
  @ValueSource(ints = {256, 1024})
  void hiddenNeuronsFireModeratelyAtAnyWidth(int width) {
    SampleSource samples = new Halves(4);
    double norm = RandomNetwork.inputNorm(samples, INPUTS);
    assertEquals(Math.sqrt(200 * 0.25), norm, 1e-6);
    SpikingNetwork network =
        RandomNetwork.draw(
            3,
            norm,
            new RunDefaults(TIMESTEPS, InputCoding.CURRENT, Readout.MEMBRANE),
            INPUTS,
            width,
            width,
            10);
    assertEquals("400-" + width + "-" + width + "-10", TimedSimulation.architecture(network));
    float[] sample = new float[INPUTS];
    samples.read(0, sample);
    SampleRun run =
        new EventDrivenSimulator(
                network,
                new SimulationSettings(TIMESTEPS, InputCoding.CURRENT, Readout.MEMBRANE, 1))
            .run(sample, 0);
    for (int layer = 0; layer < 2; layer++) {
      var train = run.layers().get(layer);
      double spikes = IntStream.range(0, TIMESTEPS).map(train::count).sum();
      double rate = spikes / TIMESTEPS / width;
      assertTrue(rate > 0.03 && rate < 0.12, "layer " + layer + ": " + rate);
    }
  }

  /** Each neuron is updated at every step of every sample. */
  @Test
  void operationsOfAllStepsAreCounted() throws InterruptedException {
    SpikingNetwork network =
        RandomNetwork.draw(
            3, 7, new RunDefaults(TIMESTEPS, InputCoding.CURRENT, Readout.MEMBRANE), INPUTS, 20, 5);
    TimedSimulation simulation =
        new TimedSimulation(
            "simd",
            new EventDrivenSimulator(network, SimulationSettings.of(network)),
            2,
            new Halves(6));
    simulation.run();
    assertEquals(25L * TIMESTEPS * 6, simulation.count(Operation.BIAS_ADD));
    assertEquals(200L * 20 * 6, simulation.count(Operation.ANALOG_MAC));
  }

  @Test
  void inputsThatAreAllZeroHaveANormToDivideBy() {
    SampleSource zeros =
        new SampleSource() {
          @Override
          public int size() {
            return 2;
          }

          @Override
          public void read(int sample, float[] target) {
            Arrays.fill(target, 0);
          }

          @Override
          public int label(int sample) {
            return 0;
          }
        };
    assertEquals(1, RandomNetwork.inputNorm(zeros, 3));
  }
}
