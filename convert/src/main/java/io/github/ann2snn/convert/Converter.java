package io.github.ann2snn.convert;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.convert.Conversion.LayerCorrection;
import io.github.ann2snn.convert.FrameworkCheck.Framework;
import io.github.ann2snn.convert.GateTally.GateError;
import io.github.ann2snn.convert.ann.Ann;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.ann.GraphAnn;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.scale.ActivationScales;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.convert.scale.Normalizer;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Converts a trained network: measure, normalise, certify, and calibrate if asked to.
 *
 * @param threads to calibrate with, at least 1; the result does not depend on them
 * @param progress hears of each pass over samples
 */
public record Converter(ConversionConfig config, int threads, Progress progress) {
  /** Key of the normalisation in a network's provenance. */
  public static final String NORMALIZATION = "normalization";

  /** Key of the percentile in a network's provenance. */
  public static final String PERCENTILE = "percentile";

  /** Key of which neurons fire spikes of -1; absent where none do. */
  public static final String SIGNED = "signed";

  /** Key of what became of max pooling; absent where it was refused. */
  public static final String MAX_POOLING = "max_pooling";

  /** Key of the number of steps that scales or corrections are for; absent if they are for any. */
  public static final String CALIBRATION_TIMESTEPS = "calibration_timesteps";

  private static final int GATE_SAMPLES = 256;

  /** Converts in silence. */
  public Converter(ConversionConfig config, int threads) {
    this(config, threads, Progress.NONE);
  }

  /**
   * Converts a network that no framework is at hand for; see {@link #convert(AnnGraph, Optional,
   * Dataset, Map)}.
   */
  public Conversion convert(AnnGraph graph, Dataset dataset, Map<String, String> provenance)
      throws ConversionRefusedException, InterruptedException {
    return convert(graph, Optional.empty(), dataset, provenance);
  }

  /**
   * Converts a network. Only training samples are used: some to calibrate, others, held out, for
   * the certificate.
   *
   * @param graph takes the samples of the data set, each number in [0, 1], and gives logits
   * @param framework says of the held-out samples what the model's own framework makes of them
   * @param dataset what it was trained on
   * @param provenance goes into the converted network, with the facts of the conversion
   * @throws IllegalArgumentException if its inputs are not the data set's
   * @throws ConversionRefusedException if it has a layer that no spiking network can stand for, or
   *     cannot be converted into an equal network
   * @throws InterruptedException if the calling thread is interrupted; no thread is left behind
   */
  public Conversion convert(
      AnnGraph graph,
      Optional<Framework> framework,
      Dataset dataset,
      Map<String, String> provenance)
      throws ConversionRefusedException, InterruptedException {
    Ann ann = new GraphAnn(graph, config.maxPooling(), config.signed(), threads, progress);
    return convert(ann, framework, dataset, provenance);
  }

  /** Converts a network without a framework. */
  Conversion convert(Ann ann, Dataset dataset, Map<String, String> provenance)
      throws ConversionRefusedException, InterruptedException {
    return convert(ann, Optional.empty(), dataset, provenance);
  }

  private Conversion convert(
      Ann ann, Optional<Framework> framework, Dataset dataset, Map<String, String> provenance)
      throws ConversionRefusedException, InterruptedException {
    int inputs = Normalizer.inputs(ann.layers());
    Refusal.when(
        inputs != dataset.width(),
        "the model takes %d inputs, but a sample of %s has %d",
        inputs,
        dataset.name(),
        dataset.width());
    ConversionConfig settled = config.settledFor(ann);
    Split train = dataset.train().shuffled(config.seed());
    int heldOut = certificateSamples(train);
    if (heldOut == 0) {
      throw ConversionRefusedException.of(
          "%d training samples are too few: conversion needs at least 2, to calibrate on and to check with",
          train.size());
    }
    Split samples = calibrationSamples(dataset, config);
    ActivationScales measured = new ActivationScales(ann, samples);
    List<LayerScale> scales = measured.of(settled);
    SpikingNetwork network = Normalizer.normalize(ann.layers(), scales, dataset.shape(), settled);
    Certificate certificate = Certificate.of(ann, network, scales, train.slice(0, heldOut));
    Optional<FrameworkCheck> checked = Optional.empty();
    if (framework.isPresent()) {
      checked = Optional.of(framework.get().check(train.slice(0, heldOut)));
    }
    List<LayerCorrection> corrections = List.of();
    if (settled.calibration().corrects()) {
      Calibrator.Calibrated calibrated =
          Calibrator.calibrate(ann, samples, network, scales, settled, threads, progress);
      network = calibrated.network();
      corrections = calibrated.corrections();
    }
    Split gated = train.slice(0, Math.min(heldOut, GATE_SAMPLES));
    List<GateError> gateErrors =
        GateTally.errors(network, gated, settled.defaults(), config.seed(), threads);
    Conversion conversion =
        new Conversion(
            network,
            scales,
            settled.needsData() ? samples.size() : 0,
            certificate,
            checked,
            corrections,
            gateErrors,
            notices(settled, samples, dataset, measured));
    Map<String, String> facts = new TreeMap<>(provenance);
    facts.putAll(facts(ann, settled, conversion));
    return conversion.withProvenance(facts);
  }

  private static List<String> notices(
      ConversionConfig config, Split samples, Dataset dataset, ActivationScales measured) {
    List<String> notices = new ArrayList<>();
    int[] counts = samples.classCounts(dataset.classes());
    int first = samples.label(0);
    if (config.needsData() && counts[first] == samples.size()) {
      notices.add(
          Text.of(
              "all %,d calibration samples are of class %s: scales and corrections hold for that class alone",
              samples.size(), dataset.classNames().get(first)));
    }
    if (measured.outputBelowZero() && config.defaults().readout() == Readout.SPIKES) {
      notices.add(
          "the logits are below zero, where output neurons do not fire: read the classes from their potentials, with --readout membrane");
    }
    return notices;
  }

  /** The training samples that a conversion measures activations on. */
  static Split calibrationSamples(Dataset dataset, ConversionConfig config) {
    Split train = dataset.train().shuffled(config.seed());
    int heldOut = certificateSamples(train);
    return train.slice(heldOut, Math.min(heldOut + config.calibrationSamples(), train.size()));
  }

  private static int certificateSamples(Split train) {
    return Math.min(Certificate.SAMPLES, train.size() / 2);
  }

  /**
   * Key of a layer's lambda in a network's provenance: a number, or "min to max" if they differ.
   */
  static String lambdaKey(String layer) {
    return "lambda_" + layer;
  }

  /** What a network's provenance says of its conversion. */
  private static Map<String, String> facts(
      Ann ann, ConversionConfig config, Conversion conversion) {
    Map<String, String> facts = new TreeMap<>();
    facts.put(NORMALIZATION, config.normalization().toString());
    if (conversion.network().isSigned()) {
      facts.put(SIGNED, config.signed().toString());
    }
    if (config.byLayer()) {
      facts.put("percentile_by_layer", joined(config.layerPercentiles().stream(), ","));
    } else if (config.normalization().usesPercentile()) {
      facts.put(PERCENTILE, String.valueOf(config.measuredPercentile()));
    }
    if (config.normalization() == Normalization.QCFS) {
      facts.put("output_percentile", String.valueOf(config.measuredPercentile()));
    }
    String levels =
        joined(
            IntStream.range(0, ann.layers().size())
                .mapToObj(ann::quantization)
                .flatMap(Optional::stream)
                .map(ClipFloorShift::levels)
                .distinct(),
            ", ");
    if (!levels.isEmpty()) {
      facts.put("activation", Activation.QCFS.toString());
      facts.put("levels", levels);
    }
    if (config.needsData()) {
      facts.put("calibration_samples", String.valueOf(conversion.calibrationSamples()));
    }
    if (!conversion.notices().isEmpty()) {
      facts.put("calibration_notice", String.join("; ", conversion.notices()));
    }
    for (LayerScale scale : conversion.scales()) {
      String range = scale.min() == scale.max() ? "" : scale.min() + " to ";
      facts.put(lambdaKey(scale.layer()), range + scale.max());
    }
    Certificate certificate = conversion.certificate();
    facts.put("certificate_samples", String.valueOf(certificate.samples()));
    facts.put("certificate_ties", String.valueOf(certificate.ties()));
    facts.put("certificate_worst_difference", String.valueOf(certificate.worstDifference()));
    if (conversion.framework().isPresent()) {
      FrameworkCheck checked = conversion.framework().get();
      facts.put("framework", checked.source());
      facts.put("framework_samples", String.valueOf(checked.samples()));
      facts.put("framework_worst_difference", String.valueOf(checked.worstDifference()));
    }
    if (config.calibration().corrects() || config.normalization().usesTimesteps()) {
      facts.put(CALIBRATION_TIMESTEPS, String.valueOf(config.defaults().timesteps()));
    }
    if (config.calibration().corrects()) {
      facts.put("calibration", config.calibration().toString());
      if (config.passes() > 1) {
        facts.put("calibration_passes", String.valueOf(config.passes()));
      }
    }
    for (LayerCorrection correction : conversion.corrections()) {
      facts.put("bias_change_" + correction.layer(), correction.bias().toString());
      facts.put("potential_change_" + correction.layer(), correction.potential().toString());
    }
    if (config.maxPooling() == MaxPooling.AVERAGE || !conversion.gateErrors().isEmpty()) {
      facts.put(MAX_POOLING, config.maxPooling().toString());
    }
    conversion.gateErrors().forEach(e -> facts.put("gate_error_" + e.layer(), e.toString()));
    return facts;
  }

  private static String joined(Stream<?> values, String separator) {
    return values.map(String::valueOf).collect(Collectors.joining(separator));
  }
}
