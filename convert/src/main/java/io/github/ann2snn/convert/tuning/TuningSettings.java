package io.github.ann2snn.convert.tuning;

import io.github.ann2snn.convert.tuning.Goal.Objective;
import io.github.ann2snn.convert.tuning.Grid.Fixed;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What decides the outcome of a tuning.
 *
 * @param modelSha256 of the model file
 * @param dataset as the user named it
 * @param trainSha256 of its training samples
 * @param objective what is to be cheap
 * @param maxAccuracyDrop the largest drop allowed, in percentage points
 * @param confidence of the bound of the drop
 * @param budget the most trials
 * @param timesteps of each trial
 * @param codings input codings tried
 * @param calibrationSamples training samples to measure activations on, at most
 * @param seed of everything that is random
 * @param surrogate whether a surrogate may be trained
 */
public record TuningSettings(
    String modelSha256,
    String dataset,
    String trainSha256,
    Objective objective,
    double maxAccuracyDrop,
    double confidence,
    int budget,
    int timesteps,
    List<InputCoding> codings,
    int calibrationSamples,
    long seed,
    boolean surrogate) {
  public TuningSettings {
    Objects.requireNonNull(objective, "objective");
    codings = List.copyOf(codings);
  }

  /**
   * What is asked of an exploration. The trials that it wants are the same for every question, so
   * that another one needs only those that were not made yet.
   *
   * @param objective what is to be cheap
   * @param maxAccuracyDrop the largest drop allowed, in percentage points
   * @param confidence of the bound of the drop
   * @param budget the most trials
   */
  public record Question(
      Objective objective, double maxAccuracyDrop, double confidence, int budget) {
    /** A name for a folder: different for different questions. */
    public String folderName() {
      return Text.of("%s-%s-%s-%d", objective, maxAccuracyDrop, confidence, budget);
    }

    @Override
    public String toString() {
      return Text.of(
          "objective %s, accuracy drop at most %s points with %s %% confidence, budget %d",
          objective, maxAccuracyDrop, TuningText.percent(confidence), budget);
    }
  }

  /** The part that asks. */
  public Question question() {
    return new Question(objective, maxAccuracyDrop, confidence, budget);
  }

  /** What is sought. */
  public Goal goal() {
    return new Goal(objective, maxAccuracyDrop / 100, confidence);
  }

  /**
   * How it is sought.
   *
   * @param layers number of layers with weights
   */
  public Search search(int layers) {
    return new Search(new Grid(layers, false, timesteps, Fixed.NOTHING), codings, goal(), seed);
  }

  /**
   * What differs from other settings and makes other trials of them, as a sentence; empty if
   * nothing does: then both ask, maybe different questions, of the same exploration.
   */
  public String difference(TuningSettings asked) {
    Map<String, Object> before = named();
    for (Map.Entry<String, Object> now : asked.named().entrySet()) {
      Object value = before.get(now.getKey());
      if (!Objects.equals(value, now.getValue())) {
        return Text.of("its %s is %s, but %s was asked for", now.getKey(), value, now.getValue());
      }
    }
    return "";
  }

  private Map<String, Object> named() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("model SHA-256", modelSha256);
    named.put("data set", dataset);
    named.put("training data SHA-256", trainSha256);
    named.put("number of time steps", timesteps);
    named.put("list of codings", codings);
    named.put("number of calibration samples", calibrationSamples);
    named.put("seed", seed);
    named.put("permission to train a surrogate", surrogate);
    return named;
  }

  /** What is known of the held-out samples. */
  public enum Basis {
    /** The training of the model held them out. */
    VALIDATION("held-out training samples that the model has not learned"),
    /** The same, and of those that it has learned as many as are like them. */
    MATCHED(
        "held-out training samples, and of the learned ones as many as have margins like theirs"),
    /** A surrogate was trained like the model, but without them. */
    SURROGATE(
        "held-out training samples, with a surrogate trained like the model but without them"),
    /** As far as anybody knows, the model has learned them. */
    LEARNED("training samples that the model has learned");

    private final String heldOut;

    Basis(String heldOut) {
      this.heldOut = heldOut;
    }

    /** How users and files name it. */
    @Override
    public String toString() {
      return heldOut;
    }
  }
}
