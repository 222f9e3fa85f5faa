package io.github.ann2snn.report.document;

import java.util.List;

/**
 * The parts of the document that show single samples. Samples are named by their index in the test
 * split, counted from 0. Images are Base64 of one byte per pixel, row-major, channels first; null
 * where samples are no images or have more than 16,384 pixels.
 */
public final class SampleParts {
  private SampleParts() {}

  /**
   * Samples to which ANN and SNN give different classes.
   *
   * @param lost how many the ANN gets right and the SNN wrong
   * @param gained the reverse
   * @param bothWrong how many both get wrong, with different classes
   * @param snnMarginUnit of their leads: {@code thresholds}, {@code potential} or {@code spikes}
   * @param samples at most 48 of them: lost, then gained, then both wrong, each by index
   */
  public record FlippedPart(
      int lost, int gained, int bothWrong, String snnMarginUnit, List<FlippedSample> samples) {}

  /**
   * One of them.
   *
   * @param index of the sample
   * @param label its class
   * @param ann class that the ANN gives it
   * @param snn class that the SNN gives it after the last step
   * @param annMargin largest logit less the second; null if that is no finite number
   * @param snnMargin lead after the last step; null likewise
   * @param image of the sample
   */
  public record FlippedSample(
      int index, int label, int ann, int snn, Double annMargin, Double snnMargin, String image) {}

  /**
   * ANN activations of a hidden layer beside the firing rates that stand for them.
   *
   * @param layer its name
   * @param samples number of test samples, chosen by the seed
   * @param neurons number of neurons
   * @param correlation Pearson's, over all pairs of a sample and a neuron; null if either is
   *     constant
   * @param points at most 500 of the pairs, chosen by the seed: activation over lambda, spikes per
   *     step
   */
  public record ActivationPart(
      String layer, int samples, int neurons, Double correlation, double[][] points) {}

  /**
   * What one sample did, step by step.
   *
   * @param index of the sample
   * @param label its class
   * @param ann class that the ANN gives it; null where it did not run
   * @param snn class that the SNN gives it after the last step
   * @param image of the sample
   * @param potentials of the output layer: a row per step, a value per class, null if that is no
   *     finite number
   * @param rasters one for each layer that fires
   */
  public record SamplePart(
      int index,
      int label,
      Integer ann,
      int snn,
      String image,
      Double[][] potentials,
      List<RasterPart> rasters) {}

  /**
   * Spikes of a layer.
   *
   * @param layer its name
   * @param neurons number of neurons
   * @param shown the neurons that are shown, at most 64, evenly spread
   * @param spikes for each step, which of {@code shown} fire: positions in it, ascending
   */
  public record RasterPart(String layer, int neurons, int[] shown, int[][] spikes) {}
}
