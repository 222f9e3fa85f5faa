package io.github.ann2snn.cli.run;

import io.github.ann2snn.api.Conversion;
import io.github.ann2snn.api.ConversionSettings;
import io.github.ann2snn.api.Converter;
import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.convert.Conversion.LayerCorrection;
import io.github.ann2snn.convert.FrameworkCheck;
import io.github.ann2snn.convert.GateTally.GateError;
import io.github.ann2snn.convert.ann.AverageForMax;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.io.IOException;
import java.util.Optional;

/** Converts, and says what was measured. */
public final class Conversions {
  private Conversions() {}

  /**
   * @param settings how to convert
   * @param threads to measure and to search with
   * @throws picocli.CommandLine.ParameterException if there are percentiles for another number of
   *     layers
   * @throws ConversionRefusedException if the model cannot be converted
   */
  public static SpikingNetwork convert(
      BaseCommand command,
      ConversionSettings settings,
      ModelArgument argument,
      Dataset dataset,
      int threads)
      throws ConversionRefusedException, IOException, InterruptedException {
    command.fromOptions(() -> settings.config().requireLayers(argument.layers()));
    Conversion conversion =
        Converter.with(settings)
            .withThreads(threads)
            .withProgress(command.progress())
            .withFramework(argument.framework())
            .convert(argument.model(), Samples.training(dataset));
    say(command, argument, conversion);
    return conversion.network();
  }

  /** Says what was measured. */
  public static void say(BaseCommand command, ModelArgument argument, Conversion conversion) {
    conversion.evidence().ifPresent(notice -> command.warn("NOTICE: %s", notice));
    if (conversion.config().maxPooling() == MaxPooling.AVERAGE) {
      command.warn(
          "Averages stand in for the maxima of %d pooling layers, which is another function; the certificate is for it.",
          AverageForMax.layers(argument.graph()));
    }
    sayMeasured(command, conversion);
    Optional<FrameworkCheck> framework = conversion.details().framework().or(argument::checked);
    if (framework.isPresent()) {
      command.say("The model is what its framework says (%s).", framework.get());
    } else if (argument.isDl4j()) {
      command.warn(
          "Notice: Deeplearning4j, which this distribution leaves out, has not confirmed that the model is what it computes; --check FILE.npz compares with its outputs.");
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
    if (conversion.network().arithmetic().isInteger()) {
      command.say(
          "Rounded to %s: %,d bytes instead of %,d.",
          conversion.network().arithmetic(),
          conversion.network().footprintBytes(),
          conversion.details().network().footprintBytes());
    }
  }

  private static void sayMeasured(BaseCommand command, Conversion made) {
    ConversionConfig config = made.config();
    var conversion = made.details();
    command.say(
        "Converted by %s on %,d calibration samples; certified on %,d others (worst difference %.1e).",
        conversion.network().provenance().get(io.github.ann2snn.convert.Converter.NORMALIZATION),
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
}
