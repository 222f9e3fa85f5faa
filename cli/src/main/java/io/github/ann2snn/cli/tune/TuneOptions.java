package io.github.ann2snn.cli.tune;

import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.convert.tuning.Goal.Objective;
import io.github.ann2snn.convert.tuning.TuningSettings;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.List;
import picocli.CommandLine.Option;

/** What {@code tune} is asked for. */
final class TuneOptions {
  @Option(
      names = "--max-accuracy-drop",
      paramLabel = "POINTS",
      required = true,
      description = "The most that accuracy may fall below the model's, in percentage points.")
  private double maxAccuracyDrop;

  @Option(
      names = "--confidence",
      paramLabel = "C",
      defaultValue = "0.95",
      description = "Of the upper bound of the accuracy drop: greater than 0.5, less than 1.")
  private double confidence;

  @Option(
      names = "--objective",
      paramLabel = "NAME",
      defaultValue = "synops",
      description =
          "What is to be cheap, per sample: synops (synaptic operations alone, without the MACs of an"
              + " analogue first layer), energy (nanojoules of cmos-45nm-fp32, with them) or latency"
              + " (mean steps).")
  private Objective objective;

  @Option(
      names = "--budget",
      paramLabel = "N",
      defaultValue = "40",
      description = "Simulations of the search, at most.")
  private int budget;

  @Option(
      names = "--timesteps",
      paramLabel = "T",
      defaultValue = "32",
      description = "The most simulation steps; one simulation tells about all fewer ones.")
  private int timesteps;

  @Option(
      names = "--coding",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "current,regular",
      description = "Input codings to try, separated by commas: current, poisson, regular, binary.")
  private List<InputCoding> codings;

  @Option(
      names = "--calibration-samples",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Training samples to measure activations on, at most.")
  private int calibrationSamples;

  @Option(
      names = "--no-surrogate",
      description =
          "Train no surrogate: decide on samples that the model has learned, and believe too much.",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private boolean noSurrogate;

  /**
   * Checks all numbers.
   *
   * @throws picocli.CommandLine.ParameterException if a number is out of range
   */
  void check(BaseCommand command) {
    require(
        command,
        maxAccuracyDrop >= 0 && maxAccuracyDrop <= 100,
        "--max-accuracy-drop",
        maxAccuracyDrop,
        "0 to 100 percentage points");
    require(command, confidence > 0.5 && confidence < 1, "--confidence", confidence, "0.5 < C < 1");
    require(command, budget >= 1, "--budget", budget, "at least 1");
    require(
        command,
        calibrationSamples >= 1,
        "--calibration-samples",
        calibrationSamples,
        "at least 1");
    require(
        command,
        timesteps >= 1 && timesteps <= SimulationSettings.MAX_TIMESTEPS,
        "--timesteps",
        timesteps,
        "1 to " + SimulationSettings.MAX_TIMESTEPS);
  }

  private static void require(
      BaseCommand command, boolean holds, String option, Number value, String expected) {
    if (!holds) {
      throw command.usage(Text.of("%s is %s, expected %s", option, value, expected));
    }
  }

  TuningSettings settings(String modelSha256, String dataset, String trainSha256, long seed) {
    return new TuningSettings(
        modelSha256,
        dataset,
        trainSha256,
        objective,
        maxAccuracyDrop,
        confidence,
        budget,
        timesteps,
        codings.stream().distinct().toList(),
        calibrationSamples,
        seed,
        !noSurrogate);
  }
}
