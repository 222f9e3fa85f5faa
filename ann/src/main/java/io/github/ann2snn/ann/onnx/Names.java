package io.github.ann2snn.ann.onnx;

import io.github.ann2snn.ann.onnx.message.Onnx.TensorProto;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the names of a graph stand for, so far; and how many values they may take. */
final class Names {
  private static final int FEW = 1 << 24;

  /** How often numbers of the file may be used, where all are used equally often. */
  private static final int MOST_USES = 16;

  /**
   * Values of all nodes for one sample; twenty times those of the usual networks for photographs.
   */
  private static final long MOST_ACTIVATIONS = 1L << 28;

  private final Path file;
  private final Map<String, Value> values = new HashMap<>();
  private final Set<String> beside = new HashSet<>();
  private long most;
  private long mostUsed;
  private long made;
  private long used;
  private long activations;

  /** Files beside the model add their numbers to those that it can hold when they are read. */
  Names(Path file) {
    this.file = file.toAbsolutePath();
    long bytes = this.file.toFile().length();
    most = FEW + 2 * bytes;
    // A number has two bytes at least.
    mostUsed = 2L * FEW + MOST_USES * bytes / 2;
  }

  /**
   * @throws IllegalArgumentException if it stands for something already
   */
  void put(String name, Value value) {
    Refusal.when(
        values.putIfAbsent(name, value) != null,
        "'%s' is given twice in this graph",
        Text.printable(name));
  }

  /**
   * @throws IllegalArgumentException if nothing before it gives it
   */
  Value value(String name) {
    Value value = values.get(name);
    Refusal.when(
        value == null,
        "it takes '%s', which nothing before it gives (a cycle, or a second output)",
        Text.printable(name));
    return value;
  }

  /** What a name in a graph stands for. */
  sealed interface Value permits Tensor, Value.Stored, Value.Activation {
    /**
     * A constant that is still in the file.
     *
     * @param proto its message
     */
    record Stored(TensorProto proto) implements Value {}

    /**
     * What depends on the sample.
     *
     * @param node the node of our network that gives it
     */
    record Activation(int node) implements Value {}
  }

  /**
   * The numbers of a constant, read again each time: they are large, and needed once.
   *
   * @throws IllegalArgumentException if constants are used far more often than in any network
   */
  Tensor tensor(String name, Value value) throws BadFileException {
    Tensor tensor = value instanceof Tensor known ? known : stored(name, value);
    used += tensor.size();
    Refusal.when(
        used > mostUsed,
        "up to here, nodes use constants so often that they become %d numbers, far more than the file holds",
        used);
    return tensor;
  }

  private Tensor stored(String name, Value value) throws BadFileException {
    if (!(value instanceof Value.Stored stored)) {
      throw new IllegalStateException(name + " is no constant");
    }
    try {
      Tensor read = StoredTensor.read(stored.proto(), file);
      if (stored.proto().isExternal() && beside.add(name)) {
        most += 2L * read.size();
        mostUsed += (long) MOST_USES * read.size();
      }
      return read;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "tensor '" + Text.printable(name) + "': " + OnnxModel.reason(e), e);
    }
  }

  /**
   * Counts constants that are about to exist.
   *
   * @throws IllegalArgumentException if they are far more than the file explains
   */
  void admit(int count) {
    made += count;
    Refusal.when(made > most, "it makes far more constants than the file holds numbers");
  }

  /**
   * Counts values of a node, which will exist when a sample is run.
   *
   * @throws IllegalArgumentException if those of all nodes are too many
   */
  void admitActivations(int count) {
    activations += count;
    Refusal.when(
        activations > MOST_ACTIVATIONS,
        "up to here, nodes give more than %d values for one sample",
        MOST_ACTIVATIONS);
  }
}
