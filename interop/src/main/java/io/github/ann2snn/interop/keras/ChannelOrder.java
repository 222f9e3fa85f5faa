package io.github.ann2snn.interop.keras;

import io.github.ann2snn.files.BadFileException;
import java.util.List;

/** Where the layers of a model have their channels. */
final class ChannelOrder {
  static final String FIRST = "channels_first";
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
      if (layer.kind().equals("Flatten") || layer.config().path("data_format").isMissingNode()) {
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
}
