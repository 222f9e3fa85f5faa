package io.github.ann2snn.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ann2snn.ann.forward.Inference;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.keras.KerasModel;
import io.github.ann2snn.ann.model.ModelOptions;
import io.github.ann2snn.convert.Conversion;
import io.github.ann2snn.convert.Converter;
import io.github.ann2snn.convert.TrialConverter;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.datasets.catalog.DatasetCatalog;
import io.github.ann2snn.datasets.catalog.DatasetLoader;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Imported networks converted into spiking ones. */
class KerasConversionTest {
  @ParameterizedTest
  @CsvSource({
    "cnn.h5, 2, 8, 8, 4",
    "graph.keras, 2, 8, 7, 3",
    "matrix.keras, 1, 5, 4, 3",
    "first.h5, 2, 5, 6, 3",
    "reshaped.h5, 1, 6, 6, 3",
    "reported/relu_bn_same.keras, 1, 28, 28, 10",
    "reported/tf_nn_relu6_softmax.keras, 1, 1, 6, 3",
    "reported/mostly_negative_logits.keras, 1, 1, 6, 3",
    "reported/one_sigmoid_output.keras, 1, 1, 6, 2",
  })
  void theCertificateHolds(String name, int channels, int height, int width, int classes)
      throws Exception {
    AnnGraph model = imported(KerasOracleTest.FIXTURES.resolve(name));
    Dataset dataset = noise(List.of(channels, height, width), classes);
    Conversion conversion =
        new Converter(config(MaxPooling.GATE), 1).convert(model, dataset, Map.of());
    assertTrue(conversion.certificate().worstDifference() < 1e-4, conversion.toString());
  }

  /** The rows of a table have no shape; the network's first layer says it. */
  @ParameterizedTest
  @CsvSource({
    "cnn.h5, 2, 8, 8, 4",
    "reshaped.h5, 1, 6, 6, 3",
    "reported/relu_bn_same.keras, 1, 28, 28, 10"
  })
  void aTableIsConvolved(String name, int channels, int height, int width, int classes)
      throws Exception {
    AnnGraph model = imported(KerasOracleTest.FIXTURES.resolve(name));
    List<Integer> shape = List.of(channels, height, width);
    Dataset images = noise(shape, classes);
    Dataset table =
        new Dataset(
            "noise",
            List.of(channels * height * width),
            images.classNames(),
            images.train(),
            images.test(),
            "train",
            "test");
    ConversionConfig config = config(MaxPooling.GATE);
    SpikingNetwork network = new Converter(config, 1).convert(model, table, Map.of()).network();
    assertEquals(shape, network.inputShape());
    assertEquals(new Converter(config, 1).convert(model, images, Map.of()).network(), network);
    SpikingNetwork trial = new TrialConverter(model, table, config).convert(config);
    assertEquals(shape, trial.inputShape());
  }

  private static AnnGraph imported(Path file) throws IOException {
    return KerasModel.read(file).forPixels(ModelOptions.NONE);
  }

  private static ConversionConfig config(MaxPooling maxPooling) {
    return new ConversionConfig(
        Normalization.PERCENTILE,
        99.9,
        0.5,
        Reset.SUBTRACT,
        100,
        1,
        new RunDefaults(32, InputCoding.CURRENT, Readout.MEMBRANE),
        Calibration.NONE,
        List.of(),
        maxPooling);
  }

  private static Dataset noise(List<Integer> shape, int classes) {
    int width = shape.stream().reduce(1, (a, b) -> a * b);
    return new Dataset(
        "noise",
        shape,
        IntStream.range(0, classes).mapToObj(String::valueOf).toList(),
        split(200, width, classes, 1),
        split(20, width, classes, 2),
        "train",
        "test");
  }

  private static Split split(int size, int width, int classes, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size * width];
    byte[] labels = new byte[size];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    for (int i = 0; i < size; i++) {
      labels[i] = (byte) random.nextInt(classes);
    }
    return Split.ofFloats(values, labels, width);
  }

  /** The weights that DL4J's own import and the framework they come from give 98.14 % with. */
  @Test
  void mnist() throws IOException, InterruptedException {
    Path model = folder("ANN2SNN_REFERENCE", "reference").resolve("keras/mlp_mnist.h5");
    Path data = folder("ANN2SNN_DATA", "datasets");
    assumeTrue(
        Files.exists(model),
        "skipped: no keras/mlp_mnist.h5 in ANN2SNN_REFERENCE or ../shared/reference");
    assumeTrue(
        Files.isDirectory(data.resolve("mnist")),
        "skipped: no mnist folder in ANN2SNN_DATA or ../shared/datasets");
    Split test =
        new DatasetLoader(
                DatasetOptions.DEFAULTS,
                new DatasetCatalog(Optional.of(data), System.getenv(), true, Progress.NONE))
            .load("mnist")
            .test();
    Inference inference = Inference.of(imported(model), test, 2, done -> {});
    assertEquals(0.9814, inference.accuracy(test));
  }

  private static Path folder(String variable, String name) {
    return Optional.ofNullable(System.getenv(variable))
        .map(Path::of)
        .orElse(Path.of("../../shared").resolve(name));
  }
}
