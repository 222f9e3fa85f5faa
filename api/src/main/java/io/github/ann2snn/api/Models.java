package io.github.ann2snn.api;

import io.github.ann2snn.ann.dl4j.Dl4jModel;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.ann.model.ModelOptions;
import io.github.ann2snn.ann.training.ModelProvenance;
import io.github.ann2snn.ann.training.ProvenanceFile;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ContentDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads models: ONNX, Keras ({@code .h5}, {@code .keras}), Deeplearning4j's zips, and PyTorch's
 * weights ({@code .npz}, {@code .safetensors}) with their architecture. A file's content tells what
 * it is.
 */
public final class Models {
  private Models() {}

  /**
   * Reads a model whose file says all.
   *
   * @param file its path
   * @return the model
   * @throws BadFileException if it cannot be read; the message says what it is and what helps
   */
  public static Model read(Path file) throws IOException {
    return read(file, ModelOptions.NONE);
  }

  /**
   * Reads a model.
   *
   * @param file its path
   * @param options what the file does not say, such as the scale of the model's own inputs
   * @return the model
   * @throws BadFileException if it cannot be read; the message says what it is and what helps
   * @throws IllegalArgumentException if an option is for files of another format, or has not as
   *     many numbers as the inputs channels
   */
  public static Model read(Path file, ModelOptions options) throws IOException {
    AnnModel content = io.github.ann2snn.ann.Models.read(file, options);
    // Others have no file beside them that could tell it.
    Optional<ModelProvenance> provenance =
        content.format().equals(Dl4jModel.FORMAT) ? ProvenanceFile.read(file) : Optional.empty();
    return new Model(
        content,
        options,
        Optional.of(new Model.Source(file, ContentDigest.ofFile(file))),
        provenance,
        Optional.empty());
  }
}
