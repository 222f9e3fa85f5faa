package io.github.ann2snn.cli.run;

import io.github.ann2snn.api.ConversionSettings;
import io.github.ann2snn.cli.options.RunOptions;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.ann.Signed;
import io.github.ann2snn.convert.choice.OperatingPointSearch;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.convert.tuning.Goal;
import io.github.ann2snn.convert.tuning.Goal.Objective;
import io.github.ann2snn.convert.tuning.Grid.Fixed;
import io.github.ann2snn.report.energy.EnergyProfiles;
import io.github.ann2snn.runtime.energy.EnergyProfile;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import picocli.CommandLine.Option;

/** Options of every command that converts. */
@OptionGroup.In(OptionGroup.CONVERSION)
final class ConversionOptions {
  @Option(
      names = "--normalization",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "How scales are found. auto: chosen on held-out training samples, together with steps,"
              + " readout start, calibration and initial potential, as far as these are not given;"
              + " or percentile, max, model (needs no data) or channel (each neuron of its own);"
              + " mmse or mmse-channel (least squared error in --timesteps steps);"
              + " ltb or ltb-channel (local threshold balancing); qcfs (what --activation qcfs"
              + " trained, and auto takes). With --timesteps too, nothing is searched.")
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
          "Training samples to measure activations on, at most (where an operating point is searched"
              + " and they are not given, 2,000); corrections are measured on 1,024 of them.")
  int calibrationSamples;

  @Option(
      names = "--calibration-timesteps",
      paramLabel = "T",
      description =
          "Steps that mmse scales and corrections are made for. Default: chosen, or --timesteps.")
  Optional<Integer> calibrationTimesteps;

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
      description =
          "How often each correction is made, with the error that is left. Default: once; where an"
              + " operating point is searched, 4 times, or less for large models.")
  Optional<Integer> calibrationPasses;

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

  @Option(
      names = "--max-accuracy-drop",
      paramLabel = "POINTS",
      defaultValue = "0.1",
      description =
          "What the search seeks is the cheapest network that loses at most so many percentage"
              + " points of accuracy, as held-out training samples show.")
  double maxAccuracyDrop;

  @Option(
      names = "--confidence",
      paramLabel = "C",
      defaultValue = "0.9",
      description = "With which they are to show it: greater than 0.5, less than 1.")
  double confidence;

  /** What the converted network computes with. */
  private Arithmetic arithmetic(BaseCommand command) {
    return Arithmetic.ofWeightBits(weightBits)
        .orElseThrow(() -> command.usage("--weight-bits is %s, expected 8, 16 or 32", weightBits));
  }

  /**
   * What is wanted.
   *
   * @param start step from which on outputs are to count, if the user says it
   * @param profile of the device whose energy is to be small; empty: synaptic operations
   */
  ConversionSettings plan(
      BaseCommand command,
      SimulationSettings settings,
      Optional<Integer> start,
      Optional<EnergyProfile> profile) {
    Set<String> given = new HashSet<>(command.given(ConversionOptions.class));
    given.addAll(command.given(RunOptions.class));
    check(command, given);
    RunDefaults run = settings.defaults();
    ConversionConfig config = config(command, settings);
    boolean chosen =
        normalization != Normalization.AUTO
            && given.contains("--timesteps")
            && !given.contains("--max-accuracy-drop");
    command.refuse(
        calibrationPasses.isPresent()
            && !calibration.corrects()
            && (chosen || given.contains("--calibrate")),
        "--calibration-passes %d repeats what --calibrate corrects, and that is nothing; give --calibrate bias, potential or both",
        calibrationPasses.orElse(1));
    if (chosen) {
      command.refuse(
          given.contains("--confidence"),
          "--confidence is of a search, and --normalization with --timesteps leaves none; give --max-accuracy-drop too");
      ConversionConfig made =
          calibrationTimesteps.isEmpty()
              ? config
              : config.withDefaults(
                  new RunDefaults(calibrationTimesteps.get(), run.coding(), run.readout()));
      ConversionSettings exact =
          new ConversionSettings(made, run, arithmetic(command), Optional.empty());
      profile.ifPresent(device -> command.fromOptions(() -> exact.requireFor(device)));
      return exact;
    }
    OperatingPointSearch search =
        new OperatingPointSearch(
            goal(),
            fixed(given, run),
            start,
            given.contains("--calibration-samples"),
            calibrationPasses.isPresent(),
            EnergyProfiles.builtIn().get(0));
    ConversionSettings searching =
        new ConversionSettings(config, run, arithmetic(command), Optional.of(search));
    return profile
        .map(device -> command.fromOptions(() -> searching.withDevice(device)))
        .orElse(searching);
  }

  private Fixed fixed(Set<String> given, RunDefaults run) {
    Optional<Normalization> named = Optional.of(normalization).filter(n -> n != Normalization.AUTO);
    boolean listed = given.contains("--percentile");
    return new Fixed(
        named.or(() -> listed ? Optional.of(Normalization.PERCENTILE) : Optional.empty()),
        listed ? percentiles : List.of(),
        given.contains("--initial-potential")
            ? OptionalDouble.of(initialPotential)
            : OptionalDouble.empty(),
        Optional.of(run.coding()),
        Optional.of(run.readout()),
        calibrationTimesteps,
        given.contains("--calibrate") ? Optional.of(calibration) : Optional.empty(),
        signed == Signed.AUTO ? Optional.empty() : Optional.of(signed));
  }

  private Goal goal() {
    return Goal.within(Objective.SYNOPS, maxAccuracyDrop, confidence);
  }

  /** Refuses options that contradict each other, or that would do nothing. */
  private void check(BaseCommand command, Set<String> given) {
    command.fromOptions(this::goal);
    boolean named = normalization != Normalization.AUTO;
    boolean measured = normalization.usesPercentile() || normalization == Normalization.QCFS;
    command.refuse(
        given.contains("--percentile") && named && !measured,
        "--percentile contradicts --normalization %s, which takes none",
        normalization);
    command.refuse(
        calibrationTimesteps.isPresent() && calibrationTimesteps.get() < 1,
        "--calibration-timesteps is %d, expected at least 1",
        calibrationTimesteps.orElse(0));
    command.refuse(
        calibrationTimesteps.isPresent()
            && named
            && !normalization.usesTimesteps()
            && !calibration.corrects(),
        "--calibration-timesteps contradicts --normalization %s without --calibrate: nothing is made for a number of steps",
        normalization);
  }

  private ConversionConfig config(BaseCommand command, SimulationSettings settings) {
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
                calibrationPasses.orElse(1),
                percentiles.size() == 1 ? List.of() : percentiles,
                maxPooling,
                signed));
  }
}
