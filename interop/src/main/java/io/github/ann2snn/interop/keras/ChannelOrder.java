package io.github.ann2snn.interop.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.files.BadFileException;
import java.util.List;

/** Where the layers of a model have their channels. */
final class ChannelOrder {
  private static final String FIRST = "channels_first";
  private static final String LAST = "channels_last";

  private ChannelOrder() {}

  /**
   * Whether they come first; Keras's default is last. A Flatten counts where nothing else says it:
   * its own setting is about the order it makes.
   *
   * @throws BadFileException if layers differ
   */
  static boolean isFirst(List<KerasLayer> layers) throws BadFileException {
    KerasLayer decisive = null;
    for (KerasLayer layer : layers) {
      boolean says =
          !layer.kind().equals("Flatten") && !layer.config().path("data_format").isMissingNode();
      if (!says) {
        continue;
      }
      if (decisive != null && isFirst(decisive) != isFirst(layer)) {
        throw layer.refuse(
            "has its channels elsewhere than %s; supported are models with one data_format",
            decisive.name());
      }
      decisive = layer;
    }
    if (decisive != null) {
      return isFirst(decisive);
    }
    for (KerasLayer layer : layers) {
      if (layer.kind().equals("Flatten") && isFirst(layer)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFirst(KerasLayer layer) throws BadFileException {
    String format = layer.word("data_format", LAST);
    layer.refuseIf(
        !format.equals(FIRST) && !format.equals(LAST),
        "has data_format \"%s\"; supported are channels_last and channels_first",
        KerasLayer.printable(format));
    return format.equals(FIRST);
  }

  /** Reads what {@code Reshape} makes. */
  static final class Reshaping {
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
            "makes %s of %d numbers; supported are images of as many, or a row",
            KerasLayer.shown(shape), size);
      }
      if (open >= 0) {
        target[open] = (int) (size / product);
      }
      return target;
    }
  }
}
