package io.github.ann2snn.interop.keras;

import io.github.ann2snn.train.architecture.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where the weights of an input lie in the memory of a kernel.
 *
 * @param group how many neighbouring inputs belong to one channel
 * @param inputs how many inputs there are: channels of a convolution, rows of a dense kernel
 * @param sizes of the axes: inputs, kernel rows, kernel columns, outputs
 * @param strides of the same
 * @param outputsOfInput how many outputs belong to one input alone; 0 where all read every input
 */
record KernelInputs(int group, int inputs, int[] sizes, long[] strides, int outputsOfInput) {
  /** Those of a part that samples of a shape go into. */
  static KernelInputs of(Part.Weighted part, Shape input, INDArray kernel) {
    if (part instanceof DensePart) {
      int rows = (int) kernel.size(0);
      int channels = input instanceof Shape.Maps maps ? maps.channels() : rows;
      return new KernelInputs(
          rows / channels,
          rows,
          new int[] {rows, 1, 1, (int) kernel.size(1)},
          new long[] {kernel.stride(0), 0, 0, kernel.stride(1)},
          0);
    }
    boolean depthwise = ((ConvolutionPart) part).stage().groups() > 1;
    int[] axes = depthwise ? new int[] {2, 0, 1, 3} : new int[] {1, 2, 3, 0};
    int[] sizes = new int[axes.length];
    long[] strides = new long[axes.length];
    for (int i = 0; i < axes.length; i++) {
      sizes[i] = (int) kernel.size(axes[i]);
      strides[i] = kernel.stride(axes[i]);
    }
    return new KernelInputs(1, sizes[0], sizes, strides, depthwise ? sizes[3] : 0);
  }

  void fold(InputAffine affine, FloatBuffer kernel, FloatBuffer bias, KerasLayer layer)
      throws IOException {
    int pairs = affine.scale().length;
    if (pairs != 1 && pairs != inputs && pairs != inputs / group) {
      throw layer.refuse(
          "cannot take over what is done to %d numbers of the inputs; scale all alike, or each channel"
              .formatted(pairs));
    }
    double[] sums = new double[bias.capacity()];
    for (int i = 0; i < sizes[0]; i++) {
      int pair = pairs == 1 ? 0 : pairs == inputs ? i : i / group;
      foldInput(i, affine.scale()[pair], affine.offset()[pair], kernel, sums);
    }
    for (int o = 0; o < sums.length; o++) {
      bias.put(o, finite(bias.get(o) + sums[o], layer));
    }
    for (int i = 0; i < kernel.capacity(); i++) {
      finite(kernel.get(i), layer);
    }
  }

  private void foldInput(
      int input, double scale, double offset, FloatBuffer kernel, double[] sums) {
    for (int y = 0; y < sizes[1]; y++) {
      for (int x = 0; x < sizes[2]; x++) {
        for (int o = 0; o < sizes[3]; o++) {
          int place = (int) (input * strides[0] + y * strides[1] + x * strides[2] + o * strides[3]);
          double weight = kernel.get(place);
          kernel.put(place, (float) (weight * scale));
          sums[input * outputsOfInput + o] += weight * offset;
        }
      }
    }
  }

  private static float finite(double value, KerasLayer layer) throws IOException {
    float rounded = (float) value;
    if (!Float.isFinite(rounded)) {
      throw layer.refuse("has weights that are too large once the inputs' scale is in them");
    }
    return rounded;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
