package io.github.ann2snn.ann.training;

import io.github.ann2snn.ann.training.ModelProvenance.TrainingState;
import io.github.ann2snn.files.Refusal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a training does beside descending at one rate on the samples as they are.
 *
 * @param schedule of the learning rate
 * @param warmupEpochs at least 0: epochs at the beginning over which the learning rate rises update
 *     by update in equal steps to the one asked for (Goyal et al. 2017, section 2.2)
 * @param weightDecay λ, at least 0: before each update all weights (not biases) are multiplied by 1
 *     - η λ, η being the rate of the update (Loshchilov and Hutter 2019, algorithm 2, with the rate
 *     in the factor as in PyTorch's AdamW); the loss knows nothing of it
 * @param earlyStopping at least 0: after so many epochs in a row without a better accuracy on the
 *     samples held out, training stops, and the model is that of the best epoch (Goodfellow et al.
 *     2016, algorithm 7.1); 0: all epochs are trained, and the model is that of the last
 * @param augmentation of the samples that are learned, in the order of the names
 * @param labelSmoothing ε in [0, 1): the label of K classes that is learned is (1 - ε) of the
 *     one-hot label plus ε / K (Szegedy et al. 2016, section 7)
 * @param clipNorm c, at least 0: if the Euclidean norm of the gradient of all parameters, a mean
 *     over the samples of the batch, is more, the gradient is multiplied by c over it (Pascanu et
 *     al. 2013, algorithm 1); 0: it is left as it is
 */
public record Regimen(
    LearningRateSchedule schedule,
    int warmupEpochs,
    double weightDecay,
    int earlyStopping,
    Set<Augmentation> augmentation,
    double labelSmoothing,
    double clipNorm) {
  /** Nothing of it. */
  public static final Regimen NONE =
      new Regimen(LearningRateSchedule.CONSTANT, 0, 0, 0, Set.of(), 0, 0);

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException naming the rule and the value, if one is out of range
   */
  public Regimen {
    Objects.requireNonNull(schedule, "schedule");
    Refusal.when(warmupEpochs < 0, "epochs of warm-up must be at least 0; got %s", warmupEpochs);
    Refusal.when(
        !(weightDecay >= 0 && Double.isFinite(weightDecay)),
        "weight decay must be a finite number, at least 0; got %s",
        weightDecay);
    Refusal.when(
        earlyStopping < 0,
        "epochs without a better accuracy, before training stops early, must be at least 0; got %s",
        earlyStopping);
    EnumSet<Augmentation> kinds = EnumSet.noneOf(Augmentation.class);
    kinds.addAll(Objects.requireNonNull(augmentation, "augmentation"));
    augmentation = Collections.unmodifiableSet(kinds);
    Refusal.when(
        !(labelSmoothing >= 0 && labelSmoothing < 1),
        "label smoothing must be at least 0 and less than 1; got %s",
        labelSmoothing);
    Refusal.when(
        !(clipNorm >= 0 && Double.isFinite(clipNorm)),
        "the norm to clip at must be a finite number, at least 0; got %s",
        clipNorm);
  }

  /** Whether training may stop before its last epoch. */
  public boolean stopsEarly() {
    return earlyStopping > 0;
  }

  /** Whether the learning rate depends on how many epochs there will be. */
  boolean endsWithEpochs() {
    return schedule != LearningRateSchedule.CONSTANT;
  }

  /**
   * What the learning rate is multiplied by.
   *
   * @param update from 0, over all epochs
   * @param perEpoch updates of an epoch
   * @param epochs that there will be, more than those of the warm-up
   */
  public double rateFactor(long update, int perEpoch, int epochs) {
    long warmup = (long) warmupEpochs * perEpoch;
    return update < warmup
        ? (update + 1.0) / warmup
        : schedule.factor((double) (update - warmup) / ((long) epochs * perEpoch - warmup));
  }

  /**
   * Refuses what cannot be with the rest of the settings.
   *
   * @throws IllegalArgumentException naming the rule, the value and the remedy
   */
  void requireFits(int epochs, double validationFraction) {
    Refusal.when(
        warmupEpochs >= epochs,
        "the warm-up must end before training does: its epochs (--warmup-epochs) must be fewer than all %s (--epochs); got %s",
        epochs,
        warmupEpochs);
    Refusal.when(
        stopsEarly() && validationFraction == 0,
        "early stopping chooses by samples that are held out, and none are: hold some out with --validation-split 0.1, or leave --early-stopping out; got validation fraction %s",
        validationFraction);
  }

  /** The same for so many epochs, all of them trained. */
  Regimen forAll(int epochs) {
    return new Regimen(
        schedule,
        Math.min(warmupEpochs, epochs - 1),
        weightDecay,
        0,
        augmentation,
        labelSmoothing,
        clipNorm);
  }

  /** What another has otherwise, as {@link TrainingState#difference(String, TrainingConfig)}. */
  Optional<String> difference(Regimen other) {
    return TrainingState.difference("learning rate schedule", schedule, other.schedule)
        .or(() -> TrainingState.difference("warm-up", warmupEpochs, other.warmupEpochs))
        .or(() -> TrainingState.difference("weight decay", weightDecay, other.weightDecay))
        .or(() -> TrainingState.difference("early stopping", earlyStopping, other.earlyStopping))
        .or(() -> TrainingState.difference("augmentation", augmentation, other.augmentation))
        .or(() -> TrainingState.difference("label smoothing", labelSmoothing, other.labelSmoothing))
        .or(() -> TrainingState.difference("gradient clipping", clipNorm, other.clipNorm));
  }

  /** What a file need not say. */
  static final class Unsaid {
    /** For Jackson, which leaves out what equals it. */
    @Override
    public boolean equals(Object other) {
      return NONE.equals(other);
    }

    @Override
    public int hashCode() {
      return NONE.hashCode();
    }
  }
}
