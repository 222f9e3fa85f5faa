package io.github.ann2snn.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.interop.keras.KerasModel;
import io.github.ann2snn.train.model.Model;
import io.github.ann2snn.train.model.ModelFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models like those that users of other tools could not bring in, with what Keras gave. */
class ReportedModelsTest {
  @TempDir Path folder;

  private static Path reported(String name) {
    try {
      return Path.of(ReportedModelsTest.class.getResource("reported/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "relu_as_dict.h5, 8x8x1-c4k3-3",
    "ops_relu.keras, 6-8-3",
    "tf_nn_relu6_softmax.keras, 6-8-3",
    "activation_layer_as_argument.keras, 6-8-3",
    "one_sigmoid_output.keras, 6-8-2",
    "raw_counts.h5, 6-16-3",
    "relu_bn_same.keras, 28x28x1-c4k5s2-bn-m3s2-c6k3p1-bn-m2-12-10"
  })
  void computesWhatKerasComputes(String name, String architecture) throws IOException {
    ImportedModel imported = KerasModel.read(reported(name), Optional.empty());
    Path expected = reported(name.replaceAll("[.].*", ".npz"));
    ImportCheck check = ImportCheck.of(imported, expected);
    assertTrue(check.agrees(), check.toString());
    assertFalse(check.logits());
    Path file = folder.resolve("model.zip");
    ModelFile.save(file, imported.network());
    Model loaded = ModelFile.load(file);
    assertEquals(architecture, loaded.architecture().toString());
    ImportedModel again =
        new ImportedModel(loaded.network(), "", imported.channelsLast(), 1, List.of(), List.of());
    assertEquals(check, ImportCheck.of(again, expected));
  }

  /** Their opaque numbers were called damage of the file. */
  @Test
  void weightsInBfloat16AreRefusedAsSuch() {
    Path file = reported("bfloat16.keras");
    String message =
        assertThrows(BadFileException.class, () -> KerasModel.read(file, Optional.empty()))
            .getMessage();
    assertTrue(
        message.startsWith(file + ": layer dense_35 (Dense): has its weights in bfloat16"),
        message);
  }
}
