package io.github.ann2snn.ann.dl4j;

import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.ann.dl4j.archive.ModelArchive;
import io.github.ann2snn.ann.dl4j.archive.StoredRow;
import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.io.IOException;

/**
 * The numbers of a network in a model zip.
 *
 * @param archive the zip
 * @param entry that holds them
 */
public record Coefficients(ModelArchive archive, String entry) {
  /**
   * Reads them, as many as the layers need.
   *
   * @throws BadFileException if they are others, or one is not finite, or is no scale where one
   *     must be; the message names the layer
   */
  public float[] read(Layout layout) throws IOException {
    byte[] content = archive.read(entry, StoredRow.bytes(layout.parameters()));
    float[] numbers = new StoredRow(archive.file(), entry).read(content, layout.parameters());
    int from = 0;
    for (PlannedLayer layer : layout.layers()) {
      check(layer, numbers, from);
      from += layer.parameters();
    }
    return numbers;
  }

  private void check(PlannedLayer layer, float[] numbers, int from) throws BadFileException {
    String name = Text.printable(layer.name());
    for (int i = from; i < from + layer.parameters(); i++) {
      if (!Float.isFinite(numbers[i])) {
        throw refuse(
            "layer %s has a weight or bias that is %s, number %d of the file; train it again",
            name, numbers[i], i);
      }
    }
    if (layer.stage().orElse(null) instanceof Stage.Quantization
        && !ClipFloorShift.isScale(numbers[from])) {
      throw refuse(
          "layer %s has lambda %s, number %d of the file; it must be greater than 0; train it"
              + " again",
          name, numbers[from], from);
    }
  }

  @FormatMethod
  private BadFileException refuse(String format, Object... args) {
    return new BadFileException(archive.file(), entry, Text.of(format, args));
  }
}
