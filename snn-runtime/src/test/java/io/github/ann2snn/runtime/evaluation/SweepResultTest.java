package io.github.ann2snn.runtime.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.runtime.evaluation.ExitSweep.Rule;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob.ComparedSamples;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a data set, swept apart, sent as bytes, and added. */
class SweepResultTest {
  private static final int SAMPLES = 150;
  private static final int T = 10;
  private static final List<Rule> RULES =
      List.of(Rule.WHOLE, new Rule(new EarlyExit(1), 1), new Rule(new EarlyExit(3), 2));
  private static final EventDrivenSimulator SIMULATOR =
      new EventDrivenSimulator(
          RandomNetworks.integrateAndFire(11, Reset.SUBTRACT, 12, 9, 3),
          new SimulationSettings(T, InputCoding.POISSON, Readout.SPIKES, 4));

  /** Some samples of all. */
  private record Part(SampleSource all, int from, int to) implements SampleSource {
    @Override
    public int size() {
      return to - from;
    }

    @Override
    public void read(int sample, float[] target) {
      all.read(from + sample, target);
    }

    @Override
    public int label(int sample) {
      return all.label(from + sample);
    }
  }

  private static SweepResult sweep(int from, int to, List<Rule> rules) throws InterruptedException {
    int[] reference = IntStream.range(from, to).map(i -> i * i % 3).toArray();
    return ExitSweep.run(
        new SampleRuns(SIMULATOR, 1, from),
        rules,
        new ComparedSamples(new Part(new RandomSamples(SAMPLES), from, to), reference),
        done -> {});
  }

  private static byte[] bytes(SweepResult result) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RecordStream.write(result, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static SweepResult read(byte[] bytes) throws IOException {
    return RecordStream.read(
        SweepResult.class, new DataInputStream(new ByteArrayInputStream(bytes)), 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, SAMPLES})
  void partsGiveWhatTheWholeGives(int parts) throws IOException, InterruptedException {
    SweepResult whole = sweep(0, SAMPLES, RULES);
    SweepResult sum = null;
    for (int p = parts - 1; p >= 0; p--) { // in another order
      SweepResult part = read(bytes(sweep(SAMPLES * p / parts, SAMPLES * (p + 1) / parts, RULES)));
      sum = sum == null ? part : sum.plus(part);
    }
    for (int rule = 0; rule < RULES.size(); rule++) {
      for (int t = 1; t <= T; t++) {
        assertEquals(whole.point(rule, t), sum.point(rule, t));
      }
    }
  }

  @Test
  void refusesPartsThatAreNotOfOneSweep() throws InterruptedException {
    SweepResult three = sweep(0, 5, RULES);
    SweepResult two = sweep(5, 9, RULES.subList(0, 2));
    assertThrows(IllegalArgumentException.class, () -> three.plus(two));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ComparedSamples(new RandomSamples(SAMPLES), new int[3]));
  }

  @Test
  void bytesThatEndTooEarlyAreRefused() throws IOException, InterruptedException {
    byte[] whole = bytes(sweep(0, 5, RULES));
    for (int length = 0; length < whole.length; length += 13) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(EOFException.class, () -> read(cut));
    }
  }
}
