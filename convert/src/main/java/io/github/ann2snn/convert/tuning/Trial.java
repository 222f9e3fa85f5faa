package io.github.ann2snn.convert.tuning;

import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
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
   * What a simulation is needed for; steps and margins are not among it.
   *
   * @param normalization how scales are found
   * @param percentiles one per layer; empty for a normalisation that has none
   * @param initialPotential v(0) as a fraction of the threshold
   * @param coding input coding
   * @param readout readout
   */
  public record Setting(
      Normalization normalization,
      List<Double> percentiles,
      double initialPotential,
      InputCoding coding,
      Readout readout) {
    public Setting {
      percentiles = List.copyOf(percentiles);
    }

    Setting with(Normalization other, List<Double> otherPercentiles) {
      return new Setting(other, otherPercentiles, initialPotential, coding, readout);
    }

    Setting withPercentiles(List<Double> other) {
      return new Setting(normalization, other, initialPotential, coding, readout);
    }

    Setting withInitialPotential(double other) {
      return new Setting(normalization, percentiles, other, coding, readout);
    }

    Setting withCoding(InputCoding other) {
      return new Setting(normalization, percentiles, initialPotential, other, readout);
    }

    Setting withReadout(Readout other) {
      return new Setting(normalization, percentiles, initialPotential, coding, other);
    }

    /** How to convert so. */
    public ConversionConfig config(int timesteps, int calibrationSamples, long seed) {
      return new ConversionConfig(
          normalization,
          percentiles.isEmpty() ? 100 : percentiles.get(0),
          initialPotential,
          Reset.SUBTRACT,
          calibrationSamples,
          seed,
          new RunDefaults(timesteps, coding, readout),
          Calibration.NONE,
          areEqual() ? List.of() : percentiles,
          MaxPooling.GATE);
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
          "%s%s, v0 %s, %s, %s",
          normalization,
          percentiles.isEmpty() ? "" : " " + percentileText(),
          initialPotential,
          coding,
          readout);
    }
  }
}
