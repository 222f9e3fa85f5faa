package io.github.ann2snn.datasets.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** What somebody probably meant who mistyped a name: of a data set, a command, an option. */
public final class Suggestion {
  /** Two letters changed, left out, added, or one pair of them exchanged. */
  private static final int MOST_TYPOS = 2;

  private Suggestion() {}

  /** The name that is nearest, if one is near; of several, the first in the alphabet. */
  public static Optional<String> nearest(String given, Collection<String> names) {
    String meant = given.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(name -> !name.equals(given) && distance(meant, name) <= MOST_TYPOS)
        .min(Comparator.comparing((String name) -> distance(meant, name)).thenComparing(n -> n));
  }

  /**
   * A question that can follow a refusal.
   *
   * @param rest what stands behind the name
   * @return empty if no name is near
   */
  static String of(String given, String rest, Collection<String> names) {
    return nearest(given, names).map(name -> "; did you mean " + name + rest + "?").orElse("");
  }

  /**
   * How many letters must be changed, left out or added (Levenshtein 1966), by Wagner and Fischer's
   * table (1974), of which two rows are kept.
   */
  private static int distance(String from, String to) {
    int[] above = IntStream.rangeClosed(0, to.length()).toArray();
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int changed = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[to.length()];
  }
}
