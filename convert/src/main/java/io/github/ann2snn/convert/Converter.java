package io.github.ann2snn.convert;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.train.Activation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Converts a trained network: measure, normalise, certify, and calibrate if asked to. */
public final class Converter {
  /** Key of the normalisation in a network's provenance. */
  public static final String NORMALIZATION = "normalization";

  /** Key of the percentile in a network's provenance. */
  public static final String PERCENTILE = "percentile";

  /** Key of the calibration in a network's provenance; absent if there was none. */
  public static final String CALIBRATION = "calibration";

  /** Key of the percentile of the output layer in the provenance, where only that one has it. */
  public static final String OUTPUT_PERCENTILE = "output_percentile";

  /** Key of the hidden layers' activation in the provenance of a network that was quantised. */
  public static final String ACTIVATION = "activation";

  /** Key of the number of their levels, or of all numbers that occur. */
  public static final String LEVELS = "levels";

  /** Key of the number of steps that scales or corrections are for; absent if they are for any. */
  public static final String CALIBRATION_TIMESTEPS = "calibration_timesteps";

  private final ConversionConfig config;
  private final int threads;

  /** A converter with the given settings that calibrates with one thread. */
  public Converter(ConversionConfig config) {
    this(config, 1);
  }

  /**
   * A converter with the given settings.
   *
   * @param threads to calibrate with, at least 1; the result does not depend on them
   */
  public Converter(ConversionConfig config, int threads) {
    this.config = config;
    this.threads = threads;
  }

  /**
   * Converts a network; see {@link #convert(Ann, Dataset, Map)}.
   *
   * @throws ConversionRefusedException if it has a layer that no spiking network can stand for
   */
  public Conversion convert(
      MultiLayerNetwork network, Dataset dataset, Map<String, String> provenance)
      throws ConversionRefusedException {
    return convert(new Dl4jAnn(network), dataset, provenance);
  }

  /**
   * Converts a network. Only training samples are used: some to calibrate, others, held out, for
   * the certificate.
   *
   * @param ann the network
   * @param dataset what it was trained on
   * @param provenance goes into the converted network, with the facts of the conversion
   * @throws IllegalArgumentException if its inputs are not the data set's
   * @throws ConversionRefusedException if the network cannot be converted into an equal one
   */
  Conversion convert(Ann ann, Dataset dataset, Map<String, String> provenance)
      throws ConversionRefusedException {
    int inputs = ann.layers().get(0).inputs();
    if (inputs != dataset.width()) {
      throw new IllegalArgumentException(
          "the model takes %d inputs, but a sample of %s has %d"
              .formatted(inputs, dataset.name(), dataset.width()));
    }
    ConversionConfig settled = config.settledFor(ann);
    Split train = dataset.train().shuffled(config.seed());
    int heldOut = Math.min(Certificate.SAMPLES, train.size() / 2);
    int calibration = Math.min(config.calibrationSamples(), train.size() - heldOut);
    if (heldOut == 0) {
      throw new ConversionRefusedException(
          "%d training samples are too few: conversion needs at least 2, to calibrate on and to check with"
              .formatted(train.size()));
    }
    Split samples = train.slice(heldOut, heldOut + calibration);
    List<LayerScale> scales = ActivationScales.of(ann, samples, settled);
    SpikingNetwork network = Normalizer.normalize(ann.layers(), scales, dataset.shape(), settled);
    Certificate certificate = CertificateCheck.check(ann, network, scales, train.slice(0, heldOut));
    List<LayerCorrection> corrections = List.of();
    if (settled.calibration().corrects()) {
      Calibrator.Calibrated calibrated =
          Calibrator.calibrate(ann, samples, network, scales, settled, threads);
      network = calibrated.network();
      corrections = calibrated.corrections();
    }
    Conversion conversion =
        new Conversion(
            network,
            scales,
            settled.needsData() ? calibration : 0,
            certificate,
            corrections,
            settled.needsData() ? notices(samples, dataset) : List.of());
    Map<String, String> facts = new TreeMap<>(provenance);
    facts.putAll(facts(settled, conversion));
    facts.putAll(describe(ann));
    return conversion.withProvenance(facts);
  }

  private static List<String> notices(Split samples, Dataset dataset) {
    int[] counts = samples.classCounts(dataset.classes());
    int first = samples.label(0);
    return counts[first] == samples.size()
        ? List.of(
            "all %,d calibration samples are of class %s: scales and corrections hold for that class alone"
                .formatted(samples.size(), dataset.classNames().get(first)))
        : List.of();
  }

  private static Map<String, String> describe(Ann ann) {
    String levels =
        IntStream.range(0, ann.layers().size())
            .mapToObj(ann::quantization)
            .flatMap(Optional::stream)
            .map(quantization -> String.valueOf(quantization.levels()))
            .distinct()
            .collect(Collectors.joining(", "));
    return levels.isEmpty()
        ? Map.of()
        : Map.of(ACTIVATION, Activation.QCFS.toString(), LEVELS, levels);
  }

  private static Map<String, String> facts(ConversionConfig config, Conversion conversion) {
    Map<String, String> facts = new TreeMap<>();
    facts.put(NORMALIZATION, config.normalization().toString());
    if (config.normalization().usesPercentile()) {
      facts.put(PERCENTILE, String.valueOf(config.measuredPercentile()));
    }
    if (config.normalization() == Normalization.QCFS) {
      facts.put(OUTPUT_PERCENTILE, String.valueOf(config.measuredPercentile()));
    }
    if (config.needsData()) {
      facts.put("calibration_samples", String.valueOf(conversion.calibrationSamples()));
    }
    conversion.notices().forEach(notice -> facts.put("calibration_notice", notice));
    for (LayerScale scale : conversion.scales()) {
      String lambda =
          scale.min() == scale.max()
              ? String.valueOf(scale.max())
              : scale.min() + " to " + scale.max();
      facts.put(lambdaKey(scale.layer()), lambda);
    }
    Certificate certificate = conversion.certificate();
    facts.put("certificate_samples", String.valueOf(certificate.samples()));
    facts.put("certificate_ties", String.valueOf(certificate.ties()));
    facts.put("certificate_worst_difference", String.valueOf(certificate.worstDifference()));
    facts.putAll(corrections(config, conversion));
    return facts;
  }

  private static Map<String, String> corrections(ConversionConfig config, Conversion conversion) {
    Map<String, String> facts = new TreeMap<>();
    if (config.calibration().corrects() || config.normalization().usesTimesteps()) {
      facts.put(CALIBRATION_TIMESTEPS, String.valueOf(config.defaults().timesteps()));
    }
    if (config.calibration().corrects()) {
      facts.put(CALIBRATION, config.calibration().toString());
    }
    for (LayerCorrection correction : conversion.corrections()) {
      facts.put("bias_change_" + correction.layer(), correction.bias().toString());
      facts.put("potential_change_" + correction.layer(), correction.potential().toString());
    }
    return facts;
  }

  /**
   * Key of a layer's lambda in a network's provenance: a number, or "min to max" if they differ.
   */
  static String lambdaKey(String layer) {
    return "lambda_" + layer;
  }
}
