package io.github.ann2snn.interop.chip;

import io.github.ann2snn.runtime.connection.FeatureMaps;
import java.util.ArrayList;
import java.util.List;

/**
 * Neurons of a layer that lie together: channels, rows and columns from one number up to, and
 * without, another.
 */
public record Box(
    int fromChannel, int toChannel, int fromRow, int toRow, int fromColumn, int toColumn) {
  /** All neurons of a layer. */
  static Box all(FeatureMaps maps) {
    return new Box(0, maps.channels(), 0, maps.height(), 0, maps.width());
  }

  /** How many neurons there are. */
  public int size() {
    return (toChannel - fromChannel) * (toRow - fromRow) * (toColumn - fromColumn);
  }

  /** A layer in boxes of a size, the last of each axis smaller. */
  static List<Box> cut(FeatureMaps maps, int channels, int rows, int columns) {
    List<Box> boxes = new ArrayList<>();
    for (int c = 0; c < maps.channels(); c += channels) {
      for (int y = 0; y < maps.height(); y += rows) {
        for (int x = 0; x < maps.width(); x += columns) {
          boxes.add(
              new Box(
                  c,
                  Math.min(c + channels, maps.channels()),
                  y,
                  Math.min(y + rows, maps.height()),
                  x,
                  Math.min(x + columns, maps.width())));
        }
      }
    }
    return boxes;
  }

  /** Maps of any shape; what is none is a vector of as many channels. */
  static FeatureMaps maps(List<Integer> shape) {
    if (shape.size() == 3) {
      return new FeatureMaps(shape.get(0), shape.get(1), shape.get(2));
    }
    return new FeatureMaps(shape.stream().reduce(1, Math::multiplyExact), 1, 1);
  }
}
