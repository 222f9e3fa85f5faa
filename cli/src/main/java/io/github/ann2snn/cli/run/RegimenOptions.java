package io.github.ann2snn.cli.run;

import io.github.ann2snn.ann.training.Augmentation;
import io.github.ann2snn.ann.training.LearningRateSchedule;
import io.github.ann2snn.ann.training.Regimen;
import io.github.ann2snn.cli.shell.OptionGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** What a training does beside descending at one rate on the samples as they are. */
@OptionGroup.In(OptionGroup.TRAINING)
final class RegimenOptions {
  @Option(
      names = "--lr-schedule",
      paramLabel = "NAME",
      defaultValue = "constant",
      description =
          "How the learning rate goes on: constant, cosine (down to nearly 0), or step (a tenth from"
              + " half of the updates on, a hundredth from three quarters on). cosine and step end"
              + " with --epochs, which --resume then cannot raise.")
  LearningRateSchedule schedule;

  @Option(
      names = "--warmup-epochs",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Epochs over which the learning rate rises to the one asked for; fewer than --epochs.")
  int warmupEpochs;

  @Option(
      names = "--weight-decay",
      paramLabel = "L",
      defaultValue = "0",
      description =
          "Decoupled weight decay, as in AdamW: each update first takes the learning rate times L"
              + " from each weight, in parts of the weight.")
  double weightDecay;

  @Option(
      names = "--early-stopping",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Stop after N epochs without a better accuracy on the samples of --validation-split, and"
              + " keep the model of the best epoch. 0: train all epochs, keep the last.")
  int earlyStopping;

  @Option(
      names = "--augment",
      paramLabel = "KIND",
      split = ",",
      showDefaultValue = Visibility.NEVER,
      description =
          "Change images at random whenever they are learned: any of shift (by up to a pixel), flip"
              + " (left to right, every other time) and crop (by up to 4 pixels), joined by ','."
              + " Default: none.")
  List<Augmentation> augmentation = List.of();

  @Option(
      names = "--label-smoothing",
      paramLabel = "E",
      defaultValue = "0",
      description = "Share of each label that is spread evenly over all classes, such as 0.1.")
  double labelSmoothing;

  @Option(
      names = "--clip-norm",
      paramLabel = "C",
      defaultValue = "0",
      description = "Shorten gradients whose norm is more than C to it. 0: leave them.")
  double clipNorm;

  /**
   * What was asked for.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  Regimen regimen() {
    return new Regimen(
        schedule,
        warmupEpochs,
        weightDecay,
        earlyStopping,
        Set.copyOf(augmentation),
        labelSmoothing,
        clipNorm);
  }

  /** The options that ask for it. */
  static List<String> words(Regimen regimen) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--lr-schedule=" + regimen.schedule(),
                "--warmup-epochs=" + regimen.warmupEpochs(),
                "--weight-decay=" + regimen.weightDecay(),
                "--early-stopping=" + regimen.earlyStopping(),
                "--label-smoothing=" + regimen.labelSmoothing(),
                "--clip-norm=" + regimen.clipNorm()));
    if (!regimen.augmentation().isEmpty()) {
      words.add(
          regimen.augmentation().stream()
              .map(Augmentation::toString)
              .collect(Collectors.joining(",", "--augment=", "")));
    }
    return words;
  }
}
