package io.github.ann2snn.convert.scale;

import io.github.ann2snn.convert.Calibrator;
import io.github.ann2snn.convert.ann.Ann;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.ann.Signed;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import java.util.List;
import java.util.Locale;

/**
 * How to convert.
 *
 * @param normalization how scales are found
 * @param percentile p of {@code PERCENTILE} and {@code CHANNEL}, and of the output under {@code
 *     QCFS}, 0 &lt; p &lt;= 100
 * @param initialPotential v(0) as a fraction of the threshold; 0.5 halves the quantisation error
 *     (Bu et al. 2022, theorem 2)
 * @param reset what a spike does to the potential
 * @param calibrationSamples training samples to measure activations on, at most; at least 1
 * @param seed chooses the calibration samples and those of the certificate
 * @param defaults how the network is meant to be run; scales and calibration that depend on the
 *     number of steps, the coding or the readout are for these
 * @param calibration what is corrected after normalisation
 * @param passes how often each correction is made, with the error that the one before left; at
 *     least 1
 * @param layerPercentiles instead of {@code percentile} one for each layer with weights, in order;
 *     empty if all have the same
 * @param maxPooling what becomes of max pooling
 * @param signed which neurons fire spikes of -1
 */
public record ConversionConfig(
    Normalization normalization,
    double percentile,
    double initialPotential,
    Reset reset,
    int calibrationSamples,
    long seed,
    RunDefaults defaults,
    Calibration calibration,
    int passes,
    List<Double> layerPercentiles,
    MaxPooling maxPooling,
    Signed signed) {
  /** The most passes; none of the later ones would find an error. */
  public static final int MOST_PASSES = 100;

  /** Settings that make each correction once. */
  public ConversionConfig(
      Normalization normalization,
      double percentile,
      double initialPotential,
      Reset reset,
      int calibrationSamples,
      long seed,
      RunDefaults defaults,
      Calibration calibration,
      List<Double> layerPercentiles,
      MaxPooling maxPooling) {
    this(
        normalization,
        percentile,
        initialPotential,
        reset,
        calibrationSamples,
        seed,
        defaults,
        calibration,
        1,
        layerPercentiles,
        maxPooling,
        Signed.AUTO);
  }

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public ConversionConfig {
    layerPercentiles = List.copyOf(layerPercentiles);
    requirePercentile(percentile);
    Refusal.when(
        signed == Signed.YES && reset == Reset.ZERO,
        "signed neurons take back what was fired by adding the threshold; they cannot reset to zero");
    layerPercentiles.forEach(ConversionConfig::requirePercentile);
    Refusal.when(
        !(initialPotential >= 0 && initialPotential <= 1),
        "initial potential is %s, expected 0 to 1 (of the threshold)",
        initialPotential);
    Refusal.when(
        passes < 1 || passes > MOST_PASSES,
        "calibration passes is %d, expected 1 to %d",
        passes,
        MOST_PASSES);
    Refusal.when(
        calibrationSamples < 1,
        "calibration samples is %d, expected at least 1",
        calibrationSamples);
  }

  private static void requirePercentile(double percentile) {
    Refusal.when(
        !(percentile > 0 && percentile <= 100),
        "percentile is %s, expected 0 < percentile <= 100",
        percentile);
  }

  /**
   * These settings, if they have as many percentiles as the model needs.
   *
   * @throws IllegalArgumentException if there is a list of another length than {@code layers}
   */
  public ConversionConfig requireLayers(int layers) {
    Refusal.when(
        !layerPercentiles.isEmpty() && layerPercentiles.size() != layers,
        "%d percentiles are given, but the model has %d layers with weights; give one percentile for all, or one for each",
        layerPercentiles.size(),
        layers);
    return this;
  }

  /** Whether layers have percentiles of their own. */
  public boolean byLayer() {
    return !layerPercentiles.isEmpty()
        && (normalization == Normalization.PERCENTILE || normalization == Normalization.CHANNEL);
  }

  /** The same with one percentile for all layers. */
  ConversionConfig withPercentile(double other) {
    return with(normalization, other, List.of());
  }

  /** The same with activations measured on at most so many samples, and so many passes. */
  public ConversionConfig measured(int otherSamples, int otherPasses) {
    return new ConversionConfig(
        normalization,
        percentile,
        initialPotential,
        reset,
        otherSamples,
        seed,
        defaults,
        calibration,
        otherPasses,
        layerPercentiles,
        maxPooling,
        signed);
  }

  /** The same for a network that is meant to be run in another way. */
  public ConversionConfig withDefaults(RunDefaults other) {
    return with(normalization, percentile, layerPercentiles, initialPotential, other, calibration);
  }

  /** Whether conversion looks at training samples. */
  public boolean needsData() {
    return normalization.needsData() || calibration.corrects();
  }

  /**
   * These settings with the normalisation that a network gets.
   *
   * @throws ConversionRefusedException if its activations do not allow the one asked for, or the
   *     reset
   */
  public ConversionConfig settledFor(Ann ann) throws ConversionRefusedException {
    for (int l = 0; reset == Reset.ZERO && l < ann.layers().size() - 1; l++) {
      if (ann.layers().get(l).isSigned()) {
        throw ConversionRefusedException.at(
            l,
            ann.layers().get(l),
            "gives values below 0, for which its neurons fire spikes of -1 and reset by subtraction. Leave --reset zero out.");
      }
    }
    return with(normalization.of(ann), percentile, layerPercentiles);
  }

  private ConversionConfig with(
      Normalization otherNormalization, double otherPercentile, List<Double> percentiles) {
    return with(
        otherNormalization, otherPercentile, percentiles, initialPotential, defaults, calibration);
  }

  /** The same but for what makes a network better or worse at few steps. */
  public ConversionConfig with(
      Normalization otherNormalization,
      double otherPercentile,
      List<Double> percentiles,
      double otherPotential,
      RunDefaults otherDefaults,
      Calibration otherCalibration) {
    return new ConversionConfig(
        otherNormalization,
        otherPercentile,
        otherPotential,
        reset,
        calibrationSamples,
        seed,
        otherDefaults,
        otherCalibration,
        passes,
        percentiles,
        maxPooling,
        signed);
  }

  /** The same with another seed. */
  public ConversionConfig withSeed(long other) {
    return new ConversionConfig(
        normalization,
        percentile,
        initialPotential,
        reset,
        calibrationSamples,
        other,
        defaults,
        calibration,
        passes,
        layerPercentiles,
        maxPooling,
        signed);
  }

  /** The same with other signed neurons. */
  public ConversionConfig withSigned(Signed other) {
    return new ConversionConfig(
        normalization,
        percentile,
        initialPotential,
        reset,
        calibrationSamples,
        seed,
        defaults,
        calibration,
        passes,
        layerPercentiles,
        maxPooling,
        other);
  }

  /** The percentile that is measured: 100 for {@code MAX}. */
  public double measuredPercentile() {
    return normalization == Normalization.MAX ? 100 : percentile;
  }

  /**
   * What is corrected after normalisation so that few time steps suffice; see {@link Calibrator}.
   */
  public enum Calibration {
    /** Nothing: the network stays the certified one. */
    NONE,
    /** Biases. */
    BIAS,
    /** Initial potentials. */
    POTENTIAL,
    /** Biases, and then initial potentials. */
    BOTH;

    /** Whether anything is corrected. */
    public boolean corrects() {
      return this != NONE;
    }

    /** Whether biases are. */
    public boolean correctsBiases() {
      return this == BIAS || this == BOTH;
    }

    /** Whether initial potentials of hidden layers are. */
    public boolean correctsPotentials() {
      return this == POTENTIAL || this == BOTH;
    }

    /** How users and files name it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
