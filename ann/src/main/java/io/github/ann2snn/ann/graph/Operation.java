package io.github.ann2snn.ann.graph;

import io.github.ann2snn.files.Refusal;
import java.util.List;

/**
 * What a node computes, of one sample. {@link #apply} is its definition: single precision, one
 * addition after the other in the order that is said there, {@code Math.fma} where it says fma. Any
 * faster way must give the same bits.
 */
public sealed interface Operation
    permits Input,
        Dense,
        Convolve,
        Pool,
        GlobalAverage,
        Relu,
        ClipFloorShift,
        Add,
        Concat,
        Pad,
        Slice,
        Reshape,
        Permute,
        Upsample,
        BatchNorm,
        Ending {
  /**
   * The shape of what it gives.
   *
   * @param inputs the shapes of what it takes
   * @throws IllegalArgumentException if it cannot take them
   */
  Shape shape(List<Shape> inputs);

  /**
   * Computes the values of a sample.
   *
   * @param inputs what it takes; not changed
   * @param shapes their shapes, which {@link #shape} has accepted
   * @return new values
   */
  float[] apply(List<float[]> inputs, List<Shape> shapes);

  /** Its name, as messages and tables show it. */
  default String kindName() {
    return getClass().getSimpleName();
  }

  /**
   * The only input.
   *
   * @throws IllegalArgumentException if there are more or none
   */
  static <T> T single(List<T> inputs) {
    Refusal.when(inputs.size() != 1, "%d inputs, expected 1", inputs.size());
    return inputs.get(0);
  }
}
