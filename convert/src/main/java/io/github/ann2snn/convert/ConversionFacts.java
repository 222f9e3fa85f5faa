package io.github.ann2snn.convert;

import io.github.ann2snn.convert.ann.Ann;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.certificate.Certificate;
import io.github.ann2snn.convert.certificate.GateError;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.train.architecture.Activation;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a network's provenance says of its conversion. */
final class ConversionFacts {
  private ConversionFacts() {}

  static Map<String, String> of(Ann ann, ConversionConfig config, Conversion conversion) {
    Map<String, String> all = new TreeMap<>(facts(config, conversion));
    all.putAll(describe(ann));
    if (config.maxPooling() == MaxPooling.AVERAGE || !conversion.gateErrors().isEmpty()) {
      all.put(Converter.MAX_POOLING, config.maxPooling().toString());
    }
    for (GateError error : conversion.gateErrors()) {
      all.put("gate_error_" + error.layer(), error.toString());
    }
    return all;
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
        : Map.of(Converter.ACTIVATION, Activation.QCFS.toString(), Converter.LEVELS, levels);
  }

  private static Map<String, String> facts(ConversionConfig config, Conversion conversion) {
    Map<String, String> facts = new TreeMap<>();
    facts.put(Converter.NORMALIZATION, config.normalization().toString());
    if (config.byLayer()) {
      facts.put(
          Converter.PERCENTILE_BY_LAYER,
          config.layerPercentiles().stream().map(String::valueOf).collect(Collectors.joining(",")));
    } else if (config.normalization().usesPercentile()) {
      facts.put(Converter.PERCENTILE, String.valueOf(config.measuredPercentile()));
    }
    if (config.normalization() == Normalization.QCFS) {
      facts.put(Converter.OUTPUT_PERCENTILE, String.valueOf(config.measuredPercentile()));
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
      facts.put(Converter.lambdaKey(scale.layer()), lambda);
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
      facts.put(Converter.CALIBRATION_TIMESTEPS, String.valueOf(config.defaults().timesteps()));
    }
    if (config.calibration().corrects()) {
      facts.put(Converter.CALIBRATION, config.calibration().toString());
    }
    for (LayerCorrection correction : conversion.corrections()) {
      facts.put("bias_change_" + correction.layer(), correction.bias().toString());
      facts.put("potential_change_" + correction.layer(), correction.potential().toString());
    }
    return facts;
  }
}
