package io.github.ann2snn.api;

import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.ann.Signed;
import io.github.ann2snn.convert.choice.OperatingPointSearch;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.convert.tuning.Goal;
import io.github.ann2snn.convert.tuning.Goal.Objective;
import io.github.ann2snn.convert.tuning.Grid.Fixed;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.report.energy.EnergyProfiles;
import io.github.ann2snn.runtime.energy.EnergyProfile;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a model is to be converted.
 *
 * @param config all that is not searched
 * @param run how the network is to be run; of a search, the most steps
 * @param arithmetic what it is to compute with
 * @param search chooses the rest by training samples; empty if nothing is left open
 */
public record ConversionSettings(
    ConversionConfig config,
    RunDefaults run,
    Arithmetic arithmetic,
    Optional<OperatingPointSearch> search) {
  private static final int TIMESTEPS = 32;
  private static final long SEED = 42;
  private static final int CALIBRATION_SAMPLES = 10_000;
  private static final double PERCENTILE = 99.9;
  private static final double INITIAL_POTENTIAL = 0.5;
  private static final double MAX_ACCURACY_DROP = 0.001;
  private static final double CONFIDENCE = 0.9;

  /**
   * Refuses null.
   *
   * @param config how to convert
   * @param run how the network is to be run
   * @param arithmetic what it is to compute with
   * @param search chooses what is left open
   */
  public ConversionSettings {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(arithmetic, "arithmetic");
    Objects.requireNonNull(search, "search");
  }

  /**
   * What {@code ann2snn convert} does without options: of all networks of at most 32 steps the one
   * of the fewest synaptic operations that loses at most 0.1 percentage points of accuracy, as
   * training samples show with 90 % confidence; seed 42, single precision.
   *
   * @return these settings
   */
  public static ConversionSettings automatic() {
    RunDefaults run = new RunDefaults(TIMESTEPS, InputCoding.CURRENT, Readout.MEMBRANE);
    ConversionConfig config =
        new ConversionConfig(
            Normalization.AUTO,
            PERCENTILE,
            INITIAL_POTENTIAL,
            Reset.SUBTRACT,
            CALIBRATION_SAMPLES,
            SEED,
            run,
            Calibration.NONE,
            List.of(),
            MaxPooling.GATE);
    Fixed fixed =
        new Fixed(
            Optional.empty(),
            List.of(),
            OptionalDouble.empty(),
            Optional.of(run.coding()),
            Optional.of(run.readout()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    OperatingPointSearch search =
        new OperatingPointSearch(
            new Goal(Objective.SYNOPS, MAX_ACCURACY_DROP, CONFIDENCE),
            fixed,
            Optional.empty(),
            false,
            false,
            EnergyProfiles.builtIn().get(0));
    return new ConversionSettings(config, run, Arithmetic.FLOAT, Optional.of(search));
  }

  /**
   * Exactly so: nothing is searched, and the network is run as the configuration says.
   *
   * @param config how to convert
   * @return these settings
   */
  public static ConversionSettings of(ConversionConfig config) {
    return new ConversionSettings(config, config.defaults(), Arithmetic.FLOAT, Optional.empty());
  }

  /**
   * At most so many steps, or exactly so many where nothing is searched.
   *
   * @param timesteps number of steps, at least 1
   * @return one that does so
   * @throws IllegalArgumentException if that is not a number of steps
   */
  public ConversionSettings withTimesteps(int timesteps) {
    RunDefaults other = new RunDefaults(timesteps, run.coding(), run.readout());
    return new ConversionSettings(config.withDefaults(other), other, arithmetic, search);
  }

  /**
   * With a network that computes otherwise: in single precision, or in integers of 16 or 8 bits.
   *
   * @param other what it is to be instead
   * @return one that does so
   */
  public ConversionSettings withArithmetic(Arithmetic other) {
    return new ConversionSettings(config, run, other, search);
  }

  /**
   * With another seed of the samples that are chosen to calibrate and to check on.
   *
   * @param seed any number
   * @return one that does so
   */
  public ConversionSettings withSeed(long seed) {
    return new ConversionSettings(config.withSeed(seed), run, arithmetic, search);
  }

  /**
   * Searching for something else.
   *
   * @param goal what is sought
   * @return one that does so
   * @throws IllegalArgumentException if nothing is searched
   */
  public ConversionSettings withGoal(Goal goal) {
    return searching(goal, searching().fixed(), searching().profile());
  }

  /**
   * Searching for the least energy on a device. One without spikes of -1 leaves these out.
   *
   * @param device profile of the device
   * @return one that does so
   * @throws IllegalArgumentException if nothing is searched, or spikes of -1 are asked for that the
   *     device does not have
   */
  public ConversionSettings withDevice(EnergyProfile device) {
    OperatingPointSearch before = searching();
    Goal goal = before.goal();
    boolean unsigned = !device.hasSignedSpikes();
    requireFor(device);
    return searching(
        new Goal(Objective.ENERGY, goal.maxAccuracyDrop(), goal.confidence()),
        unsigned ? before.fixed().withSigned(Signed.AUTO) : before.fixed(),
        device);
  }

  /**
   * These, if the network can run on a device.
   *
   * @param device profile of the device
   * @return these settings
   * @throws IllegalArgumentException if spikes of -1 are asked for that the device does not have
   */
  public ConversionSettings requireFor(EnergyProfile device) {
    Refusal.when(
        !device.hasSignedSpikes() && config.signed() == Signed.YES,
        "--signed yes makes spikes of -1, which %s does not have; leave one of --signed and --energy-profile out, or say in the profile where it has them",
        device.name());
    return this;
  }

  private ConversionSettings searching(Goal goal, Fixed fixed, EnergyProfile profile) {
    OperatingPointSearch before = searching();
    OperatingPointSearch other =
        new OperatingPointSearch(
            goal, fixed, before.readoutStart(), before.calibrates(), before.corrects(), profile);
    return new ConversionSettings(config, run, arithmetic, Optional.of(other));
  }

  private OperatingPointSearch searching() {
    return search.orElseThrow(
        () -> Refusal.of("nothing is searched with these settings; begin with automatic()"));
  }
}
