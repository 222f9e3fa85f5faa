package io.github.ann2snn.cli.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ann2snn.ann.forward.Inference;
import io.github.ann2snn.ann.model.GraphText;
import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.convert.FrameworkCheck;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.files.json.JsonDocument.Wording;
import java.util.Objects;

/**
 * What a model does on a test split, where there is no spiking network to hold it against.
 *
 * @param dataset name of the data set
 * @param testSha256 digest of its test samples
 * @param model the file's name
 * @param modelSha256 its digest
 * @param format what kind of file it is
 * @param architecture its layers in a line
 * @param parameters number of its weights and biases
 * @param samples test samples
 * @param correct those whose class it tells
 * @param denseMacs multiply-accumulate operations a sample
 * @param effectiveMacs those whose input is not zero
 * @param check what its own framework says, if that was given
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelFigures(
    String schema,
    String dataset,
    String testSha256,
    String model,
    String modelSha256,
    String format,
    String architecture,
    long parameters,
    int samples,
    int correct,
    long denseMacs,
    double effectiveMacs,
    FrameworkCheck check) {
  /** Reads and writes it. */
  public static final JsonDocument<ModelFigures> DOCUMENT =
      new JsonDocument<>(
          "ann2snn.model-figures/1",
          ModelFigures.class,
          Wording.madeBy("ann2snn compare", "not complete JSON ({reason})"));

  /** Refuses null, and counts that cannot be. */
  public ModelFigures {
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(testSha256, "testSha256");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(modelSha256, "modelSha256");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(architecture, "architecture");
    Refusal.when(
        samples < 1 || correct < 0 || correct > samples,
        "%d of %d samples are right",
        correct,
        samples);
  }

  static ModelFigures of(ModelArgument model, Dataset dataset, Inference inference) {
    int samples = dataset.test().size();
    return new ModelFigures(
        DOCUMENT.schema(),
        dataset.name(),
        dataset.testSha256(),
        String.valueOf(model.file().getFileName()),
        model.sha256(),
        model.model().content().format(),
        model.architecture(),
        GraphText.parameters(model.graph()),
        samples,
        (int) Math.round(inference.accuracy(dataset.test()) * samples),
        inference.macs().dense(),
        inference.macs().effective(),
        model.checked().orElse(null));
  }

  /** For people. */
  public String text() {
    return Text.of("%s (%s): %s, %,d parameters%n", model, format, architecture, parameters)
        + Text.of(
            "accuracy %.2f %%: %,d of %,d test samples of %s%n",
            100.0 * correct / samples, correct, samples, dataset)
        + Text.of(
            "operations a sample: %,d multiply-accumulates, of which %,.0f have an input that is"
                + " not zero%n",
            denseMacs, effectiveMacs)
        + (check == null ? "" : Text.of("framework: %s%n", check));
  }
}
