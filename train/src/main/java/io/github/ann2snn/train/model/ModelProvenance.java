package io.github.ann2snn.train.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.files.Schema;
import io.github.ann2snn.train.architecture.Activation;
import io.github.ann2snn.train.architecture.Architecture;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a model comes from. Kept as JSON beside the model; without wall-clock time, so that equal
 * training on equal software gives equal text.
 *
 * @param modelSha256 SHA-256 of the model file
 * @param origin the training, or the file that was imported
 * @param environment versions, processor and number of threads; a model's last bits depend on them
 */
public record ModelProvenance(
    String modelSha256, ModelOrigin origin, Map<String, String> environment) {
  /** Value of the key {@code schema}. */
  public static final String SCHEMA = "ann2snn.model-provenance/1";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Copies the environment, in alphabetical order. */
  public ModelProvenance {
    environment = java.util.Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  /** Data, settings and progress of the training; empty for a model that was imported. */
  public Optional<TrainingState> training() {
    return origin instanceof TrainingState training ? Optional.of(training) : Optional.empty();
  }

  /** Indented JSON with keys in a fixed order. */
  public String toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("schema", SCHEMA);
    root.putObject("model").put("sha256", modelSha256);
    if (origin instanceof TrainingState training) {
      put(root, training);
    } else if (origin instanceof ImportedFile imported) {
      root.putObject("imported")
          .put("format", imported.format())
          .put("file", imported.name())
          .put("sha256", imported.sha256());
    }
    ObjectNode software = root.putObject("environment");
    environment.forEach(software::put);
    return root.toPrettyString() + "\n";
  }

  private static void put(ObjectNode root, TrainingState training) {
    root.putObject("dataset")
        .put("name", training.dataset())
        .put("trainSha256", training.trainSha256());
    TrainingConfig config = training.config();
    ObjectNode settings = root.putObject("training");
    settings
        .put("architecture", config.architecture().toString())
        .put("activation", config.activation().toString());
    if (config.activation() == Activation.QCFS) {
      settings.put("levels", config.levels());
    }
    settings
        .put("loss", config.loss().toString())
        .put("updater", config.updater().toString())
        .put("learningRate", config.learningRate())
        .put("dropout", config.dropout())
        .put("l2", config.l2())
        .put("epochs", config.epochs())
        .put("batchSize", config.batchSize())
        .put("seed", config.seed())
        .put("validationFraction", config.validationFraction())
        .put("averageWeights", config.averageWeights());
    root.put("epochsCompleted", training.epochsCompleted());
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if a key is missing or a value is out of range
   */
  static ModelProvenance parse(String json) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
    String schema = text(root, "schema");
    if (!schema.equals(SCHEMA)) {
      throw new IllegalArgumentException(Schema.refusal(schema, SCHEMA));
    }
    Map<String, String> environment = new LinkedHashMap<>();
    required(root, "environment")
        .properties()
        .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asText()));
    String sha256 = text(required(root, "model"), "sha256");
    return new ModelProvenance(sha256, origin(root), environment);
  }

  private static ModelOrigin origin(JsonNode root) {
    if (root.has("imported")) {
      JsonNode imported = root.get("imported");
      return new ImportedFile(
          text(imported, "format"), text(imported, "file"), text(imported, "sha256"));
    }
    JsonNode dataset = required(root, "dataset");
    return new TrainingState(
        text(dataset, "name"),
        text(dataset, "trainSha256"),
        config(required(root, "training")),
        required(root, "epochsCompleted").asInt());
  }

  private static TrainingConfig config(JsonNode node) {
    TrainingConfig.Builder builder =
        TrainingConfig.builder(Architecture.parse(text(node, "architecture")))
            .activation(Activation.parse(text(node, "activation")));
    if (node.has("levels")) {
      builder.levels(node.get("levels").asInt());
    }
    return builder
        .loss(Loss.parse(text(node, "loss")))
        .updater(Updater.parse(text(node, "updater")))
        .learningRate(required(node, "learningRate").asDouble())
        .dropout(required(node, "dropout").asDouble())
        .l2(required(node, "l2").asDouble())
        .epochs(required(node, "epochs").asInt())
        .batchSize(required(node, "batchSize").asInt())
        .seed(required(node, "seed").asLong())
        .validationFraction(required(node, "validationFraction").asDouble())
        .averageWeights(required(node, "averageWeights").asBoolean())
        .build();
  }

  private static String text(JsonNode node, String key) {
    return required(node, key).asText();
  }

  private static JsonNode required(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      throw new IllegalArgumentException("key \"" + key + "\" is missing");
    }
    return value;
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
  public record ImportedFile(String format, String name, String sha256) implements ModelOrigin {
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
   * @param config settings; {@code epochs} is how many were asked for
   * @param epochsCompleted at least 0
   */
  public record TrainingState(
      String dataset, String trainSha256, TrainingConfig config, int epochsCompleted)
      implements ModelOrigin {
    /** Checks the count. */
    public TrainingState {
      Objects.requireNonNull(dataset, "dataset");
      Objects.requireNonNull(trainSha256, "trainSha256");
      Objects.requireNonNull(config, "config");
      if (epochsCompleted < 0) {
        throw new IllegalArgumentException(
            "epochs completed must be at least 0; got " + epochsCompleted);
      }
    }
  }
}
