package io.github.ann2snn.ann.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.DeserializationFeature;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.files.json.JsonDocument.Wording;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Where a model comes from. Kept as JSON beside the model; without wall-clock time, so that equal
 * training on equal software gives equal text.
 *
 * @param modelSha256 SHA-256 of the model file
 * @param origin the training, or the file that was imported
 * @param environment versions, processor and numbers of threads; a model's last bits depend on the
 *     first two
 */
public record ModelProvenance(
    String modelSha256, ModelOrigin origin, Map<String, String> environment) {
  /** Value of the key {@code schema}. */
  public static final String SCHEMA = "ann2snn.model-provenance/1";

  private static final String REMEDY = "delete it or train again";

  /** Reads and writes it. */
  public static final JsonDocument<ModelProvenance> DOCUMENT =
      new JsonDocument<>(
          SCHEMA,
          ModelProvenance.class,
          new Wording("not JSON: {reason}", REMEDY, REMEDY),
          DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  /** Copies the environment, in alphabetical order. */
  public ModelProvenance {
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  /** Where it is kept how the training of a model went; known where there is no DL4J, too. */
  public static Path recordPath(Path model) {
    return model.resolveSibling(model.getFileName() + ".training.json");
  }

  /** Data, settings and progress of the training; empty for a model that was imported. */
  public Optional<TrainingState> training() {
    return origin instanceof TrainingState training ? Optional.of(training) : Optional.empty();
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static ModelProvenance of(Content content) {
    return new ModelProvenance(content.model().sha256(), content.origin(), content.environment());
  }

  @JsonValue
  Content content() {
    return new Content(
        SCHEMA,
        new Digest(modelSha256),
        training().map(TrainingPart::new).orElse(null),
        origin instanceof ImportedFile file ? file : null,
        environment);
  }

  /** What a file holds: either what training has, or what was imported. */
  record Content(
      String schema,
      Digest model,
      @JsonUnwrapped TrainingPart trained,
      ImportedFile imported,
      Map<String, String> environment) {
    Content {
      required("model", model);
      required("environment", environment);
    }

    ModelOrigin origin() {
      return imported != null ? imported : trained.state();
    }
  }

  record TrainingPart(
      Data dataset, TrainingConfig training, Integer epochsCompleted, Integer bestEpoch) {
    TrainingPart(TrainingState state) {
      this(
          new Data(state.dataset(), state.trainSha256(), state.columnScale().orElse(null)),
          state.config(),
          state.epochsCompleted(),
          state.bestEpoch().isPresent() ? state.bestEpoch().getAsInt() : null);
    }

    TrainingState state() {
      required("dataset", dataset);
      required("training", training);
      required("epochsCompleted", epochsCompleted);
      return new TrainingState(
          dataset.name(),
          dataset.trainSha256(),
          Optional.ofNullable(dataset.columnScale()),
          training,
          epochsCompleted,
          bestEpoch == null ? OptionalInt.empty() : OptionalInt.of(bestEpoch));
    }
  }

  record Digest(String sha256) {
    Digest {
      required("sha256", sha256);
    }
  }

  record Data(String name, String trainSha256, String columnScale) {}

  private static void required(String key, Object value) {
    Objects.requireNonNull(value, "key \"" + key + "\"");
  }

  /** Where a model comes from: our training, or a file of another framework. */
  public sealed interface ModelOrigin permits TrainingState, ImportedFile {}

  /**
   * A file of another framework that a model was made from.
   *
   * @param format such as {@code keras-3}
   * @param name of the file, without its folder
   * @param sha256 of its bytes
   */
  public record ImportedFile(String format, @JsonProperty("file") String name, String sha256)
      implements ModelOrigin {
    /** Refuses null. */
    public ImportedFile {
      Objects.requireNonNull(format, "format");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(sha256, "sha256");
    }
  }

  /**
   * What was trained on what, and how far.
   *
   * @param dataset name of the data set
   * @param trainSha256 SHA-256 of its training split
   * @param columnScale how its columns were scaled ({@code ColumnScale}), if they were
   * @param config settings; {@code epochs} is how many were asked for
   * @param epochsCompleted at least 0
   * @param bestEpoch the one whose model is kept, if the training may stop early; else the last is
   */
  public record TrainingState(
      String dataset,
      String trainSha256,
      Optional<String> columnScale,
      TrainingConfig config,
      int epochsCompleted,
      OptionalInt bestEpoch)
      implements ModelOrigin {
    /** Checks the counts. */
    public TrainingState {
      Objects.requireNonNull(dataset, "dataset");
      Objects.requireNonNull(trainSha256, "trainSha256");
      Objects.requireNonNull(config, "config");
      Refusal.when(
          epochsCompleted < 0, "epochs completed must be at least 0; got %s", epochsCompleted);
      Refusal.when(
          bestEpoch.isPresent() != config.regimen().stopsEarly(),
          "a best epoch must be there if training may stop early, and only then");
      int best = bestEpoch.orElse(epochsCompleted);
      Refusal.when(
          bestEpoch.isPresent() && (best < 1 || best > epochsCompleted),
          "the best epoch must be one of the %s completed; got %s",
          epochsCompleted,
          best);
    }

    /** The epoch whose model is kept. */
    public int modelEpoch() {
      return bestEpoch.orElse(epochsCompleted);
    }

    /** Whether so many epochs in a row were no better than the best that training stops. */
    public boolean hasStoppedEarly() {
      return bestEpoch.isPresent()
          && epochsCompleted - modelEpoch() >= config.regimen().earlyStopping();
    }

    /**
     * What another training would have otherwise.
     *
     * @param otherSha256 SHA-256 of its training split
     * @param other its settings
     * @return empty if this is, or will become, a part of it
     */
    public Optional<String> difference(String otherSha256, TrainingConfig other) {
      return difference("training data SHA-256", trainSha256, otherSha256)
          .or(() -> difference("architecture", config.architecture(), other.architecture()))
          .or(() -> difference("activation", config.activation(), other.activation()))
          .or(() -> difference("number of levels", config.levels(), other.levels()))
          .or(() -> difference("loss", config.loss(), other.loss()))
          .or(() -> difference("updater", config.updater(), other.updater()))
          .or(() -> difference("learning rate", config.learningRate(), other.learningRate()))
          .or(() -> difference("dropout", config.dropout(), other.dropout()))
          .or(() -> difference("l2", config.l2(), other.l2()))
          .or(() -> difference("batch size", config.batchSize(), other.batchSize()))
          .or(() -> difference("seed", config.seed(), other.seed()))
          .or(() -> difference("weight averaging", config.averageWeights(), other.averageWeights()))
          .or(
              () ->
                  difference(
                      "validation fraction",
                      config.validationFraction(),
                      other.validationFraction()))
          .or(() -> config.regimen().difference(other.regimen()))
          .or(() -> difference("model to begin with", start(config), start(other)))
          .or(() -> differenceOfSchedule(other.epochs()))
          .or(
              () ->
                  epochsCompleted <= other.epochs()
                      ? Optional.empty()
                      : Optional.of(
                          Text.of(
                              "it has %d epochs, more than the %d asked for",
                              epochsCompleted, other.epochs())));
    }

    private static String start(TrainingConfig config) {
      return config.startSha256().isEmpty() ? "none" : config.startSha256();
    }

    private Optional<String> differenceOfSchedule(int epochs) {
      return config.regimen().endsWithEpochs() && config.epochs() != epochs
          ? Optional.of(
              Text.of(
                  "its %s schedule ends with epoch %d, but %d epochs were asked for",
                  config.regimen().schedule(), config.epochs(), epochs))
          : Optional.empty();
    }

    static Optional<String> difference(String what, Object mine, Object other) {
      return mine.equals(other)
          ? Optional.empty()
          : Optional.of(Text.of("its %s is %s, but %s was asked for", what, mine, other));
    }
  }
}
