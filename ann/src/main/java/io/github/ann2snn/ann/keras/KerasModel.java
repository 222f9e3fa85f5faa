package io.github.ann2snn.ann.keras;

import io.github.ann2snn.ann.folding.BatchNormFolding;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.keras.ModelReader.Plan;
import io.github.ann2snn.ann.keras.WeightSource.ArchiveWeights;
import io.github.ann2snn.ann.keras.WeightSource.LegacyWeights;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.ann.model.Role;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5File;
import io.github.ann2snn.files.hdf5.Hdf5Group;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * Models that Keras saved: HDF5 files of Keras 1 to 3, and {@code .keras} archives; Sequential and
 * functional models, with models within them.
 */
public final class KerasModel {
  private static final String EXPECTED =
      "a model that Keras saved with model.save(\"model.keras\") or model.save(\"model.h5\")";

  private static final byte[] ZIP = {'P', 'K', 3, 4};

  /** Optimisers keep up to three numbers for each weight, and a number has up to 8 bytes. */
  private static final long BYTES_PER_WEIGHT = 4 * 8;

  /** For names and tables within the file. */
  private static final long SLACK = 16 << 20;

  /** Half precision. */
  private static final int LEAST_BYTES_PER_WEIGHT = 2;

  /** For what the layout of a small file saves. */
  private static final long MORE_WEIGHTS = 1 << 20;

  /** How often a layer may be used, where all are used equally often. */
  private static final int MOST_USES = 16;

  /** What pixels are where a model begins with Rescaling. */
  private static final float BYTES = 255;

  private KerasModel() {}

  /** The layers that are read, in alphabetical order, and what each is for. */
  public static SortedMap<String, Role> layers() {
    return KerasLayers.roles();
  }

  /**
   * Reads a model. Batch normalisation and scaling are taken into linear nodes and into that of the
   * input, where that is exact. A model that begins with Rescaling, or a division, is taken to take
   * bytes.
   *
   * @throws BadFileException with file, place, reason and remedy, if it cannot be read
   */
  public static AnnModel read(Path file) throws BadFileException {
    try {
      return isZip(file) ? archive(file) : legacy(file);
    } catch (BadFileException e) {
      throw e;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new BadFileException(file, "", "cannot become a network: " + e.getMessage(), e);
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

  private static AnnModel legacy(Path file) throws IOException {
    return Hdf5File.read(
        file,
        EXPECTED,
        root -> {
          String json = root.attributeText("model_config").orElseThrow(() -> withoutModel(file));
          Plan plan = plan(file, json, Files.size(file));
          Hdf5Group weights = root.group("model_weights");
          boolean three = root.attributeText("keras_version").orElse("").startsWith("3");
          return model(plan, new LegacyWeights(weights), three ? "keras-3" : "keras-2");
        });
  }

  private static BadFileException withoutModel(Path file) {
    return new BadFileException(
        file,
        "",
        "has no model_config: it holds weights alone, or is no Keras file. Save the whole model with model.save(\"model.keras\")");
  }

  private static AnnModel archive(Path file) throws IOException {
    try (KerasArchive archive = KerasArchive.open(file)) {
      Plan plan = plan(file, archive.configuration(), archive.weightBytes());
      long cap = BYTES_PER_WEIGHT * plan.draft().weights() + SLACK;
      return Hdf5File.read(
          file + ": " + KerasArchive.WEIGHTS,
          () -> archive.weights(cap),
          "the weights of a Keras model",
          root -> model(plan, new ArchiveWeights(root), "keras-3"));
    }
  }

  /**
   * A model without its weights.
   *
   * @param fileBytes length of the file that has the weights: a small file may declare any shape
   */
  private static Plan plan(Path file, String json, long fileBytes) throws BadFileException {
    Plan plan = ModelReader.read(KerasConfig.parse(file, json));
    long weights = plan.draft().weights();
    long most = (fileBytes + MORE_WEIGHTS) / LEAST_BYTES_PER_WEIGHT;
    if (weights > most) {
      throw BadFileException.of(
          "%s: has a configuration with %d weights, more than its %d bytes of weights can hold",
          file, weights, fileBytes);
    }
    BadFileException.when(
        plan.draft().usedWeights() > MOST_USES * most,
        "%s: has layers that are used so often that %d bytes of weights become %d numbers",
        file,
        fileBytes,
        plan.draft().usedWeights());
    return plan;
  }

  private static AnnModel model(Plan plan, WeightSource source, String format) throws IOException {
    AnnGraph graph = BatchNormFolding.fold(plan.draft().network(plan.output(), source));
    List<String> notes = new ArrayList<>();
    if (!plan.omitted().isEmpty()) {
      notes.add(
          "left out, since it only matters in training: " + String.join(", ", plan.omitted()));
    }
    if (plan.channelsLast() && graph.inputShape().channels() > 1) {
      notes.add("Keras's samples have their channels last; this network takes them first");
    }
    float fullScale = plan.rescales() ? BYTES : 1;
    return new AnnModel(
        graph,
        format,
        plan.channelsLast(),
        fullScale,
        notes,
        List.of(AnnModel.fullScale(fullScale)));
  }
}
