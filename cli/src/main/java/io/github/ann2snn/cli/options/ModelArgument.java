package io.github.ann2snn.cli.options;

import io.github.ann2snn.train.model.Model;
import io.github.ann2snn.train.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A model and the file that it is.
 *
 * @param file a Deeplearning4j zip
 * @param model what it holds
 */
public record ModelArgument(Path file, Model model) {
  public static ModelArgument read(Path file) throws IOException {
    return new ModelArgument(file, ModelFile.load(file));
  }
}
