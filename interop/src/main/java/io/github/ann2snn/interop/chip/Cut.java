package io.github.ann2snn.interop.chip;

import io.github.ann2snn.runtime.connection.FeatureMaps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How a layer is cut: into boxes of a size. The heuristic takes, of all sizes whose boxes all fit a
 * core, those with the fewest boxes; of these the one whose boxes have the fewest sources in all,
 * because each is an axon and a packet; of these the one with the most channels.
 */
record Cut(FeatureMaps maps, int channels, int rows, int columns) {
  /** The best cut; empty if not even one neuron fits a core. */
  static Optional<Cut> best(LayerNeeds needs, long atLeast) {
    Optional<Cut> best = Optional.empty();
    long fewest = Long.MAX_VALUE;
    long sources = Long.MAX_VALUE;
    for (Cut cut : candidates(needs.maps())) {
      if (cut.boxes() < atLeast) {
        continue;
      }
      if (cut.boxes() > fewest) {
        break;
      }
      if (cut.fits(needs)) {
        long found = cut.all().stream().mapToLong(needs::sources).sum();
        if (found < sources) {
          best = Optional.of(cut);
          sources = found;
        }
        fewest = cut.boxes();
      }
    }
    return best;
  }

  /** All sizes, those with the fewest boxes first. */
  private static List<Cut> candidates(FeatureMaps maps) {
    List<Cut> cuts = new ArrayList<>();
    for (int c : sizes(maps.channels())) {
      for (int y : sizes(maps.height())) {
        for (int x : sizes(maps.width())) {
          cuts.add(new Cut(maps, c, y, x));
        }
      }
    }
    cuts.sort(
        Comparator.comparingLong(Cut::boxes)
            .thenComparing(Cut::channels, Comparator.reverseOrder())
            .thenComparing(Cut::rows, Comparator.reverseOrder()));
    return cuts;
  }

  /** The smallest size for each number of parts. */
  private static TreeSet<Integer> sizes(int extent) {
    TreeSet<Integer> sizes = new TreeSet<>();
    for (int parts = 1; parts <= extent; parts++) {
      sizes.add((extent + parts - 1) / parts);
    }
    return sizes;
  }

  long boxes() {
    return parts(maps.channels(), channels)
        * parts(maps.height(), rows)
        * parts(maps.width(), columns);
  }

  private static long parts(long extent, long size) {
    return (extent + size - 1) / size;
  }

  List<Box> all() {
    return Box.cut(maps, channels, rows, columns);
  }

  /** A box in the middle needs most as a rule, so it is looked at first. */
  private boolean fits(LayerNeeds needs) {
    int c = maps.channels() / 2 / channels * channels;
    int y = maps.height() / 2 / rows * rows;
    int x = maps.width() / 2 / columns * columns;
    Box middle =
        new Box(
            c,
            Math.min(c + channels, maps.channels()),
            y,
            Math.min(y + rows, maps.height()),
            x,
            Math.min(x + columns, maps.width()));
    return needs.fits(middle) && all().stream().allMatch(needs::fits);
  }
}
