package io.github.ann2snn.interop.keras;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.hdf5.Hdf5File;
import io.github.ann2snn.files.hdf5.Hdf5Group;
import io.github.ann2snn.interop.ImportedModel;
import io.github.ann2snn.interop.keras.WeightSource.ArchiveWeights;
import io.github.ann2snn.interop.keras.WeightSource.LegacyWeights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Models that Keras saved: HDF5 files of Keras 2 and 3, and {@code .keras} archives. Sequential and
 * functional models that are a chain of layers become networks of DL4J that take samples channels
 * first, pixels in [0, 1].
 */
public final class KerasModel {
  private static final String EXPECTED =
      "a model that Keras saved with model.save(\"model.keras\") or model.save(\"model.h5\")";

  private static final byte[] ZIP = {'P', 'K', 3, 4};

  /** Optimisers keep up to three numbers for each weight, and a number has up to 8 bytes. */
  private static final long BYTES_PER_WEIGHT = 4 * 8;

  /** For names and tables within the file. */
  private static final long SLACK = 16 << 20;

  private KerasModel() {}

  /**
   * Reads a model.
   *
   * @param fullScale what the model's own inputs have where ours have 1, greater than 0; empty for
   *     255 if the model begins with a layer Rescaling, else 1
   * @throws BadFileException with file, place, reason and remedy, if it cannot be imported
   * @throws IllegalArgumentException if {@code fullScale} is out of range
   */
  public static ImportedModel read(Path file, Optional<Float> fullScale) throws BadFileException {
    float full = fullScale.orElse(Float.NaN);
    Refusal.when(
        fullScale.isPresent() && !(full > 0 && Float.isFinite(full)),
        "full scale must be a number > 0; got %s",
        full);
    try {
      return isZip(file) ? archive(file, full) : legacy(file, full);
    } catch (BadFileException e) {
      throw e;
    } catch (AccessDeniedException e) {
      throw new BadFileException(file, "", "may not be read (permission denied)", e);
    } catch (IOException e) {
      throw new BadFileException(file, "", "cannot be read: " + e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw new BadFileException(
          file, "", "does not fit into memory; give the Java virtual machine more with -Xmx", e);
    }
  }

  private static boolean isZip(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new BadFileException(
          file,
          "",
          "is a directory; load a TensorFlow SavedModel in Keras and save it with model.save(\"model.keras\")");
    }
    if (!Files.isRegularFile(file)) {
      throw new BadFileException(file, "", "no such file; expected " + EXPECTED);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(ZIP.length), ZIP);
    }
  }

  private static ImportedModel legacy(Path file, float fullScale) throws IOException {
    return Hdf5File.read(
        file,
        EXPECTED,
        root -> {
          String json = root.attributeText("model_config").orElseThrow(() -> withoutModel(file));
          NetworkPlan plan = plan(file, json, fullScale);
          MultiLayerNetwork network = plan.network(Files.size(file));
          Hdf5Group weights = root.group("model_weights");
          plan.fill(network, new LegacyWeights(weights));
          boolean three = root.attributeText("keras_version").orElse("").startsWith("3");
          return plan.model(network, three ? "keras-3" : "keras-2");
        });
  }

  private static BadFileException withoutModel(Path file) {
    return new BadFileException(
        file,
        "",
        "has no model_config: it holds weights alone, or is no Keras file. Save the whole model with model.save(\"model.keras\")");
  }

  private static ImportedModel archive(Path file, float fullScale) throws IOException {
    try (KerasArchive archive = KerasArchive.open(file)) {
      NetworkPlan plan = plan(file, archive.configuration(), fullScale);
      MultiLayerNetwork network = plan.network(archive.weightBytes());
      long cap = BYTES_PER_WEIGHT * network.numParams() + SLACK;
      return Hdf5File.read(
          file + ": " + KerasArchive.WEIGHTS,
          () -> archive.weights(cap),
          "the weights of a Keras model",
          root -> {
            plan.fill(network, new ArchiveWeights(root));
            return plan.model(network, "keras-3");
          });
    }
  }

  private static NetworkPlan plan(Path file, String json, float fullScale) throws BadFileException {
    KerasConfig config = KerasConfig.parse(file, json);
    return new PlanReader(config.layers()).read(config.inputShape(), fullScale);
  }
}
