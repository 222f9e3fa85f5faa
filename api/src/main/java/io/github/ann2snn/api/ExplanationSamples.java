package io.github.ann2snn.api;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.BadFileException;
import java.util.Map;
import java.util.Optional;

/**
 * The samples of an explanation: training samples, and never the test split, because settings are
 * chosen with them.
 *
 * @param attributed those whose error is explained
 * @param checked others, to try changes on
 * @param selection which training samples both are, in words
 */
record ExplanationSamples(Split attributed, Split checked, String selection) {
  /** Keys of a network's provenance, as conversion writes them. */
  private static final String CONVERSION_SEED = "conversion_seed";

  private static final String CALIBRATION_SAMPLES = "calibration_samples";
  private static final String CERTIFICATE_SAMPLES = "certificate_samples";

  /**
   * Takes samples that the network's scales were not measured on, where its file tells them: those
   * that conversion did not use, or if they are fewer, those of its certificate, which decided no
   * number of the network.
   *
   * @param provenance of the network
   * @param wanted number of samples of each kind, at most
   * @param seed orders the samples where the file does not tell
   * @throws BadFileException if there are not two of them
   */
  static ExplanationSamples of(
      Map<String, String> provenance, Dataset dataset, int wanted, long seed)
      throws BadFileException {
    Optional<Split> heldOut = heldOut(provenance, dataset);
    Split pool = heldOut.orElseGet(() -> dataset.train().shuffled(seed));
    int count = Math.min(wanted, pool.size() / 2);
    if (count == 0) {
      throw BadFileException.of(
          "%s: %d training samples are too few to explain with: 2 are needed, one to explain and one to check on",
          dataset.name(), pool.size());
    }
    return new ExplanationSamples(
        pool.slice(0, count),
        pool.slice(count, 2 * count),
        heldOut.isPresent()
            ? "training samples held out from calibration"
            : "training samples; the network's file does not tell which it was calibrated on");
  }

  private static Optional<Split> heldOut(Map<String, String> provenance, Dataset dataset) {
    Split train = dataset.train();
    Optional<Long> seed = number(provenance, CONVERSION_SEED);
    Optional<Long> certificate = number(provenance, CERTIFICATE_SAMPLES);
    // A conversion that needed no data has no calibration samples.
    long calibration = number(provenance, CALIBRATION_SAMPLES).orElse(0L);
    boolean same = dataset.trainSha256().equals(provenance.get(Conversion.TRAIN_SHA256));
    if (!same || seed.isEmpty() || certificate.isEmpty()) {
      return Optional.empty();
    }
    long used = certificate.get() + calibration;
    if (certificate.get() < 0 || calibration < 0 || used > train.size()) {
      return Optional.empty();
    }
    Split order = train.shuffled(seed.get());
    boolean more = train.size() - used >= certificate.get();
    return Optional.of(
        more
            ? order.slice((int) used, train.size())
            : order.slice(0, certificate.get().intValue()));
  }

  private static Optional<Long> number(Map<String, String> provenance, String key) {
    try {
      return Optional.of(Long.parseLong(provenance.getOrDefault(key, "")));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
