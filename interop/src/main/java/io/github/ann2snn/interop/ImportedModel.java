package io.github.ann2snn.interop;

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
 */
public record ImportedModel(
    MultiLayerNetwork network,
    String format,
    boolean channelsLast,
    float fullScale,
    List<String> notes) {
  /** Copies the notes. */
  public ImportedModel {
    notes = List.copyOf(notes);
  }
}
