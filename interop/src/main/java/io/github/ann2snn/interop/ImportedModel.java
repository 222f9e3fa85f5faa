package io.github.ann2snn.interop;

import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A model of another framework as a network of DL4J, which takes samples channels first, pixels in
 * [0, 1].
 *
 * @param network with its weights
 * @param format what the file was: {@code keras-2}, {@code keras-3}, {@code torch-npz}
 * @param channelsLast whether the framework's own samples have their channels last
 * @param fullScale what the framework's own samples have where ours have 1: 255 for a model that
 *     takes bytes and divides them itself, else 1
 * @param notes for the user: what was left out or folded, and why
 * @param assumptions what the file does not say, each with the option that says it
 */
public record ImportedModel(
    MultiLayerNetwork network,
    String format,
    boolean channelsLast,
    float fullScale,
    List<String> notes,
    List<String> assumptions) {
  /** Note on a model that tells two classes by one output. */
  public static final String ONE_OUTPUT =
      "one output z tells two classes apart: it becomes the two outputs -z/2 and z/2";

  /** Copies the lists. */
  public ImportedModel {
    notes = List.copyOf(notes);
    assumptions = List.copyOf(assumptions);
  }

  /**
   * A model as a network of DL4J.
   *
   * @param fullScale what its own inputs have where ours have 1; empty for what it suggests
   * @throws BadFileException if DL4J cannot say it, naming the node
   * @throws IllegalArgumentException if {@code fullScale} is out of range
   */
  public static ImportedModel of(Path file, AnnModel model, Optional<Float> fullScale)
      throws BadFileException {
    float scale = fullScale.orElse(model.fullScale());
    Refusal.when(
        !(scale > 0 && Float.isFinite(scale)), "full scale must be a number > 0; got %s", scale);
    List<String> notes = new ArrayList<>(model.notes());
    if (scale != 1) {
      notes.add(
          Text.of(
              "the model's own inputs are taken to be 0 to %s; weights are scaled for pixels in [0, 1]",
              shown(scale)));
    }
    List<String> assumptions = new ArrayList<>(model.assumptions());
    if (fullScale.isPresent()) {
      assumptions.remove(AnnModel.fullScale(model.fullScale()));
    }
    AnnModel scaled =
        new AnnModel(
            model.graph(), model.format(), model.channelsLast(), scale, notes, assumptions);
    try {
      return new ImportedModel(
          DeeplearningNetwork.of(scaled),
          model.format(),
          model.channelsLast(),
          scale,
          notes,
          assumptions);
    } catch (IllegalArgumentException e) {
      throw new BadFileException(file, "", e.getMessage(), e);
    }
  }

  /** The assumption on what the model's own inputs are. */
  public static String fullScale(float assumed) {
    return Text.of("inputs are 0 to %s (--full-scale says otherwise)", shown(assumed));
  }

  /** A number, without fraction where it is whole. */
  public static String shown(float number) {
    return number == (int) number ? String.valueOf((int) number) : String.valueOf(number);
  }
}
