package io.github.ann2snn.datasets.csv;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The labels of rows that follow each other, as written, and where each was met first. Of many
 * thousand different ones, which are no classes, only the first are known, so that a wrong column
 * does not fill the memory.
 */
public final class LabelTally implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  /** How many different labels are known; a data set may have far fewer. */
  static final int MOST_DISTINCT = 1_000;

  private final Map<String, Integer> indexOf = new LinkedHashMap<>();
  private final List<Long> places = new ArrayList<>();
  private int[] indices = new int[16];
  private int size;

  /** No rows yet. */
  public LabelTally() {}

  /**
   * Adds a row.
   *
   * @param place where it stands, as the caller counts: a line, or a row
   */
  public void add(String label, long place) {
    if (!indexOf.containsKey(label) && indexOf.size() < MOST_DISTINCT) {
      indexOf.put(label, indexOf.size());
      places.add(place);
    }
    append(indexOf.getOrDefault(label, -1));
  }

  /** Adds a row that cannot be read; it counts as one of the first class. */
  void addUnreadable() {
    append(-1);
  }

  private void append(int index) {
    indices =
        size < indices.length ? indices : Arrays.copyOf(indices, Math.addExact(size, size / 2));
    indices[size++] = index;
  }

  /** Number of rows. */
  public int size() {
    return size;
  }

  /** The different labels, in the order in which they were met. */
  public List<String> distinct() {
    return List.copyOf(indexOf.keySet());
  }

  /** Where one of the different labels was met first. */
  public long firstPlace(int label) {
    return places.get(label);
  }

  /** Which of the different labels a row has; -1 if it cannot be read, or is one too many. */
  public int index(int row) {
    return indices[row];
  }
}
