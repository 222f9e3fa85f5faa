package io.github.ann2snn.train.model;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.train.training.Samples;
import io.github.ann2snn.train.training.Trainer;
import io.github.ann2snn.train.training.TrainingListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model with quantised activations, changed in one way each. */
class HostileQcfsTest extends HostileModelFixture {
  /** Where lambda of the first hidden layer is, behind 7 x 11 weights and 11 biases. */
  private static final int LAMBDA = VALUES + 4 * (7 * 11 + 11);

  @Override
  @BeforeEach
  void save() throws IOException {
    super.save();
    TrainingConfig config =
        Samples.config().epochs(1).activation(Activation.QCFS).levels(4).build();
    new Trainer(config, Samples.dataset(), TrainingListener.NONE).train(file);
    Files.delete(ModelFile.provenancePath(file));
    entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
  }

  private void configuration(String from, String to, String reason) throws IOException {
    String json = new String(entries.get(CONFIGURATION), StandardCharsets.UTF_8);
    entries.put(CONFIGURATION, json.replace(from, to).getBytes(StandardCharsets.UTF_8));
    write();
    refused(CONFIGURATION + ": " + reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-4", "65537", "4294967297", "1.5", "\"4\"", "null"})
  void levels(String levels) throws IOException {
    configuration(
        "\"levels\" : 4",
        "\"levels\" : " + levels,
        "layer 1 has \"levels\" %s; levels must be from 1 to 65536".formatted(levels));
  }

  @Test
  void anActivationWithoutALayerBeforeIt() throws IOException {
    configuration(
        "org.deeplearning4j.nn.conf.layers.DenseLayer",
        "io.github.ann2snn.train.qcfs.QcfsLayer",
        "layer 0 is a QcfsLayer; it must come behind a layer with weights");
  }

  @Test
  void anotherClassOfOurs() throws IOException {
    configuration(
        "io.github.ann2snn.train.qcfs.QcfsLayer",
        "io.github.ann2snn.train.qcfs.QcfsActivation",
        "layer 1 has class \"io.github.ann2snn.train.qcfs.QcfsActivation\", which is not allowed");
  }

  @ParameterizedTest
  @ValueSource(floats = {0, -1, -0f})
  void lambda(float lambda) throws IOException {
    ByteBuffer.wrap(entries.get(COEFFICIENTS)).putFloat(LAMBDA, lambda);
    write();
    refused(
        COEFFICIENTS
            + ": layer qcfs_0 has lambda %s, number 88 of the file; it must be greater than 0"
                .formatted(lambda));
  }
}
