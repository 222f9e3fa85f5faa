package io.github.ann2snn.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The layer sizes of a fully connected network, inputs first: {@code 784-512-256-10} has 784
 * inputs, two hidden layers and 10 outputs.
 *
 * @param sizes at least two sizes, each from 1 to {@value #MAX_SIZE}
 */
public record Architecture(List<Integer> sizes) {
  /** The widest layer allowed. */
  public static final int MAX_SIZE = 1_000_000;

  /** The most weights and biases a network may have, 400 MB of them. */
  public static final long MAX_PARAMETERS = 100_000_000;

  private static final String RULE =
      "architecture must be at least two layer sizes joined by '-', each from 1 to "
          + MAX_SIZE
          + ", such as 784-512-256-10; got ";

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if a rule of the parameters, or {@link #MAX_PARAMETERS}, is
   *     broken
   */
  public Architecture {
    sizes = List.copyOf(sizes);
    if (sizes.size() < 2 || sizes.stream().anyMatch(size -> size < 1 || size > MAX_SIZE)) {
      throw new IllegalArgumentException(RULE + '"' + join(sizes) + '"');
    }
    long parameters = count(sizes);
    if (parameters > MAX_PARAMETERS) {
      throw new IllegalArgumentException(
          "architecture must have at most %d weights and biases; %s has %d"
              .formatted(MAX_PARAMETERS, join(sizes), parameters));
    }
  }

  /**
   * Reads {@code 784-512-256-10}.
   *
   * @throws IllegalArgumentException if {@code text} is anything else than valid sizes
   */
  public static Architecture parse(String text) {
    List<Integer> sizes = new ArrayList<>();
    for (String size : text.split("-", -1)) {
      if (!size.matches("[0-9]{1,7}")) {
        throw new IllegalArgumentException(RULE + '"' + text + '"');
      }
      sizes.add(Integer.valueOf(size));
    }
    return new Architecture(sizes);
  }

  /** Number of inputs. */
  public int inputs() {
    return sizes.get(0);
  }

  /** Number of outputs, which is the number of classes. */
  public int outputs() {
    return sizes.get(sizes.size() - 1);
  }

  /** Number of layers with weights: hidden layers and the output layer. */
  public int layers() {
    return sizes.size() - 1;
  }

  /** Number of weights and biases. */
  public long parameters() {
    return count(sizes);
  }

  @Override
  public String toString() {
    return join(sizes);
  }

  private static long count(List<Integer> sizes) {
    long sum = 0;
    for (int i = 1; i < sizes.size(); i++) {
      sum = Math.addExact(sum, (sizes.get(i - 1) + 1L) * sizes.get(i));
    }
    return sum;
  }

  private static String join(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("-"));
  }
}
