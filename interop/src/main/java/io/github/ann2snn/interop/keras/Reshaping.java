package io.github.ann2snn.interop.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.files.BadFileException;

/** Reads what {@code Reshape} makes. */
final class Reshaping {
  private static final int MAX_AXES = 3;

  private Reshaping() {}

  /**
   * The sizes of 1 to 3 axes.
   *
   * @param size how many numbers there are; one of the sizes may be -1, which stands for the rest
   */
  static int[] target(KerasLayer layer, int size) throws BadFileException {
    JsonNode shape = layer.config().path("target_shape");
    int[] target = new int[shape.size()];
    int open = -1;
    long product = 1;
    for (int i = 0; i < target.length; i++) {
      target[i] = shape.get(i).asInt();
      if (target[i] == -1 && open < 0) {
        open = i;
      } else {
        product = target[i] < 1 || product > size ? -1 : product * target[i];
      }
    }
    boolean fits = product > 0 && (open < 0 ? product == size : size % product == 0);
    if (!fits || target.length < 1 || target.length > MAX_AXES) {
      throw layer.refuse(
          "makes %s of %d numbers; supported are images of as many, or a row"
              .formatted(KerasLayer.shown(shape), size));
    }
    if (open >= 0) {
      target[open] = (int) (size / product);
    }
    return target;
  }
}
