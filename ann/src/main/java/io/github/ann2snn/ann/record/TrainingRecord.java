package io.github.ann2snn.ann.record;

import com.fasterxml.jackson.databind.DeserializationFeature;
import io.github.ann2snn.ann.dl4j.Layout;
import io.github.ann2snn.ann.dl4j.PlannedLayer;
import io.github.ann2snn.ann.training.ModelProvenance;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.files.json.JsonDocument.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a training did, epoch by epoch: a part of the checkpoint, in a file beside the model. Each
 * epoch names the model that it ended with, so that whatever lies there can be told to be of this
 * model; it may be an epoch ahead of the model where a process died between the two.
 *
 * @param schema always {@value #SCHEMA}
 * @param dataset name of the data set
 * @param trainSha256 SHA-256 of its training split
 * @param config settings
 * @param network its layers, shapes and parameter counts, as text
 * @param epochs in order, from whichever is known
 */
public record TrainingRecord(
    String schema,
    String dataset,
    String trainSha256,
    TrainingConfig config,
    String network,
    List<EpochRecord> epochs) {
  /** Version of this document. */
  public static final String SCHEMA = "ann2snn.training-record/1";

  /** Reads and writes it. */
  public static final JsonDocument<TrainingRecord> DOCUMENT =
      new JsonDocument<>(
          SCHEMA,
          TrainingRecord.class,
          new Wording(
              "not a complete training record ({reason}, line {line})",
              "delete it; the curves of the training are then lost, the model is not",
              ""),
          DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  /** Checks the order of the epochs. */
  public TrainingRecord {
    Objects.requireNonNull(dataset, "key \"dataset\"");
    Objects.requireNonNull(trainSha256, "key \"trainSha256\"");
    Objects.requireNonNull(config, "key \"config\"");
    Objects.requireNonNull(network, "key \"network\"");
    epochs = List.copyOf(Objects.requireNonNull(epochs, "key \"epochs\""));
    for (int i = 1; i < epochs.size(); i++) {
      int before = epochs.get(i - 1).epoch();
      int after = epochs.get(i).epoch();
      Refusal.when(
          after != before + 1, "epochs must follow each other; got %d after %d", after, before);
    }
  }

  /** One that begins. */
  public static TrainingRecord of(
      String dataset, String trainSha256, TrainingConfig config, String network) {
    return new TrainingRecord(SCHEMA, dataset, trainSha256, config, network, List.of());
  }

  /** The layers of a network in words; Deeplearning4j's summary is in the machine's language. */
  public static String text(Layout layout) {
    StringBuilder text = new StringBuilder();
    text.append(
        Text.of("%-14s %-20s %-14s %-14s %s\n", "layer", "kind", "in", "out", "parameters"));
    for (PlannedLayer layer : layout.layers()) {
      text.append(
          Text.of(
              "%-14s %-20s %-14s %-14s %,d\n",
              layer.name(), layer.kind(), layer.input(), layer.output(), layer.parameters()));
    }
    return text.append(Text.of("%,d parameters\n", layout.parameters())).toString();
  }

  /**
   * What is kept of the training of a model.
   *
   * @param sha256 of the model
   * @return empty if there is nothing, or what there is tells of another model
   * @throws BadFileException if the file beside the model is damaged
   */
  public static Optional<TrainingRecord> of(Path model, String sha256) throws IOException {
    Path file = ModelProvenance.recordPath(model);
    return Files.exists(file) ? DOCUMENT.read(file).upTo(sha256) : Optional.empty();
  }

  /** The epochs up to the one that ended with a model. */
  public Optional<TrainingRecord> upTo(String sha256) {
    for (int i = epochs.size() - 1; i >= 0; i--) {
      if (epochs.get(i).modelSha256().equals(sha256)) {
        return Optional.of(with(epochs.subList(0, i + 1)));
      }
    }
    return Optional.empty();
  }

  /** The same with another epoch. */
  public TrainingRecord with(EpochRecord next) {
    List<EpochRecord> longer = new ArrayList<>(epochs);
    longer.add(next);
    return with(longer);
  }

  /** The same with other epochs. */
  public TrainingRecord with(List<EpochRecord> others) {
    return new TrainingRecord(schema, dataset, trainSha256, config, network, others);
  }
}
