package io.github.ann2snn.api;

import io.github.ann2snn.convert.tuning.Goal;
import io.github.ann2snn.convert.tuning.Goal.Objective;
import io.github.ann2snn.convert.tuning.TuningSettings;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.List;
import java.util.Objects;

/**
 * What a tuning is asked for.
 *
 * @param objective what is to be cheap, per sample
 * @param maxAccuracyDrop the most that accuracy may fall below the model's, 0 to 100 percentage
 *     points
 * @param confidence of the upper bound of that drop, greater than 0.5 and less than 1
 * @param budget simulations of the search, at most; at least 1
 * @param timesteps the most simulation steps, from 1; one simulation tells about all fewer ones
 * @param codings input codings to try, at least one
 * @param calibrationSamples training samples to measure activations on, at most; at least 1
 * @param seed of everything that is random
 * @param surrogate whether a model like it may be trained where this one has learned all samples
 */
public record TuningOptions(
    Objective objective,
    double maxAccuracyDrop,
    double confidence,
    int budget,
    int timesteps,
    List<InputCoding> codings,
    int calibrationSamples,
    long seed,
    boolean surrogate) {
  /**
   * Checks the numbers.
   *
   * @param objective what is to be cheap
   * @param maxAccuracyDrop in percentage points
   * @param confidence of its bound
   * @param budget the most simulations
   * @param timesteps the most steps
   * @param codings to try; of equal ones the first
   * @param calibrationSamples the most
   * @param seed of everything that is random
   * @param surrogate whether one may be trained
   * @throws IllegalArgumentException if one is out of range
   */
  public TuningOptions {
    Objects.requireNonNull(objective, "objective");
    codings = codings.stream().distinct().toList();
    Goal.within(objective, maxAccuracyDrop, confidence);
    Refusal.when(budget < 1, "--budget is %d, expected at least 1", budget);
    Refusal.when(
        calibrationSamples < 1,
        "--calibration-samples is %d, expected at least 1",
        calibrationSamples);
    Refusal.when(
        timesteps < 1 || timesteps > SimulationSettings.MAX_TIMESTEPS,
        "--timesteps is %d, expected 1 to %d",
        timesteps,
        SimulationSettings.MAX_TIMESTEPS);
    Refusal.when(codings.isEmpty(), "--coding names none, expected at least one");
  }

  /**
   * The usual: few synaptic operations, with 95 % confidence, by at most 40 simulations of at most
   * 32 steps.
   *
   * @param maxAccuracyDrop the most that accuracy may fall below the model's, in percentage points
   * @return these options
   * @throws IllegalArgumentException if that is not in 0 to 100
   */
  public static TuningOptions within(double maxAccuracyDrop) {
    return new TuningOptions(
        Objective.SYNOPS,
        maxAccuracyDrop,
        0.95,
        40,
        32,
        List.of(InputCoding.CURRENT, InputCoding.REGULAR),
        10_000,
        42,
        true);
  }

  /**
   * What decides the outcome of a tuning: these, the model and the samples.
   *
   * @param model to tune
   * @param dataset whose training samples decide
   * @return as they are written into its document
   */
  public TuningSettings settings(Model model, Dataset dataset) {
    return new TuningSettings(
        model.digest(),
        dataset.name(),
        dataset.trainSha256(),
        objective,
        maxAccuracyDrop,
        confidence,
        budget,
        timesteps,
        codings,
        calibrationSamples,
        seed,
        surrogate);
  }
}
