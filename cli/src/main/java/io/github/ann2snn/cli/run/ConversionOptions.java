package io.github.ann2snn.cli.run;

import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.ann.Signed;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of every command that converts. */
@OptionGroup.In(OptionGroup.CONVERSION)
final class ConversionOptions {
  @Option(
      names = "--normalization",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "percentile, max, model (needs no data) or channel (each neuron of its own);"
              + " mmse or mmse-channel (least squared error in --timesteps steps);"
              + " ltb or ltb-channel (local threshold balancing); qcfs (what --activation qcfs"
              + " trained); auto is qcfs for such a model, else percentile.")
  Normalization normalization;

  @Option(
      names = "--percentile",
      paramLabel = "P",
      split = ",",
      defaultValue = "99.9",
      description =
          "Percentile of the activations that becomes a firing rate of 1; or one for each layer with"
              + " weights, separated by commas.")
  List<Double> percentiles;

  @Option(
      names = "--initial-potential",
      paramLabel = "V",
      defaultValue = "0.5",
      description = "Membrane potential at the start, as a fraction of the threshold.")
  double initialPotential;

  @Option(
      names = "--reset",
      paramLabel = "NAME",
      defaultValue = "subtract",
      description = "What a spike does to the potential: subtract (the threshold) or zero.")
  Reset reset;

  @Option(
      names = "--calibration-samples",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "Training samples to measure activations on, at most; corrections are measured on 1,024 of"
              + " them.")
  int calibrationSamples;

  @Option(
      names = "--calibrate",
      paramLabel = "NAME",
      defaultValue = "none",
      description =
          "Correct bias, potential (at the start) or both after normalisation, for --timesteps"
              + " steps: fewer steps suffice, but the network is no longer the certified function.")
  Calibration calibration;

  @Option(
      names = "--calibration-passes",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How often --calibrate makes each correction, with the error that is left; deep networks"
              + " gain from some more.")
  int calibrationPasses;

  @Option(
      names = "--max-pool",
      paramLabel = "WHAT",
      defaultValue = "gate",
      description =
          "What becomes of max pooling: gate (lets the neuron with the largest accumulated current"
              + " through), average (in its place, which is another function and costs accuracy),"
              + " or refuse (the model).")
  MaxPooling maxPooling;

  @Option(
      names = "--signed",
      paramLabel = "WHICH",
      defaultValue = "auto",
      description =
          "Which neurons fire spikes of -1 as well, which take back what was fired too early: auto"
              + " (those that stand for values below 0, of a leaky ReLU or of sums without"
              + " activation), yes (all hidden ones), no (a model that needs them is refused). Few"
              + " devices have such spikes.")
  Signed signed;

  @Option(
      names = "--weight-bits",
      paramLabel = "BITS",
      defaultValue = "32",
      description =
          "32 (single precision), or integers of 8 or 16 bits, with potentials of 16 bits.")
  int weightBits;

  /** What the converted network computes with. */
  Arithmetic arithmetic(BaseCommand command) {
    return Arithmetic.ofWeightBits(weightBits)
        .orElseThrow(() -> command.usage("--weight-bits is %s, expected 8, 16 or 32", weightBits));
  }

  ConversionConfig config(BaseCommand command, SimulationSettings settings) {
    command.refuse(
        calibrationPasses > 1 && !calibration.corrects(),
        "--calibration-passes %d repeats what --calibrate corrects, and that is nothing; give --calibrate bias, potential or both",
        calibrationPasses);
    return command.fromOptions(
        () ->
            new ConversionConfig(
                normalization,
                percentiles.get(0),
                initialPotential,
                reset,
                calibrationSamples,
                settings.seed(),
                settings.defaults(),
                calibration,
                calibrationPasses,
                percentiles.size() == 1 ? List.of() : percentiles,
                maxPooling,
                signed));
  }
}
