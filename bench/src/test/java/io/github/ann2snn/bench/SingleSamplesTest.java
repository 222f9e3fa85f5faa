package io.github.ann2snn.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.bench.BenchReport.Latency;
import io.github.ann2snn.bench.ScalingMeasurement.RandomNetwork;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SingleSamplesTest {
  /** Three samples, and which of them were read. */
  private static final class Three implements SampleSource {
    private final List<Integer> read = new ArrayList<>();

    @Override
    public int size() {
      return 3;
    }

    @Override
    public void read(int sample, float[] target) {
      read.add(sample);
      target[sample] = 1;
    }

    @Override
    public int label(int sample) {
      throw new AssertionError("nobody needs labels");
    }
  }

  private final Three samples = new Three();
  private final SingleSamples single =
      new SingleSamples(
          new EventDrivenSimulator(
              RandomNetwork.draw(
                  1, 1, new RunDefaults(3, InputCoding.CURRENT, Readout.SPIKES), 4, 5, 2)),
          samples);

  @Test
  void eachSampleIsTimedByItselfSinceTheWarmUp() throws InterruptedException {
    single.run();
    int before = samples.read.size();
    single.warmedUp();
    single.run();
    single.run();
    Latency latency = single.latency("simd");
    assertEquals(samples.read.size() - before, latency.runs());
    assertEquals(
        IntStream.range(0, samples.read.size()).map(i -> i % 3).boxed().toList(), samples.read);
    assertEquals(3, latency.timesteps());
    assertEquals("float", latency.arithmetic());
    assertEquals("simd", latency.kernel());
    assertTrue(latency.seconds() > 0, latency.toString());
    assertTrue(latency.seconds95() >= latency.seconds(), latency.toString());
  }

  @Test
  void whoIsInterruptedStops() {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, single::run);
    assertEquals(List.of(), samples.read);
  }

  @Test
  void ranksAreThoseOfValuesThatWereMeasured() {
    List<Double> twenty = DoubleStream.iterate(1, x -> x + 1).limit(20).boxed().toList();
    assertEquals(10, SingleSamples.rank(twenty, 0.5));
    assertEquals(19, SingleSamples.rank(twenty, 0.95));
    assertEquals(7, SingleSamples.rank(List.of(7.0), 0.95));
  }
}
