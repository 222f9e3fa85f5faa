package io.github.ann2snn.interop.keras;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.train.architecture.Extent;
import io.github.ann2snn.train.architecture.Shape;
import io.github.ann2snn.train.array.ArrayMemory;
import java.io.IOException;
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
  /** One such step. */
  @FunctionalInterface
  private interface Step {
    InputAffine read(WeightSource source) throws IOException;
  }

  private final List<Step> steps = new ArrayList<>();
  private final List<KerasLayer> layers = new ArrayList<>();

  /** How many pairs a and b there are. */
  private int pairs = 1;

  /** Adds a factor. */
  void scale(double factor) {
    steps.add(source -> new InputAffine(new double[] {factor}, new double[] {0}));
  }

  /** Adds a layer that multiplies and adds. */
  void rescale(KerasLayer layer, double[] scale, double[] offset) throws BadFileException {
    int size = Math.max(scale.length, offset.length);
    add(layer, size);
    steps.add(source -> new InputAffine(stretched(scale, size), stretched(offset, size)));
  }

  private void add(KerasLayer layer, int size) throws BadFileException {
    if (size != 1 && pairs != 1 && size != pairs) {
      throw layer.refuse(
          "scales %d numbers, and a layer before it %d; scale all alike, or each channel"
              .formatted(size, pairs));
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
          double[] scale = new double[values.gamma().length];
          double[] offset = new double[scale.length];
          for (int i = 0; i < scale.length; i++) {
            scale[i] = values.gamma()[i] / Math.sqrt(values.variance()[i] + norm.epsilon());
            offset[i] = values.beta()[i] - values.mean()[i] * scale[i];
          }
          return new InputAffine(scale, offset);
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
    InputAffine affine = new InputAffine(new double[] {1}, new double[] {0});
    for (Step step : steps) {
      affine = affine.then(step.read(source));
    }
    if (affine.isIdentity()) {
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
    Extent zero = Extent.square(0);
    boolean padded =
        !convolution.stage().padding().before().equals(zero)
            || !convolution.stage().padding().after().equals(zero);
    if (padded) {
      throw layers
          .get(layers.size() - 1)
          .refuse(
              "adds an offset to the inputs, but not to the zeros that %s pads them with, so it cannot become part of its weights. Use padding \"valid\" there, or scale without an offset"
                  .formatted(convolution.layer().place()));
    }
  }
}
