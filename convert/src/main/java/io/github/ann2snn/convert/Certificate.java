package io.github.ann2snn.convert;

import io.github.ann2snn.convert.ann.Ann;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.List;
import java.util.Optional;

/**
 * Evidence that the normalised network, run as an ANN, is the network it came from.
 *
 * @param samples held-out training samples compared
 * @param ties samples whose two best classes were too close to tell apart
 * @param worstDifference the largest difference between a logit and its rescaled counterpart,
 *     relative to the sample's largest logit
 * @param correct samples whose class the model tells
 * @param mostFrequent samples of the most frequent class
 */
public record Certificate(
    int samples, int ties, double worstDifference, int correct, int mostFrequent) {
  /** The largest relative difference that passes. */
  public static final double TOLERANCE = 1e-3;

  /** How many samples are compared at most. */
  public static final int SAMPLES = 1000;

  /** Fewer are, where all their paths would be more than these; but not fewer than some. */
  private static final long PATHS = 10_000_000_000L;

  private static final int LEAST = 200;

  /**
   * Whether the model tells classes no better than who always says the most frequent one: within
   * two standard deviations of what that gives.
   */
  public boolean isGuess() {
    double share = (double) mostFrequent / samples;
    return correct <= mostFrequent + 2 * Math.sqrt(samples * share * (1 - share));
  }

  /**
   * Issues the certificate.
   *
   * @param heldOut samples to compare; of a large network the first ones only
   * @throws ConversionRefusedException if the networks differ, naming the first layer that departs
   * @throws InterruptedException if the calling thread is interrupted
   */
  public static Certificate of(
      Ann ann, SpikingNetwork network, List<LayerScale> scales, Split heldOut)
      throws ConversionRefusedException, InterruptedException {
    long affordable = Math.max(LEAST, PATHS / Math.max(1, network.paths()));
    Split compared = heldOut.slice(0, (int) Math.min(heldOut.size(), affordable));
    ActivationComparison comparison = new ActivationComparison(ann, network, scales, compared);
    ann.run(compared, comparison::add);
    Optional<String> departure = comparison.departure();
    if (departure.isPresent()) {
      throw ConversionRefusedException.of(
          "the converted network is not the same function as the model: %s. Nothing was written. Please report this with the model.",
          departure.get());
    }
    return comparison.certificate();
  }
}
