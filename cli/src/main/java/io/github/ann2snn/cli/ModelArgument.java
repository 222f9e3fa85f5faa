package io.github.ann2snn.cli;

import io.github.ann2snn.train.Model;
import io.github.ann2snn.train.ModelFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A model and the file that it is.
 *
 * @param file a Deeplearning4j zip
 * @param model what it holds
 */
record ModelArgument(Path file, Model model) {
  static ModelArgument read(Path file) throws IOException {
    return new ModelArgument(file, ModelFile.load(file));
  }
}
