package io.github.ann2snn.runtime.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a data set, evaluated apart, sent as bytes, and joined. */
class EvaluationJoinTest {
  private static final int SAMPLES = 151;
  private static final int WIDTH = 12;

  /** Samples {@code from} to {@code to} of a large data set; labels go round. */
  private record Part(int from, int to) implements SampleSource {
    @Override
    public int size() {
      return to - from;
    }

    @Override
    public void read(int sample, float[] target) {
      System.arraycopy(RandomNetworks.input(from + sample, WIDTH), 0, target, 0, WIDTH);
    }

    @Override
    public int label(int sample) {
      return (from + sample) % 3;
    }
  }

  private static Simulator simulator(int timesteps) {
    return new EventDrivenSimulator(
        RandomNetworks.integrateAndFire(11, Reset.SUBTRACT, WIDTH, 9, 3),
        new SimulationSettings(timesteps, InputCoding.POISSON, Readout.SPIKES, 4));
  }

  private static Evaluation evaluate(Part part, Optional<EarlyExit> exit) {
    try {
      return new Evaluator(simulator(10), 1, part.from()).evaluate(part, exit, done -> {});
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(Evaluation evaluation) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RecordStream.write(evaluation, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static Evaluation read(byte[] bytes, int samples) throws IOException {
    return RecordStream.read(
        Evaluation.class, new DataInputStream(new ByteArrayInputStream(bytes)), samples);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, SAMPLES})
  void partsGiveWhatTheWholeGives(int parts) throws IOException {
    for (Optional<EarlyExit> exit :
        List.of(Optional.of(new EarlyExit(1)), Optional.<EarlyExit>empty())) {
      List<Evaluation> evaluations = new ArrayList<>();
      for (int p = 0; p < parts; p++) {
        Part part = new Part(SAMPLES * p / parts, SAMPLES * (p + 1) / parts);
        evaluations.add(read(bytes(evaluate(part, exit)), part.size()));
      }
      assertEquals(evaluate(new Part(0, SAMPLES), exit), Evaluation.joined(evaluations));
    }
  }

  @Test
  void refusesPartsThatAreNotOfOneEvaluation() throws InterruptedException {
    Evaluation ten = evaluate(new Part(0, 5), Optional.empty());
    Evaluation nine = new Evaluator(simulator(9), 1).evaluate(new Part(0, 5), done -> {});
    Evaluation early = evaluate(new Part(0, 5), Optional.of(new EarlyExit(2)));
    for (List<Evaluation> parts :
        List.of(List.<Evaluation>of(), List.of(ten, nine), List.of(ten, early))) {
      assertThrows(IllegalArgumentException.class, () -> Evaluation.joined(parts));
    }
    assertThrows(IllegalArgumentException.class, () -> ten.ledger().plus(nine.ledger()));
    assertThrows(IllegalArgumentException.class, () -> new Evaluator(simulator(9), 1, -1));
  }

  @Test
  void bytesThatEndTooEarlyOrHoldMoreSamplesAreRefused() throws IOException {
    byte[] whole = bytes(evaluate(new Part(0, 5), Optional.of(new EarlyExit(2))));
    for (int length = 0; length < whole.length; length += 13) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(EOFException.class, () -> read(cut, 5));
    }
    IOException failure = assertThrows(IOException.class, () -> read(whole, 4));
    assertTrue(failure.getMessage().contains("allowed: 0 ... 4"), failure.getMessage());
  }
}
