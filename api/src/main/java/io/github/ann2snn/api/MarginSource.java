package io.github.ann2snn.api;

import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.datasets.ValidationSplit;
import io.github.ann2snn.report.build.EarlyExitReport.ExitCalibration;
import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.Map;
import java.util.Optional;

/** Where the margin of an early exit comes from; the test samples have no part in it. */
@FunctionalInterface
interface MarginSource {
  /** Training samples that are looked at, at most. */
  int SAMPLES = 2_000;

  /** Share of them that may get another class than in the full run. */
  double TOLERATED = 0.001;

  /** Runs a network on samples. */
  interface Simulation {
    Evaluation run(Split samples) throws InterruptedException;
  }

  /**
   * A margin.
   *
   * @param basis what it was calibrated on; empty if its user said it
   */
  record Margin(EarlyExit rule, Optional<ExitCalibration> basis) {}

  Margin find(SpikingNetwork network, SimulationSettings settings, Simulation simulation)
      throws InterruptedException;

  /** One that its user says. */
  static MarginSource of(EarlyExit rule) {
    return (network, settings, simulation) -> new Margin(rule, Optional.empty());
  }

  /**
   * Calibrates on samples that the network says its model was not trained on, or else on those that
   * it was trained on.
   */
  static MarginSource calibrated(Samples training) {
    return (network, settings, simulation) -> {
      Optional<Split> heldOut = heldOut(network.provenance(), training.split());
      Split pool = heldOut.orElse(training.split()).shuffled(settings.seed());
      Split samples = pool.slice(0, Math.min(SAMPLES, pool.size()));
      EarlyExit rule =
          EarlyExit.calibrate(
              simulation.run(samples).overtakenLeads(), TOLERATED, settings.readout());
      return new Margin(
          rule,
          Optional.of(
              new ExitCalibration(
                  heldOut.isPresent() ? ExitCalibration.HELD_OUT : ExitCalibration.TRAINED_ON,
                  samples.size(),
                  TOLERATED)));
    };
  }

  private static Optional<Split> heldOut(Map<String, String> provenance, Split training) {
    if (!provenance.containsKey(Conversion.VALIDATION_FRACTION)
        || !provenance.containsKey(Conversion.TRAINING_SEED)
        || !training.contentDigest().equals(provenance.get(Conversion.TRAIN_SHA256))) {
      return Optional.empty();
    }
    return ValidationSplit.holdOut(
            training,
            Double.parseDouble(provenance.get(Conversion.VALIDATION_FRACTION)),
            Long.parseLong(provenance.get(Conversion.TRAINING_SEED)))
        .validation();
  }
}
