package io.github.ann2snn.convert.ann;

import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.WindowAxis;
import org.deeplearning4j.nn.conf.ConvolutionMode;

/**
 * How the window of a Deeplearning4j layer slides.
 *
 * @param mode {@code Same} pads so that there are {@code ceil(size / stride)} positions, one more
 *     at the end where the padding is odd; others pad as the layer says
 */
record Dl4jWindow(int[] kernel, int[] stride, int[] padding, int[] dilation, ConvolutionMode mode) {
  /** The window over an input of this shape. */
  Window over(FeatureMaps input) {
    return new Window(axis(0, input.height()), axis(1, input.width()));
  }

  private WindowAxis axis(int axis, int size) {
    int before = padding[axis];
    int after = before;
    if (mode == ConvolutionMode.Same) {
      int positions = (size + stride[axis] - 1) / stride[axis];
      int extent = dilation[axis] * (kernel[axis] - 1) + 1;
      int total = Math.max(0, (positions - 1) * stride[axis] + extent - size);
      before = total / 2;
      after = total - before;
    }
    return new WindowAxis(kernel[axis], stride[axis], before, after, dilation[axis]);
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
