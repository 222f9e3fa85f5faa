package io.github.ann2snn.interop.keras;

import io.github.ann2snn.ann.architecture.Shape;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.interop.keras.Part.ConvolutionPart;
import io.github.ann2snn.interop.keras.Part.DensePart;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.inference.ChannelTransform;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a model does to its inputs before its first weights, and what makes its inputs of ours: x
 * becomes a x + b, for all numbers alike, for each channel or for each number. Weights W and bias c
 * behind it become W a and c + W b, as W (a x + b) + c says.
 */
final class InputScaling {
  /** One such step, for one number or for each. */
  @FunctionalInterface
  private interface Step {
    ChannelTransform read(WeightSource source) throws IOException;
  }

  private final List<Step> steps = new ArrayList<>();
  private final List<KerasLayer> layers = new ArrayList<>();

  /** How many pairs a and b there are. */
  private int pairs = 1;

  /** Adds a factor. */
  void scale(double factor) {
    steps.add(source -> new ChannelTransform(new double[] {factor}, new double[1]));
  }

  /** Adds a layer that multiplies and adds. */
  void rescale(KerasLayer layer, double[] scale, double[] offset) throws BadFileException {
    int size = Math.max(scale.length, offset.length);
    add(layer, size);
    steps.add(source -> new ChannelTransform(stretched(scale, size), stretched(offset, size)));
  }

  private void add(KerasLayer layer, int size) throws BadFileException {
    if (size != 1 && pairs != 1 && size != pairs) {
      throw layer.refuse(
          "scales %d numbers, and a layer before it %d; scale all alike, or each channel",
          size, pairs);
    }
    pairs = Math.max(pairs, size);
    layers.add(layer);
  }

  private static double[] stretched(double[] values, int size) {
    double[] all = Arrays.copyOf(values, size);
    if (values.length == 1) {
      Arrays.fill(all, values[0]);
    }
    return all;
  }

  /** Adds batch normalisation. */
  void normalize(BatchNorm norm) throws BadFileException {
    add(norm.layer(), norm.order().size());
    steps.add(
        source -> {
          BatchNorm.Values values = norm.read(source);
          return ChannelTransform.ofBatchNormalization(
              values.gamma(), values.beta(), values.mean(), values.variance(), norm.epsilon());
        });
  }

  /** The layers that are folded away. */
  List<KerasLayer> layers() {
    return layers;
  }

  /**
   * Changes the weights of the first layer that has some.
   *
   * @param input what goes into the network
   */
  void fold(
      Part.Weighted part, Shape input, org.deeplearning4j.nn.api.Layer target, WeightSource source)
      throws IOException {
    ChannelTransform affine =
        new ChannelTransform(stretched(new double[] {1}, pairs), new double[pairs]);
    for (Step step : steps) {
      ChannelTransform next = step.read(source);
      affine =
          affine.then(
              new ChannelTransform(stretched(next.scale(), pairs), stretched(next.shift(), pairs)));
    }
    if (!affine.shifts() && Arrays.stream(affine.scale()).allMatch(a -> a == 1)) {
      return;
    }
    if (part instanceof ConvolutionPart convolution && affine.shifts()) {
      requireUnpadded(convolution);
    }
    INDArray kernel = target.getParam(DefaultParamInitializer.WEIGHT_KEY);
    INDArray bias = target.getParam(DefaultParamInitializer.BIAS_KEY);
    KernelInputs weights = KernelInputs.of(part, input, kernel);
    weights.fold(affine, ArrayMemory.floats(kernel), ArrayMemory.floats(bias), part.layer());
  }

  private void requireUnpadded(ConvolutionPart convolution) throws IOException {
    if (convolution.stage().window().isPadded()) {
      throw layers
          .get(layers.size() - 1)
          .refuse(
              "adds an offset to the inputs, but not to the zeros that %s pads them with, so it cannot become part of its weights. Use padding \"valid\" there, or scale without an offset",
              convolution.layer().place());
    }
  }

  /**
   * Where the weights of an input lie in the memory of a kernel.
   *
   * @param group how many neighbouring inputs belong to one channel
   * @param inputs how many inputs there are: channels of a convolution, rows of a dense kernel
   * @param sizes of the axes: inputs, kernel rows, kernel columns, outputs
   * @param strides of the same
   * @param outputsOfInput how many outputs belong to one input alone; 0 where all read every input
   */
  private record KernelInputs(
      int group, int inputs, int[] sizes, long[] strides, int outputsOfInput) {
    /** Those of a part that samples of a shape go into. */
    static KernelInputs of(Part.Weighted part, Shape input, INDArray kernel) {
      if (part instanceof DensePart) {
        int rows = (int) kernel.size(0);
        int channels = input.isRow() ? rows : input.channels();
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

    void fold(ChannelTransform affine, FloatBuffer kernel, FloatBuffer bias, KerasLayer layer)
        throws IOException {
      int pairs = affine.scale().length;
      layer.refuseIf(
          pairs != 1 && pairs != inputs && pairs != inputs / group,
          "cannot take over what is done to %d numbers of the inputs; scale all alike, or each channel",
          pairs);
      double[] sums = new double[bias.capacity()];
      for (int i = 0; i < sizes[0]; i++) {
        int pair = pairs == 1 ? 0 : pairs == inputs ? i : i / group;
        foldInput(i, affine.scale()[pair], affine.shift()[pair], kernel, sums);
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
            int place =
                (int) (input * strides[0] + y * strides[1] + x * strides[2] + o * strides[3]);
            double weight = kernel.get(place);
            kernel.put(place, (float) (weight * scale));
            sums[input * outputsOfInput + o] += weight * offset;
          }
        }
      }
    }

    private static float finite(double value, KerasLayer layer) throws IOException {
      float rounded = (float) value;
      layer.refuseIf(
          !Float.isFinite(rounded),
          "has weights that are too large once the inputs' scale is in them");
      return rounded;
    }
  }
}
