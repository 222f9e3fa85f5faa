package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.operations.LayerLedger;
import io.github.ann2snn.runtime.operations.OperationLedger;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An evaluation as bytes, for other machines and for later: big-endian, arrays behind their length,
 * no class names. What is read equals what was written.
 */
public final class EvaluationStream {
  /** A layer of a network has at least one neuron, and a name of some bytes. */
  private static final int MAX_LAYERS = 1 << 16;

  private EvaluationStream() {}

  /**
   * Writes {@code evaluation}.
   *
   * @throws IOException if {@code out} cannot be written
   */
  public static void write(Evaluation evaluation, DataOutputStream out) throws IOException {
    writeLongs(evaluation.correctByTimestep(), out);
    writeInts(evaluation.predictions(), out);
    writeFloats(evaluation.leads(), out);
    writeFloats(evaluation.overtakenLeads(), out);
    writeLedger(evaluation.ledger(), out);
    out.writeBoolean(evaluation.earlyExit().isPresent());
    if (evaluation.earlyExit().isPresent()) {
      EarlyExitEvaluation exit = evaluation.earlyExit().get();
      out.writeDouble(exit.rule().margin());
      out.writeLong(exit.correct());
      writeInts(exit.predictions(), out);
      writeInts(exit.steps(), out);
      writeLedger(exit.ledger(), out);
    }
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @param samples the most samples that it may be of: no more memory is taken
   * @throws IOException if {@code in} ends too early or holds something else
   */
  public static Evaluation read(DataInputStream in, int samples) throws IOException {
    long[] correct = readLongs(in);
    int[] predictions = readInts(in, samples);
    float[] leads = readFloats(in, samples);
    float[] overtaken = readFloats(in, samples);
    OperationLedger ledger = readLedger(in);
    Optional<EarlyExitEvaluation> exit = Optional.empty();
    if (in.readBoolean()) {
      EarlyExit rule = new EarlyExit(in.readDouble());
      long exitCorrect = in.readLong();
      int[] exitPredictions = readInts(in, samples);
      int[] steps = readInts(in, samples);
      exit =
          Optional.of(
              new EarlyExitEvaluation(rule, exitCorrect, exitPredictions, steps, readLedger(in)));
    }
    return new Evaluation(correct, predictions, leads, overtaken, ledger, exit);
  }

  static void writeLedger(OperationLedger ledger, DataOutputStream out) throws IOException {
    out.writeLong(ledger.samples());
    out.writeLong(ledger.steps());
    writeLongs(ledger.inputSpikes(), out);
    out.writeInt(ledger.layers().size());
    for (LayerLedger layer : ledger.layers()) {
      out.writeUTF(layer.name());
      out.writeInt(layer.neurons());
      out.writeBoolean(layer.fires());
      out.writeBoolean(layer.biased());
      out.writeInt(layer.stateUpdates());
      out.writeLong(layer.gateInputs());
      out.writeLong(layer.gateComparisons());
      writeLongs(layer.analogMacsByStep(), out);
      out.writeLong(layer.effectiveMacs());
      writeLongs(layer.synapticOperations(), out);
      writeLongs(layer.recurrentOperations(), out);
      writeLongs(layer.effectiveOperations(), out);
      writeLongs(layer.spikes(), out);
    }
  }

  static OperationLedger readLedger(DataInputStream in) throws IOException {
    long samples = in.readLong();
    long steps = in.readLong();
    long[] inputSpikes = readLongs(in);
    int count = length(in, MAX_LAYERS);
    List<LayerLedger> layers = new ArrayList<>();
    for (int l = 0; l < count; l++) {
      layers.add(
          new LayerLedger(
              in.readUTF(),
              in.readInt(),
              in.readBoolean(),
              in.readBoolean(),
              in.readInt(),
              in.readLong(),
              in.readLong(),
              readLongs(in),
              in.readLong(),
              readLongs(in),
              readLongs(in),
              readLongs(in),
              readLongs(in)));
    }
    return new OperationLedger(samples, steps, inputSpikes, layers);
  }

  static int length(DataInputStream in, int most) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > most) {
      throw new IOException(Text.of("a length is %d, allowed: 0 ... %d", length, most));
    }
    return length;
  }

  static void writeLongs(long[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    for (long value : values) {
      out.writeLong(value);
    }
  }

  static long[] readLongs(DataInputStream in) throws IOException {
    long[] values = new long[length(in, SimulationSettings.MAX_TIMESTEPS)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readLong();
    }
    return values;
  }

  private static void writeInts(int[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    for (int value : values) {
      out.writeInt(value);
    }
  }

  private static int[] readInts(DataInputStream in, int most) throws IOException {
    int[] values = new int[length(in, most)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readInt();
    }
    return values;
  }

  private static void writeFloats(float[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static float[] readFloats(DataInputStream in, int most) throws IOException {
    float[] values = new float[length(in, most)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
