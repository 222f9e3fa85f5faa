package io.github.ann2snn.convert.tuning;

import io.github.ann2snn.convert.ann.Signed;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One simulation of the search samples.
 *
 * @param number from 1
 * @param setting what was simulated
 * @param refused why it cannot be converted so; null if it can
 * @param accuracyByTimestep after 1 ... T steps, without early exit
 * @param synapticOperationsByTimestep mean of a sample up to and including each step
 * @param points those that no other of this trial dominates
 */
public record Trial(
    int number,
    Setting setting,
    String refused,
    List<Double> accuracyByTimestep,
    List<Double> synapticOperationsByTimestep,
    List<OperatingPoint> points) {
  public Trial {
    Objects.requireNonNull(setting, "setting");
    accuracyByTimestep = List.copyOf(accuracyByTimestep);
    synapticOperationsByTimestep = List.copyOf(synapticOperationsByTimestep);
    points = List.copyOf(points);
  }

  static Trial refused(int number, Setting setting, String reason) {
    return new Trial(number, setting, reason, List.of(), List.of(), List.of());
  }

  /** The same trial as another one in the order of a search. */
  public Trial numbered(int other) {
    return new Trial(
        other, setting, refused, accuracyByTimestep, synapticOperationsByTimestep, points);
  }

  /** The cheapest point that promises to meet a goal; empty if none does. */
  public Optional<OperatingPoint> cheapest(Goal goal) {
    return points.stream()
        .filter(goal::isPromising)
        .min(
            Comparator.comparingDouble(goal.objective()::cost)
                .thenComparingDouble(OperatingPoint::synapticOperations));
  }

  /** The smallest bound of a point's accuracy drop; infinite if there is no point. */
  double smallestBound(Goal goal) {
    return points.stream().mapToDouble(goal::cautiousBound).min().orElse(Double.POSITIVE_INFINITY);
  }

  /**
   * What a simulation is needed for; steps, readout starts and margins are not among it.
   *
   * @param normalization how scales are found
   * @param percentiles one per layer; empty for a normalisation that has none
   * @param initialPotential v(0) as a fraction of the threshold
   * @param coding input coding
   * @param readout readout
   * @param timesteps that scales and corrections are made for; null where they are for any
   * @param calibration what is corrected after normalisation; null in older documents: nothing
   * @param signed which neurons fire spikes of -1; null in older documents: those that must
   */
  public record Setting(
      Normalization normalization,
      List<Double> percentiles,
      double initialPotential,
      InputCoding coding,
      Readout readout,
      Integer timesteps,
      Calibration calibration,
      Signed signed) {
    /** What is made for a number of steps has one, and nothing else has. */
    public Setting {
      percentiles = List.copyOf(percentiles);
      calibration = calibration == null ? Calibration.NONE : calibration;
      signed = signed == null ? Signed.AUTO : signed;
      boolean brief = normalization.usesTimesteps() || calibration.corrects();
      timesteps = brief ? timesteps : null;
      Refusal.when(
          brief && (timesteps == null || timesteps < 1),
          "timesteps is %s, but %s is made for a number of steps",
          timesteps,
          normalization);
    }

    /** Nothing of which is made for a number of steps. */
    Setting(
        Normalization normalization,
        List<Double> percentiles,
        double initialPotential,
        InputCoding coding,
        Readout readout) {
      this(
          normalization,
          percentiles,
          initialPotential,
          coding,
          readout,
          null,
          Calibration.NONE,
          Signed.AUTO);
    }

    Setting with(Normalization other, List<Double> otherPercentiles) {
      return new Setting(
          other,
          otherPercentiles,
          initialPotential,
          coding,
          readout,
          timesteps,
          calibration,
          signed);
    }

    /** By a normalisation for a number of steps. */
    Setting with(Normalization other, int steps) {
      return new Setting(
          other, List.of(), initialPotential, coding, readout, steps, calibration, signed);
    }

    Setting withPercentiles(List<Double> other) {
      return with(normalization, other);
    }

    Setting withInitialPotential(double other) {
      return new Setting(
          normalization, percentiles, other, coding, readout, timesteps, calibration, signed);
    }

    Setting withCoding(InputCoding other) {
      return new Setting(
          normalization,
          percentiles,
          initialPotential,
          other,
          readout,
          timesteps,
          calibration,
          signed);
    }

    Setting withReadout(Readout other) {
      return new Setting(
          normalization,
          percentiles,
          initialPotential,
          coding,
          other,
          timesteps,
          calibration,
          signed);
    }

    /** With scales and corrections for another number of steps. */
    Setting withTimesteps(int steps) {
      return new Setting(
          normalization,
          percentiles,
          initialPotential,
          coding,
          readout,
          steps,
          calibration,
          signed);
    }

    /** With another correction, for {@code steps} steps unless scales are for others. */
    Setting withCalibration(Calibration other, int steps) {
      return new Setting(
          normalization,
          percentiles,
          initialPotential,
          coding,
          readout,
          timesteps == null ? Integer.valueOf(steps) : timesteps,
          other,
          signed);
    }

    /** With spikes of -1 as {@code other} says. */
    Setting withSigned(Signed other) {
      return new Setting(
          normalization,
          percentiles,
          initialPotential,
          coding,
          readout,
          timesteps,
          calibration,
          other);
    }

    /**
     * How to convert so.
     *
     * @param base says all that settings do not differ in
     * @param run steps of the network, where nothing of it is made for a number of steps
     */
    public ConversionConfig config(ConversionConfig base, int run) {
      int steps = timesteps == null ? run : timesteps;
      ConversionConfig made =
          base.with(
              normalization,
              percentiles.isEmpty() ? base.percentile() : percentiles.get(0),
              areEqual() ? List.of() : percentiles,
              initialPotential,
              new RunDefaults(steps, coding, readout),
              calibration);
      return made.withSigned(signed);
    }

    private boolean areEqual() {
      return percentiles.stream().distinct().count() <= 1;
    }

    /** The percentiles as the command line takes them; empty if there are none. */
    public String percentileText() {
      return areEqual()
          ? percentiles.stream().findFirst().map(String::valueOf).orElse("")
          : percentiles.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
      return Text.of(
          "%s%s%s%s%s, v0 %s, %s, %s",
          normalization,
          percentiles.isEmpty() ? "" : " " + percentileText(),
          timesteps == null ? "" : Text.of(" for %d steps", timesteps),
          calibration.corrects() ? Text.of(", %s corrected", calibration) : "",
          signed == Signed.YES ? ", signed" : "",
          initialPotential,
          coding,
          readout);
    }
  }
}
