package io.github.ann2snn.cli;

import io.github.ann2snn.convert.Conversion;
import io.github.ann2snn.convert.ConversionConfig;
import io.github.ann2snn.convert.ConversionRefusedException;
import io.github.ann2snn.convert.Converter;
import io.github.ann2snn.convert.Quantizer;
import io.github.ann2snn.datasets.ContentDigest;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.train.Environment;
import io.github.ann2snn.train.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Converts, and says what was measured. */
final class Conversions {
  private Conversions() {}

  /**
   * @param arithmetic what the network is to compute with
   * @param file the file that {@code model} is
   * @throws ConversionRefusedException if the model cannot be converted
   */
  static SpikingNetwork convert(
      BaseCommand command,
      ConversionConfig config,
      Arithmetic arithmetic,
      Model model,
      Path file,
      Dataset dataset)
      throws ConversionRefusedException, IOException {
    Map<String, String> provenance = new TreeMap<>();
    provenance.put("ann2snn_version", Environment.version());
    provenance.put("model_sha256", ContentDigest.ofFile(file));
    provenance.put("dataset", dataset.name());
    provenance.put("dataset_train_sha256", dataset.trainSha256());
    provenance.put("conversion_seed", String.valueOf(config.seed()));
    Conversion conversion = new Converter(config).convert(model.network(), dataset, provenance);
    command
        .terminal()
        .say(
            "Converted by %s on %,d calibration samples; certified on %,d others (worst difference %.1e)."
                .formatted(
                    config.normalization(),
                    conversion.calibrationSamples(),
                    conversion.certificate().samples(),
                    conversion.certificate().worstDifference()));
    if (!arithmetic.isInteger()) {
      return conversion.network();
    }
    SpikingNetwork integers = Quantizer.quantize(conversion.network(), arithmetic);
    command
        .terminal()
        .say(
            "Rounded to %s: %,d bytes instead of %,d."
                .formatted(
                    arithmetic, integers.footprintBytes(), conversion.network().footprintBytes()));
    return integers;
  }
}
