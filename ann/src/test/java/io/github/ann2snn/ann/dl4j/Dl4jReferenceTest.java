package io.github.ann2snn.ann.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.forward.ReferenceForward;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.files.numpy.NpzFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our outputs are those of Deeplearning4j; module train has many more of them. */
class Dl4jReferenceTest {
  private static final double TOLERANCE = 1e-6;

  @ParameterizedTest
  @ValueSource(strings = {"chain", "line", "graph"})
  void outputs(String name) throws IOException {
    AnnModel model = Dl4jModel.read(Dl4jFiles.FOLDER.resolve(name + ".zip"), Dl4jFiles.LINE);
    try (NpzFile arrays = NpzFile.open(Dl4jFiles.FOLDER.resolve(name + ".npz"))) {
      NpyArray inputs = arrays.read("inputs");
      NpyArray outputs = arrays.read("outputs");
      int values = model.graph().inputShape().values();
      int classes = outputs.size(1);
      for (int s = 0; s < outputs.size(0); s++) {
        float[] x = Arrays.copyOfRange(inputs.values(), s * values, (s + 1) * values);
        float[] y = new ReferenceForward(model.graph()).run(x);
        assertEquals(classes, y.length);
        for (int c = 0; c < classes; c++) {
          assertEquals(outputs.values()[s * classes + c], y[c], TOLERANCE);
        }
      }
    }
  }

  @Test
  void aModelTellsWhatItIs() throws IOException {
    AnnModel model = Dl4jModel.read(Dl4jFiles.FOLDER.resolve("graph.zip"));
    assertEquals("dl4j", model.format());
    assertEquals(1, model.fullScale());
    assertTrue(!model.channelsLast());
    assertEquals(List.of(), model.assumptions());
    assertEquals("in", model.graph().nodes().get(0).name());
  }

  @Test
  void aLayoutTellsNamesAndNumbers() throws IOException {
    Layout layout = Dl4jModel.layout(Dl4jFiles.FOLDER.resolve("graph.zip"), Dl4jFiles.LINE);
    assertTrue(layout.isGraph());
    assertEquals(
        List.of("a", "c", "b", "add", "relu", "merge", "half", "pool", "out"),
        layout.layers().stream().map(PlannedLayer::name).toList());
    assertEquals(
        List.of(57, 6, 84, 0, 0, 0, 0, 0, 18),
        layout.layers().stream().map(PlannedLayer::parameters).toList());
    assertEquals(165, layout.parameters());
    assertEquals("ElementWiseVertex", layout.layers().get(3).kind());
  }
}
