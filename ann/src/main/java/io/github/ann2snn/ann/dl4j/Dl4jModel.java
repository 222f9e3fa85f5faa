package io.github.ann2snn.ann.dl4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.ann.dl4j.archive.ModelArchive;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.ann.model.Role;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A model zip of Deeplearning4j 1.0.0 (or its betas), or of ann2snn, as a network. */
public final class Dl4jModel {
  /** Format of such a model. */
  public static final String FORMAT = "dl4j";

  private static final int MAX_CONFIGURATION = 10_000_000;

  private Dl4jModel() {}

  /**
   * The layers and vertices that are read, without their packages, in alphabetical order, and what
   * each is for.
   */
  public static SortedMap<String, Role> layers() {
    SortedMap<String, Role> layers = Layers.roles();
    layers.putAll(Vertices.roles());
    return layers;
  }

  /**
   * Reads a network: a MultiLayerNetwork, or a ComputationGraph with one input and one output.
   * Dropout is left out; batch normalisation and constant factors are taken into linear nodes where
   * that is exact.
   *
   * @throws BadFileException if the file is missing, damaged, or has something that is not
   *     supported; the message names the layer
   */
  public static AnnModel read(Path file) throws IOException {
    return read(file, Optional.empty());
  }

  /**
   * Likewise.
   *
   * @param samples the shape of what will go in, channels first, for files that do not say how
   *     large their images are
   */
  public static AnnModel read(Path file, Optional<Shape> samples) throws IOException {
    try (ModelArchive archive = ModelArchive.open(file)) {
      Layout layout = layout(file, json(archive), samples);
      float[] numbers = new Coefficients(archive, ModelArchive.COEFFICIENTS).read(layout);
      try {
        AnnGraph graph = layout.graph(numbers);
        return new AnnModel(
            graph, FORMAT, layout.channelsLast(), 1, List.of(), layout.assumptions());
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new BadFileException(file, "", e.getMessage(), e);
      }
    }
  }

  /**
   * What a file says of its layers, without reading their numbers.
   *
   * @param samples as {@link #read(Path, Optional)}
   * @throws BadFileException likewise
   */
  public static Layout layout(Path file, Optional<Shape> samples) throws IOException {
    try (ModelArchive archive = ModelArchive.open(file)) {
      return layout(file, json(archive), samples);
    }
  }

  private static Layout layout(Path file, JsonNode root, Optional<Shape> samples)
      throws BadFileException {
    try {
      return Layout.of(root, samples);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new BadFileException(file, ModelArchive.CONFIGURATION, e.getMessage(), e);
    }
  }

  /**
   * The configuration in a zip, whatever it says.
   *
   * @throws BadFileException if it is no JSON
   */
  public static JsonNode json(ModelArchive archive) throws IOException {
    byte[] content = archive.read(ModelArchive.CONFIGURATION, MAX_CONFIGURATION);
    JsonNode root;
    try {
      root = JsonDocument.FOREIGN.readTree(content);
    } catch (JsonProcessingException e) {
      String reason = Text.printable(e.getOriginalMessage());
      throw refuse(archive, "is not JSON that can be read: " + reason, e);
    } catch (IOException e) {
      throw refuse(archive, e.getMessage(), e);
    }
    if (root == null || !root.isObject()) {
      throw refuse(archive, "is not a JSON object", null);
    }
    return root;
  }

  private static BadFileException refuse(ModelArchive archive, String reason, Exception cause) {
    return new BadFileException(archive.file(), ModelArchive.CONFIGURATION, reason, cause);
  }
}
