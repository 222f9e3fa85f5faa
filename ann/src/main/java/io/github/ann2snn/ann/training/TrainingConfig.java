package io.github.ann2snn.ann.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.architecture.Shape;
import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.files.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Everything that decides what training yields, together with the data.
 *
 * @param architecture layers
 * @param activation activation of the hidden layers
 * @param levels L of {@link Activation#QCFS}, see {@link ClipFloorShift#levels}; 0 for other
 *     activations
 * @param loss what is minimised; it also decides the output activation
 * @param updater how a gradient changes the weights
 * @param learningRate step size, greater than 0
 * @param dropout probability in [0, 1) with which the output of a hidden neuron is dropped that
 *     goes into a dense layer
 * @param l2 penalty λ, at least 0: adds ½ λ Σ w² over all weights (not biases) to the loss. Keras's
 *     {@code l2(λ)} has no ½
 * @param epochs passes over the training samples, at least 1
 * @param batchSize samples per update, at least 1
 * @param seed of initial weights, order of samples, dropout and held-out samples
 * @param validationFraction fraction in [0, 1) of the training samples that is held out
 * @param averageWeights whether the model of an epoch has the mean of the weights over the epoch's
 *     updates instead of the last ones; training itself goes on from the last ones either way
 * @param regimen what else is done; a file that does not say has {@link Regimen#NONE}
 * @param startSha256 of the model file whose weights it begins with; empty: with random ones
 */
public record TrainingConfig(
    Architecture architecture,
    Activation activation,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY) int levels,
    Loss loss,
    Updater updater,
    double learningRate,
    double dropout,
    double l2,
    int epochs,
    int batchSize,
    long seed,
    double validationFraction,
    boolean averageWeights,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Regimen.Unsaid.class)
        Regimen regimen,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String startSha256) {
  private static final double USUAL_DROPOUT = 0.1;

  private static final int MANY = 100;

  /** Levels of qcfs where none are given. */
  public static final int DEFAULT_LEVELS = 8;

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException naming the rule and the value, if one is out of range
   */
  public TrainingConfig {
    Objects.requireNonNull(architecture, "architecture");
    architecture.requireTrainable();
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(updater, "updater");
    checkLevels(activation, levels);
    Refusal.when(
        loss == Loss.MCXENT && architecture.outputs() == 1,
        "loss must be mse for a single output, whose softmax is always 1; got mcxent for %s",
        architecture);
    check(
        learningRate > 0 && Double.isFinite(learningRate),
        "learning rate must be a finite number greater than 0",
        learningRate);
    check(dropout >= 0 && dropout < 1, "dropout must be at least 0 and less than 1", dropout);
    check(l2 >= 0 && Double.isFinite(l2), "l2 must be a finite number, at least 0", l2);
    check(epochs >= 1, "epochs must be at least 1", epochs);
    check(batchSize >= 1, "batch size must be at least 1", batchSize);
    check(
        validationFraction >= 0 && validationFraction < 1,
        "validation fraction must be at least 0 and less than 1",
        validationFraction);
    regimen = Objects.requireNonNullElse(regimen, Regimen.NONE);
    regimen.requireFits(epochs, validationFraction);
    startSha256 = Objects.requireNonNullElse(startSha256, "");
  }

  private static void checkLevels(Activation activation, int levels) {
    if (activation == Activation.QCFS) {
      check(ClipFloorShift.isLevels(levels), ClipFloorShift.levelsRule(), levels);
    } else {
      check(levels == 0, "levels belong to activation qcfs, not to " + activation, levels);
    }
  }

  private static void check(boolean holds, String rule, Number value) {
    Refusal.when(!holds, "%s; got %s", rule, value);
  }

  /**
   * The defaults: relu, mcxent, adam with its default rate, no dropout, no penalty, 10 epochs, 128
   * samples per batch, seed 42, nothing held out, weights averaged, and no regimen.
   */
  public static TrainingConfig of(Architecture architecture) {
    Updater adam = Updater.ADAM;
    return new TrainingConfig(
        architecture,
        Activation.RELU,
        0,
        Loss.MCXENT,
        adam,
        adam.defaultLearningRate(),
        0,
        0,
        10,
        128,
        42,
        0,
        true,
        Regimen.NONE,
        "");
  }

  /**
   * The dropout of those who do not say: {@value #USUAL_DROPOUT} for ReLU, where no dense layer
   * gets fewer than {@value #MANY} values of hidden neurons; otherwise none (Srivastava et al.
   * 2014).
   */
  public static double usualDropout(Architecture architecture, Activation activation) {
    List<Shape> shapes = architecture.shapes();
    int least = Integer.MAX_VALUE;
    for (int i = 1; i < architecture.stages().size(); i++) {
      if (architecture.stages().get(i) instanceof Stage.Dense) {
        least = Math.min(least, shapes.get(i).size());
      }
    }
    return activation == Activation.RELU && least >= MANY && least < Integer.MAX_VALUE
        ? USUAL_DROPOUT
        : 0;
  }

  /**
   * The settings of docs/backpropagation.md: 2-3-1, sigmoid, half squared error, one step of plain
   * gradient descent at rate 0.5.
   */
  public static TrainingConfig worked() {
    return new TrainingConfig(
        Architecture.parse("2-3-1"),
        Activation.SIGMOID,
        0,
        Loss.MSE,
        Updater.SGD,
        0.5,
        0,
        0,
        1,
        1,
        42,
        0,
        false,
        Regimen.NONE,
        "");
  }

  /**
   * Whether a checkpoint needs the weights that training goes on from beside those of its model,
   * which are others.
   */
  public boolean keepsBothWeights() {
    return averageWeights || regimen.stopsEarly();
  }

  /**
   * The same with so many epochs, all of them trained, and another share of the samples held out.
   */
  public TrainingConfig with(int newEpochs, double newValidationFraction) {
    return new TrainingConfig(
        architecture,
        activation,
        levels,
        loss,
        updater,
        learningRate,
        dropout,
        l2,
        newEpochs,
        batchSize,
        seed,
        newValidationFraction,
        averageWeights,
        regimen.forAll(newEpochs),
        startSha256);
  }

  /** What training minimises, as a mean over samples; y is the one-hot label, ŷ the output. */
  public enum Loss {
    /** Categorical cross-entropy -Σ y ln ŷ, with a softmax output layer. */
    MCXENT,
    /** Squared error ½ Σ (y - ŷ)², with a sigmoid output layer. */
    MSE;

    /** How users and files name it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a gradient changes the weights. Defaults are those of Keras. */
  public enum Updater {
    /** Adam (Kingma and Ba 2015, algorithm 1): β1 = 0.9, β2 = 0.999, ε = 1e-7; rate 0.001. */
    ADAM(0.001),
    /** Stochastic gradient descent; rate 0.01. */
    SGD(0.01),
    /** Gradient descent with Nesterov momentum 0.9; rate 0.01. */
    NESTEROVS(0.01);

    private final double defaultLearningRate;

    Updater(double defaultLearningRate) {
      this.defaultLearningRate = defaultLearningRate;
    }

    /** The learning rate used where none is given. */
    public double defaultLearningRate() {
      return defaultLearningRate;
    }

    /** How users and files name it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
