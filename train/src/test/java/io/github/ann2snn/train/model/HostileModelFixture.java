package io.github.ann2snn.train.model;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.ann.training.TrainingConfig.Loss;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.train.training.Samples;
import io.github.ann2snn.train.training.Trainer;
import io.github.ann2snn.train.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A good model file, to be changed in one way each, and refused. */
public abstract class HostileModelFixture {
  public static final String CONFIGURATION = "configuration.json";
  public static final String COEFFICIENTS = "coefficients.bin";
  public static final String UPDATER = "updaterState.bin";

  /** Where the first number of an array begins. */
  public static final int VALUES = 113;

  @TempDir Path folder;
  Path file;

  /** What {@link #write} puts into the file. */
  public Map<String, byte[]> entries;

  @BeforeEach
  void save() throws IOException {
    file = folder.resolve("model.zip");
    trainer().train(file);
    Files.delete(ModelFile.provenancePath(file));
    entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
  }

  /** Makes the good model. */
  Trainer trainer() {
    TrainingConfig config = Samples.config().epochs(1).loss(Loss.MSE).dropout(0.5).build();
    return new Trainer(config, Samples.dataset(), TrainingListener.NONE);
  }

  final void write() throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
  }

  final void refused(String reason) {
    String message = assertThrows(BadFileException.class, () -> ModelFile.load(file)).getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    assertTrue(message.contains(reason), message);
  }
}
