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
import java.util.stream.IntStream;

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

  /** Those that biases are corrected for, too. */
  private static final List<Integer> CORRECTED = List.of(8, 16);

  /**
   * One setting for each idea: many steps, few steps, scales for layers and for channels, biases
   * that are corrected, spikes of -1.
   */
  public List<Setting> brief() {
    Setting usual = usual(InputCoding.CURRENT);
    List<Setting> grid = new ArrayList<>();
    grid.add(usual);
    grid.add(usual.withInitialPotential(LOW_POTENTIAL));
    grid.add(usual.with(Normalization.CHANNEL, usual.percentiles()));
    steps().forEach(steps -> grid.add(usual.with(Normalization.MMSE_CHANNEL, steps)));
    for (int steps : steps()) {
      if (CORRECTED.contains(steps) && !ownScales) {
        Setting few = usual.with(Normalization.MMSE_CHANNEL, steps);
        Setting corrected = few.withCalibration(Calibration.BIAS, steps);
        grid.add(corrected);
        grid.add(corrected.withSigned(Signed.YES));
      }
    }
    return narrowed(grid);
  }

  /**
   * The best of some settings corrected, with spikes of -1 and without, if they are made for a
   * number of steps.
   */
  public List<Setting> corrected(List<Setting> kept) {
    List<Setting> corrected = new ArrayList<>();
    for (Signed signs : Signed.values()) {
      kept.stream()
          .filter(setting -> setting.timesteps() != null && setting.signed() == signs)
          .findFirst()
          .filter(setting -> fixed.calibration.isEmpty() && !setting.calibration().corrects())
          .map(setting -> setting.withCalibration(Calibration.BIAS, timesteps))
          .ifPresent(corrected::add);
    }
    return corrected;
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
    for (int steps : steps()) {
      Setting few = usual.with(Normalization.MMSE_CHANNEL, steps);
      grid.add(few);
      grid.add(few.withCalibration(Calibration.BIAS, steps));
    }
    return narrowed(grid);
  }

  private List<Integer> steps() {
    List<Integer> below = STEPS.stream().filter(steps -> steps < timesteps).toList();
    return IntStream.concat(
            below.stream().mapToInt(Integer::intValue),
            IntStream.of(Math.min(timesteps, STEPS.get(STEPS.size() - 1))))
        .distinct()
        .boxed()
        .toList();
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
