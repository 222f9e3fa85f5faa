package io.github.ann2snn.ann.keras;

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

/** Models like those that users of other tools could not bring in, with what Keras gave. */
class KerasReportedTest {
  private static final double TOLERANCE = 1e-4;

  /** Samples as Keras takes them become samples with their channels first. */
  private static float[] channelsFirst(AnnModel model, float[] sample) {
    int channels = model.channelsLast() ? model.graph().inputShape().channels() : 1;
    float[] turned = new float[sample.length];
    for (int i = 0; i < sample.length; i++) {
      turned[i % channels * (sample.length / channels) + i / channels] = sample[i];
    }
    return turned;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "relu_as_dict.h5",
        "ops_relu.keras",
        "tf_nn_relu6_softmax.keras",
        "activation_layer_as_argument.keras",
        "leaky_relu.keras",
        "normalization.keras",
        "zero_padding.h5",
        "nested_sequential.keras",
        "conv1d.keras",
        "add.keras",
        "relu_bn_same.keras",
        "one_sigmoid_output.keras",
        "raw_counts.h5"
      })
  void computesWhatKerasComputes(String name) throws IOException {
    AnnModel model = KerasModel.read(Fixtures.path("reported/" + name));
    ReferenceForward forward = new ReferenceForward(model.graph());
    try (NpzFile arrays =
        NpzFile.open(Fixtures.path("reported/" + name.replaceAll("[.].*", ".npz")))) {
      NpyArray inputs = arrays.read("inputs");
      float[] expected = arrays.read("outputs").values();
      int samples = inputs.size(0);
      int width = inputs.values().length / samples;
      int classes = expected.length / samples;
      double worst = 0;
      for (int s = 0; s < samples; s++) {
        float[] sample = Arrays.copyOfRange(inputs.values(), s * width, (s + 1) * width);
        float[] outputs = forward.run(channelsFirst(model, sample));
        assertEquals(classes, outputs.length);
        for (int i = 0; i < classes; i++) {
          worst = Math.max(worst, Math.abs((double) outputs[i] - expected[s * classes + i]));
        }
      }
      assertTrue(worst <= TOLERANCE, String.valueOf(worst));
    }
  }

  @Test
  void oneOutputIsSaid() throws IOException {
    AnnModel model = KerasModel.read(Fixtures.path("reported/one_sigmoid_output.keras"));
    assertEquals(List.of(AnnModel.ONE_OUTPUT), model.notes());
  }

  /** Their opaque numbers were called damage of the file. */
  @Test
  void weightsInBfloat16AreRefusedAsSuch() {
    KerasRefusalTest.refused(
        Fixtures.path("reported/bfloat16.keras"),
        "layer dense_35 (Dense): has its weights in bfloat16");
  }
}
