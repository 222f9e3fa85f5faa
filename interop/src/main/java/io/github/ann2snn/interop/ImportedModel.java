package io.github.ann2snn.interop;

import io.github.ann2snn.files.Text;
import java.util.List;
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

  /** The assumption on what the model's own inputs are. */
  public static String fullScale(float assumed) {
    return Text.of("inputs are 0 to %s (--full-scale says otherwise)", shown(assumed));
  }

  /** A number, without fraction where it is whole. */
  public static String shown(float number) {
    return number == (int) number ? String.valueOf((int) number) : String.valueOf(number);
  }
}
