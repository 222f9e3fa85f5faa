package io.github.ann2snn.datasets.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody probably meant who mistyped a name: of a data set, a command, an option. */
public final class Suggestion {
  /** Two letters changed, left out, added, or one pair of them exchanged. */
  private static final int MOST_TYPOS = 2;

  private Suggestion() {}

  /** The name that is nearest, if one is near; of several, the first in the alphabet. */
  public static Optional<String> nearest(String given, Collection<String> names) {
    String meant = given.toLowerCase(Locale.ROOT);
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return names.stream()
        .filter(name -> !name.equals(given) && distance.apply(meant, name) <= MOST_TYPOS)
        .min(
            Comparator.comparing((String name) -> distance.apply(meant, name))
                .thenComparing(n -> n));
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
}
