package io.github.ann2snn.convert.tuning;

import io.github.ann2snn.convert.ann.Signed;
import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.convert.tuning.Trial.Setting;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The settings that a search begins with. An axis that all of them should have is one more field of
 * {@link Setting} and a line in {@link #brief}.
 *
 * @param layers number of layers with weights
 * @param ownScales whether the model was trained with scales of its own, which leave no choice
 * @param timesteps the most steps
 * @param fixed what is not searched
 */
public record Grid(int layers, boolean ownScales, int timesteps, Fixed fixed) {
  private static final double PERCENTILE = 99.9;
  private static final double INITIAL_POTENTIAL = 0.5;

  /** Early spikes of a layer mislead those behind it; a lower start fires fewer of them. */
  private static final double LOW_POTENTIAL = 0.4;

  /** Numbers of steps to make scales for, from few to many. */
  private static final List<Integer> STEPS = List.of(4, 8, 16, 32);

  /** Those where all such scales come with corrected biases. */
  private static final List<Integer> UNSIGNED = List.of(4, 6, 8, 16);

  /** Likewise with spikes of -1, which need time to take something back. */
  private static final List<Integer> SIGNED = List.of(8, 12, 16, 24);

  /**
   * One setting for each idea: scales for layers and for channels, for many steps and, with
   * corrected biases, for few, spikes of -1.
   */
  public List<Setting> brief() {
    Setting usual = usual(InputCoding.CURRENT);
    List<Setting> grid = new ArrayList<>();
    grid.add(usual);
    grid.add(usual.withInitialPotential(LOW_POTENTIAL));
    grid.add(usual.with(Normalization.CHANNEL, usual.percentiles()));
    if (!ownScales) {
      upTo(timesteps, UNSIGNED).forEach(steps -> grid.add(corrected(usual, steps)));
      upTo(timesteps, SIGNED)
          .forEach(steps -> grid.add(corrected(usual, steps).withSigned(Signed.YES)));
    }
    return narrowed(grid);
  }

  private static Setting corrected(Setting usual, int steps) {
    return usual.with(Normalization.MMSE_CHANNEL, steps).withCalibration(Calibration.BIAS, steps);
  }

  /** The steps that a setting is made for; empty if it is for any, or the user has said them. */
  Optional<Integer> made(Setting setting) {
    return fixed.timesteps.isPresent()
        ? Optional.empty()
        : Optional.ofNullable(setting.timesteps());
  }

  /** A setting made for other steps; empty if it is not {@link #made} for some. */
  Optional<Setting> matched(Setting setting, int steps) {
    return made(setting).map(before -> setting.withTimesteps(steps));
  }

  /**
   * All that {@link #brief} has, and more around it.
   *
   * @param codings input codings to try, the preferred one first
   */
  List<Setting> broad(List<InputCoding> codings) {
    Setting usual = usual(codings.get(0));
    List<Setting> grid = new ArrayList<>();
    grid.add(usual);
    grid.add(usual.withPercentiles(Collections.nCopies(layers, 99.0)));
    grid.add(usual.withPercentiles(Collections.nCopies(layers, 97.0)));
    // which is the normalisation max, and has neighbours
    grid.add(usual.withPercentiles(Collections.nCopies(layers, 100.0)));
    grid.add(usual.withReadout(Readout.SPIKES));
    grid.add(usual.with(Normalization.CHANNEL, usual.percentiles()));
    codings.stream().skip(1).forEach(coding -> grid.add(usual.withCoding(coding)));
    grid.add(usual.withInitialPotential(LOW_POTENTIAL));
    grid.add(usual.withInitialPotential(0.6));
    grid.add(usual.with(Normalization.MODEL, List.of()));
    for (int steps : upTo(timesteps, STEPS)) {
      Setting few = usual.with(Normalization.MMSE_CHANNEL, steps);
      grid.add(few);
      grid.add(few.withCalibration(Calibration.BIAS, steps));
    }
    return narrowed(grid);
  }

  /** Those that are less, and the most there is, if that is no more than all of them. */
  private static List<Integer> upTo(int most, List<Integer> steps) {
    int last = Math.min(most, steps.get(steps.size() - 1));
    return Stream.concat(steps.stream().filter(step -> step < last), Stream.of(last)).toList();
  }

  private Setting usual(InputCoding coding) {
    return new Setting(
        Normalization.PERCENTILE,
        Collections.nCopies(layers, PERCENTILE),
        INITIAL_POTENTIAL,
        coding,
        Readout.MEMBRANE);
  }

  private List<Setting> narrowed(List<Setting> grid) {
    return grid.stream().map(this::narrowed).distinct().toList();
  }

  private Setting narrowed(Setting setting) {
    Normalization otherwise = ownScales ? Normalization.QCFS : setting.normalization();
    Normalization normalization = fixed.normalization.orElse(otherwise);
    boolean measured = normalization.usesPercentile() || normalization == Normalization.QCFS;
    List<Double> percentiles =
        setting.percentiles().isEmpty()
            ? Collections.nCopies(layers, PERCENTILE)
            : setting.percentiles();
    Integer steps = fixed.timesteps.or(() -> Optional.ofNullable(setting.timesteps())).orElse(null);
    return new Setting(
        normalization,
        measured ? fixed.percentiles(layers).orElse(percentiles) : List.of(),
        fixed.initialPotential.orElse(setting.initialPotential()),
        fixed.coding.orElse(setting.coding()),
        fixed.readout.orElse(setting.readout()),
        steps == null ? Integer.valueOf(timesteps) : steps,
        fixed.calibration.orElse(setting.calibration()),
        fixed.signed.orElse(setting.signed()));
  }

  /**
   * What a user has chosen, so that it is not searched; whatever is empty is.
   *
   * @param percentiles one for all layers with weights, or one for each; only with a normalisation
   *     that measures percentiles
   * @param timesteps that scales and corrections are made for
   * @param signed which neurons fire spikes of -1
   */
  public record Fixed(
      Optional<Normalization> normalization,
      List<Double> percentiles,
      OptionalDouble initialPotential,
      Optional<InputCoding> coding,
      Optional<Readout> readout,
      Optional<Integer> timesteps,
      Optional<Calibration> calibration,
      Optional<Signed> signed) {
    /** Nothing is. */
    public static final Fixed NOTHING =
        new Fixed(
            Optional.empty(),
            List.of(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public Fixed {
      percentiles = List.copyOf(percentiles);
    }

    /** The same where signed neurons are not searched, either, unless they are fixed already. */
    public Fixed withSigned(Signed other) {
      return new Fixed(
          normalization,
          percentiles,
          initialPotential,
          coding,
          readout,
          timesteps,
          calibration,
          signed.or(() -> Optional.of(other)));
    }

    private Optional<List<Double>> percentiles(int layers) {
      return percentiles.isEmpty()
          ? Optional.empty()
          : Optional.of(
              percentiles.size() == 1
                  ? Collections.nCopies(layers, percentiles.get(0))
                  : percentiles);
    }
  }
}
