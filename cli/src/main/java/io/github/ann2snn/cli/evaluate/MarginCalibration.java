package io.github.ann2snn.cli.evaluate;

import io.github.ann2snn.cli.options.NetworkArgument;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.datasets.ValidationSplit;
import io.github.ann2snn.report.build.EarlyExitReport.ExitCalibration;
import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import java.util.Map;
import java.util.Optional;

/**
 * The margin of an early exit, calibrated on training samples; the test samples have no part in it.
 *
 * @param rule with the calibrated margin
 * @param basis what it was calibrated on
 */
public record MarginCalibration(EarlyExit rule, ExitCalibration basis) {
  /** Key of the trainer's validation fraction in a network's provenance; absent if it had none. */
  public static final String VALIDATION_FRACTION = "validation_fraction";

  /** Key of the trainer's seed, which chose the samples held out. */
  public static final String TRAINING_SEED = "training_seed";

  /** Key of the training samples' digest. */
  public static final String TRAIN_SHA256 = "dataset_train_sha256";

  private static final int SAMPLES = 2_000;

  /** Share of the samples that may get another class than in the full run. */
  private static final double TOLERATED = 0.001;

  /** Runs a network on samples. */
  interface Simulation {
    Evaluation run(Split samples) throws InterruptedException;
  }

  /**
   * Calibrates on samples that the network's file says its model was not trained on, or else on
   * those that it was trained on.
   */
  static MarginCalibration calibrate(
      NetworkArgument argument, Dataset dataset, Simulation simulation)
      throws InterruptedException {
    Optional<Split> heldOut = heldOut(argument.network().provenance(), dataset);
    Split pool = heldOut.orElse(dataset.train()).shuffled(argument.settings().seed());
    Split samples = pool.slice(0, Math.min(SAMPLES, pool.size()));
    EarlyExit rule =
        EarlyExit.calibrate(
            simulation.run(samples).overtakenLeads(), TOLERATED, argument.settings().readout());
    return new MarginCalibration(
        rule,
        new ExitCalibration(
            heldOut.isPresent() ? ExitCalibration.HELD_OUT : ExitCalibration.TRAINED_ON,
            samples.size(),
            TOLERATED));
  }

  private static Optional<Split> heldOut(Map<String, String> provenance, Dataset dataset) {
    if (!provenance.containsKey(VALIDATION_FRACTION)
        || !provenance.containsKey(TRAINING_SEED)
        || !dataset.trainSha256().equals(provenance.get(TRAIN_SHA256))) {
      return Optional.empty();
    }
    return ValidationSplit.holdOut(
            dataset.train(),
            Double.parseDouble(provenance.get(VALIDATION_FRACTION)),
            Long.parseLong(provenance.get(TRAINING_SEED)))
        .validation();
  }
}
