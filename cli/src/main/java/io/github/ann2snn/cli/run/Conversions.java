package io.github.ann2snn.cli.run;

import io.github.ann2snn.ann.training.ModelProvenance.TrainingState;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.cli.evaluate.MarginCalibration;
import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.cli.options.NetworkArgument;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.convert.Conversion;
import io.github.ann2snn.convert.Conversion.LayerCorrection;
import io.github.ann2snn.convert.Converter;
import io.github.ann2snn.convert.FrameworkCheck;
import io.github.ann2snn.convert.GateTally.GateError;
import io.github.ann2snn.convert.Quantizer;
import io.github.ann2snn.convert.ann.AverageForMax;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.datasets.ColumnScale;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.files.Version;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Converts, and says what was measured. */
public final class Conversions {
  private Conversions() {}

  /**
   * @param arithmetic what the network is to compute with
   * @param threads to calibrate with
   * @throws picocli.CommandLine.ParameterException if there are percentiles for another number of
   *     layers
   * @throws ConversionRefusedException if the model cannot be converted
   */
  public static SpikingNetwork convert(
      BaseCommand command,
      ConversionConfig config,
      Arithmetic arithmetic,
      ModelArgument argument,
      Dataset dataset,
      int threads)
      throws ConversionRefusedException, IOException, InterruptedException {
    command.fromOptions(() -> config.requireLayers(argument.layers()));
    Map<String, String> provenance = new TreeMap<>();
    provenance.put("ann2snn_version", Version.current());
    provenance.put(NetworkArgument.MODEL_SHA256, argument.sha256());
    provenance.put("dataset", dataset.name());
    provenance.put(MarginCalibration.TRAIN_SHA256, dataset.trainSha256());
    dataset.scale().ifPresent(scale -> provenance.put(ColumnScale.KEY, scale.toString()));
    if (!argument.options().isEmpty()) {
      provenance.put(ModelArgument.OPTIONS, String.join(" ", argument.options()));
    }
    argument.training().ifPresent(training -> provenance.putAll(heldOut(training, dataset)));
    provenance.put("conversion_seed", String.valueOf(config.seed()));
    Conversion conversion =
        new Converter(config, threads, command.progress())
            .convert(argument.graph(), argument.framework(), dataset, provenance);
    if (config.maxPooling() == MaxPooling.AVERAGE) {
      command.warn(
          "Averages stand in for the maxima of %d pooling layers, which is another function; the certificate is for it.",
          AverageForMax.layers(argument.graph()));
    }
    say(command, config, conversion);
    Optional<FrameworkCheck> framework = conversion.framework().or(argument::checked);
    if (framework.isPresent()) {
      command.say("The model is what its framework says (%s).", framework.get());
    } else {
      command.say(
          "No outputs of the model's own framework were given to compare with; --check FILE.npz.");
    }
    boolean trainedElsewhere = argument.training().isEmpty();
    if (trainedElsewhere && conversion.certificate().isGuess()) {
      command.warn(
          "Notice: the model is right on %,d of %,d held-out training samples, no more than guessing gives. Were its inputs in training others than numbers from 0 to 1, say so with --full-scale (255 for bytes) or --mean and --std.",
          conversion.certificate().correct(), conversion.certificate().samples());
    }
    if (!arithmetic.isInteger()) {
      return conversion.network();
    }
    SpikingNetwork integers = Quantizer.quantize(conversion.network(), arithmetic);
    command.say(
        "Rounded to %s: %,d bytes instead of %,d.",
        arithmetic, integers.footprintBytes(), conversion.network().footprintBytes());
    return integers;
  }

  private static void say(BaseCommand command, ConversionConfig config, Conversion conversion) {
    command.say(
        "Converted by %s on %,d calibration samples; certified on %,d others (worst difference %.1e).",
        conversion.network().provenance().get(Converter.NORMALIZATION),
        conversion.calibrationSamples(),
        conversion.certificate().samples(),
        conversion.certificate().worstDifference());
    if (config.calibration().corrects()) {
      command.say(
          "The certificate is for the network before calibration. Calibrated (%s) for %d steps of %s coding, which changes the function on purpose:",
          config.calibration(), config.defaults().timesteps(), config.defaults().coding());
    }
    for (LayerCorrection correction : conversion.corrections()) {
      command.say(
          "  %s: biases by %s; initial potentials by %s (in thresholds)",
          correction.layer(), correction.bias(), correction.potential());
    }
    for (GateError error : conversion.gateErrors()) {
      command.say(
          "Max pooling before %s is a gate that follows the largest accumulated current; its error at T = %d: %s.",
          error.layer(), config.defaults().timesteps(), error);
    }
    if (!conversion.gateErrors().isEmpty()) {
      command.warn(
          "Notice: NIR has no max pooling; other programs will refuse the node MaxPool2d of this network.");
    }
    conversion.notices().forEach(notice -> command.warn("Notice: %s.", notice));
  }

  /** Which training samples the model has not seen, if any were held out. */
  private static Map<String, String> heldOut(TrainingState state, Dataset dataset) {
    TrainingConfig training = state.config();
    boolean same = state.trainSha256().equals(dataset.trainSha256());
    return same && training.validationFraction() > 0
        ? Map.of(
            MarginCalibration.VALIDATION_FRACTION, String.valueOf(training.validationFraction()),
            MarginCalibration.TRAINING_SEED, String.valueOf(training.seed()))
        : Map.of();
  }
}
