package io.github.ann2snn.convert;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Converts a trained network: measure, normalise, certify. */
public final class Converter {
  /** Key of the normalisation in a network's provenance. */
  public static final String NORMALIZATION = "normalization";

  /** Key of the percentile in a network's provenance. */
  public static final String PERCENTILE = "percentile";

  private final ConversionConfig config;

  /** A converter with the given settings. */
  public Converter(ConversionConfig config) {
    this.config = config;
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
    Split train = dataset.train().shuffled(config.seed());
    int heldOut = Math.min(Certificate.SAMPLES, train.size() / 2);
    int calibration = Math.min(config.calibrationSamples(), train.size() - heldOut);
    if (heldOut == 0) {
      throw new ConversionRefusedException(
          "%d training samples are too few: conversion needs at least 2, to calibrate on and to check with"
              .formatted(train.size()));
    }
    int calibrated = config.normalization().needsData() ? calibration : 0;
    List<LayerScale> scales =
        ActivationScales.of(ann, train.slice(heldOut, heldOut + calibration), config);
    SpikingNetwork network = Normalizer.normalize(ann.layers(), scales, dataset.shape(), config);
    Certificate certificate = CertificateCheck.check(ann, network, scales, train.slice(0, heldOut));
    Map<String, String> facts = new TreeMap<>(provenance);
    facts.putAll(describe(scales, calibrated, certificate));
    return new Conversion(network.withProvenance(facts), scales, calibrated, certificate);
  }

  private Map<String, String> describe(
      List<LayerScale> scales, int calibrated, Certificate certificate) {
    Map<String, String> facts = new TreeMap<>();
    facts.put(NORMALIZATION, config.normalization().toString());
    if (config.normalization().needsData()) {
      facts.put(PERCENTILE, String.valueOf(config.measuredPercentile()));
      facts.put("calibration_samples", String.valueOf(calibrated));
    }
    for (LayerScale scale : scales) {
      String lambda =
          scale.min() == scale.max()
              ? String.valueOf(scale.max())
              : scale.min() + " to " + scale.max();
      facts.put("lambda_" + scale.layer(), lambda);
    }
    facts.put("certificate_samples", String.valueOf(certificate.samples()));
    facts.put("certificate_ties", String.valueOf(certificate.ties()));
    facts.put("certificate_worst_difference", String.valueOf(certificate.worstDifference()));
    return facts;
  }
}
