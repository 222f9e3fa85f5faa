package io.github.ann2snn.convert.scale;

import io.github.ann2snn.convert.ann.Ann;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.datasets.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What calibration must know of every neuron of the ANN, and the check that the samples are fit for
 * it.
 *
 * @param samples number of samples, at least 1
 * @param layers in order
 */
public record ActivationSummary(int samples, List<OfLayer> layers) {
  /**
   * @param sum of a neuron's activations over the samples
   * @param max the largest of them; of their magnitudes in a layer that gives values below 0
   */
  record OfLayer(double[] sum, float[] max) {}

  /**
   * Runs the ANN on all samples.
   *
   * @throws ConversionRefusedException if there is no sample, all are zero, or an activation is not
   *     finite
   * @throws InterruptedException if the calling thread is interrupted
   */
  public static ActivationSummary of(Ann ann, Split samples)
      throws ConversionRefusedException, InterruptedException {
    List<AnnLayer> layers = ann.layers();
    if (samples.size() == 0) {
      throw ConversionRefusedException.at(
          0,
          layers.get(0),
          "cannot be calibrated: there is no calibration sample. Use a data set with more training samples.");
    }
    List<OfLayer> sums = new ArrayList<>();
    for (AnnLayer layer : layers) {
      float[] max = new float[layer.outputs()];
      Arrays.fill(max, Float.NEGATIVE_INFINITY);
      sums.add(new OfLayer(new double[layer.outputs()], max));
    }
    boolean[] anyInput = new boolean[1];
    ann.run(
        samples,
        (rows, inputs, activations) -> {
          for (int i = 0; i < rows * samples.width(); i++) {
            anyInput[0] |= inputs[i] != 0;
          }
          for (int l = 0; l < sums.size(); l++) {
            add(sums.get(l), activations[l], rows, isSigned(layers, l));
          }
        });
    if (!anyInput[0]) {
      throw ConversionRefusedException.at(
          0,
          layers.get(0),
          "cannot be calibrated: all %,d calibration samples are zero. Check the data set; --normalization model with --calibrate none needs no samples.",
          samples.size());
    }
    requireFinite(layers, sums);
    return new ActivationSummary(samples.size(), List.copyOf(sums));
  }

  private static boolean isSigned(List<AnnLayer> layers, int l) {
    return l < layers.size() - 1 && layers.get(l).isSigned();
  }

  private static void add(OfLayer layer, float[] activations, int rows, boolean signed) {
    int outputs = layer.sum.length;
    for (int k = 0; k < rows * outputs; k++) {
      int j = k % outputs;
      layer.sum[j] += activations[k];
      float reach = signed ? Math.abs(activations[k]) : activations[k];
      layer.max[j] = Math.max(layer.max[j], reach);
    }
  }

  private static void requireFinite(List<AnnLayer> layers, List<OfLayer> sums)
      throws ConversionRefusedException {
    for (int l = 0; l < layers.size(); l++) {
      double[] sum = sums.get(l).sum;
      for (int j = 0; j < sum.length; j++) {
        if (!Double.isFinite(sum[j])) {
          throw ConversionRefusedException.at(
              l,
              layers.get(l),
              "cannot be calibrated: activations of its neuron %d are not finite (their sum is %s). The model is broken: train it again, with a smaller --learning-rate if its loss diverged.",
              j,
              sum[j]);
        }
      }
    }
  }

  /** The mean activation of each neuron of a layer. */
  public double[] mean(int layer) {
    return Arrays.stream(layers.get(layer).sum).map(sum -> sum / samples).toArray();
  }
}
