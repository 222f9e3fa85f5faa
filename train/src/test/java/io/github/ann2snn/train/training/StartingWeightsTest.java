package io.github.ann2snn.train.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.training.TrainingConfigBuilder;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.train.model.ModelFile;
import io.github.ann2snn.train.qcfs.QcfsActivation;
import io.github.ann2snn.train.training.TrainingListener.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

class StartingWeightsTest {
  private static final String CHAIN = "6x6x1-c4k3-bn-a2-5-3";

  @TempDir Path folder;

  private StartingWeights trained(TrainingConfigBuilder config) throws IOException {
    Path file = folder.resolve("start.zip");
    new Trainer(config.build(), ImageSamples.dataset(), TrainingListener.NONE).train(file);
    return StartingWeights.read(file);
  }

  private static TrainingConfigBuilder quantised(StartingWeights start) {
    return ImageSamples.config(CHAIN)
        .activation(Activation.QCFS)
        .levels(4)
        .epochs(2)
        .startSha256(start.sha256());
  }

  private static Trainer trainer(TrainingConfigBuilder config) {
    return new Trainer(config.build(), ImageSamples.dataset(), TrainingListener.NONE);
  }

  @Test
  void weightsAndStatisticsAreThoseOfTheModel() throws IOException {
    StartingWeights start = trained(ImageSamples.config(CHAIN));
    MultiLayerNetwork source = start.model().network();
    MultiLayerNetwork network =
        start.network(quantised(start).build(), ImageSamples.dataset().train());
    // conv, bn, relu, pool, dense, output; and the same with qcfs behind bn and dense.
    int[][] same = {{0, 0}, {1, 1}, {4, 4}, {5, 6}};
    for (int[] pair : same) {
      assertEquals(
          source.getLayer(pair[0]).params(),
          network.getLayer(pair[1]).params(),
          source.getLayer(pair[0]).conf().getLayer().getLayerName());
    }
  }

  /** λ is what 99.9 % of the sums are at most: the largest but one in 1,280 of 128 samples. */
  @Test
  void scalesArePercentilesOfWhatGoesIn() {
    TrainingConfigBuilder config =
        TrainingConfigBuilder.of(Architecture.parse("1-10-2")).activation(Activation.RELU);
    MultiLayerNetwork relu = NetworkFactory.create(config.build());
    relu.getLayer(0).getParam("W").assign(Nd4j.arange(1, 11).reshape(1, 10));
    float[] values = new float[128];
    for (int i = 0; i < 128; i++) {
      values[i] = (i + 1) / 128f;
    }
    Split samples = Split.ofFloats(values, new byte[128], 1);
    StartingWeights start =
        new StartingWeights(
            folder,
            "sha",
            new io.github.ann2snn.train.model.Model(relu, java.util.Optional.empty()));
    MultiLayerNetwork network =
        start.network(config.activation(Activation.QCFS).startSha256("sha").build(), samples);
    // The largest are 10, 9.922 and 9.844; the 1,279th of 1,280 is the second.
    assertEquals(10 * 127 / 128f, ((QcfsActivation) network.getLayer(1)).lambda(), 1e-6);
  }

  @Test
  void aTrainedScaleIsKept() throws IOException {
    StartingWeights start =
        trained(ImageSamples.config(CHAIN).activation(Activation.QCFS).levels(8));
    MultiLayerNetwork network =
        start.network(quantised(start).build(), ImageSamples.dataset().train());
    assertEquals(start.model().network().params(), network.params());
  }

  @Test
  void beginsBetterAndResumes() throws IOException {
    StartingWeights start = trained(ImageSamples.config(CHAIN).epochs(8));
    Path whole = folder.resolve("whole.zip");
    TrainingResult result = trainer(quantised(start)).train(whole, start);
    double fresh =
        trainer(quantised(start).startSha256(""))
            .train(folder.resolve("fresh.zip"))
            .epochs()
            .get(0)
            .meanLoss();
    assertTrue(result.epochs().get(0).meanLoss() < 0.7 * fresh, result.epochs() + " " + fresh);
    assertEquals(start.sha256(), ModelFile.training(whole).config().startSha256());

    Path parts = folder.resolve("parts.zip");
    trainer(quantised(start).epochs(1)).train(parts, start);
    trainer(quantised(start)).resume(parts);
    assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(parts));
    assertTrue(
        assertThrows(
                BadFileException.class,
                () -> trainer(quantised(start).startSha256("")).resume(parts))
            .getMessage()
            .contains("its model to begin with is " + start.sha256() + ", but none was asked for"));
  }

  @Test
  void refusesWhatIsOfNoUse() throws IOException {
    StartingWeights start = trained(ImageSamples.config("36-5-3").activation(Activation.TANH));
    TrainingConfigBuilder quantised = quantised(start);
    assertTrue(
        refusal(quantised, start)
            .contains("start.zip: its layers are 36-5-3, but " + CHAIN + " were asked for; leave"));
    TrainingConfigBuilder same =
        ImageSamples.config("36-5-3").activation(Activation.QCFS).startSha256(start.sha256());
    assertTrue(
        refusal(same, start)
            .contains("start.zip: was trained with --activation tanh; weights for"));
    TrainingConfigBuilder other =
        ImageSamples.config("36-5-3").activation(Activation.TANH).startSha256("other");
    assertTrue(refusal(other, start).contains("but training begins with other"));
    assertEquals(
        "training begins with a model; none was given",
        assertThrows(
                IllegalArgumentException.class, () -> trainer(other).train(folder.resolve("x.zip")))
            .getMessage());
  }

  private String refusal(TrainingConfigBuilder config, StartingWeights start) {
    return assertThrows(
            BadFileException.class, () -> trainer(config).train(folder.resolve("x.zip"), start))
        .getMessage();
  }
}
