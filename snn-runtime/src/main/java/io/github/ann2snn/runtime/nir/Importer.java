package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.TextTable;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A program that reads NIR files, and what it makes of what a network has; the table {@code
 * importers.txt} says so of each, and how that was found.
 *
 * @param title its name
 * @param version release or branch, and commit, of the source that was read
 * @param simulates whether it runs what it reads, or only loads it and checks its types
 * @param findings what it makes of features; of those that are not keys, what is meant
 */
public record Importer(
    String title, String version, boolean simulates, Map<Feature, Finding> findings) {
  private static final List<Importer> ALL = read();

  /** All that are known, the reference library first. */
  public static List<Importer> all() {
    return ALL;
  }

  private static List<Importer> read() {
    List<List<String>> rows = TextTable.read(Importer.class, "importers.txt");
    return rows.stream().filter(row -> row.size() == 3).map(row -> of(row, rows)).toList();
  }

  private static Importer of(List<String> program, List<List<String>> rows) {
    boolean simulates = program.get(2).equals("simulates");
    Map<Feature, Finding> findings = new EnumMap<>(Feature.class);
    for (List<String> row : rows) {
      String meant = row.get(0);
      if (row.size() == 5
          && (meant.equals("all")
              || (simulates && meant.equals("simulators"))
              || meant.equals(program.get(0)))) {
        Agreement agreement = Agreement.valueOf(row.get(2));
        findings.put(Feature.valueOf(row.get(1)), new Finding(agreement, row.get(3), row.get(4)));
      }
    }
    return new Importer(
        program.get(0), program.get(1), simulates, Collections.unmodifiableMap(findings));
  }

  /** What it makes of what {@code network} has, the worst first. */
  public List<Finding> findings(SpikingNetwork network) {
    return Feature.of(network).stream()
        .filter(findings::containsKey)
        .map(findings::get)
        .sorted(Comparator.comparing(Finding::agreement).reversed())
        .toList();
  }

  /** How well it reproduces {@code network}: as well as the worst that it makes of it. */
  public Agreement agreement(SpikingNetwork network) {
    List<Finding> found = findings(network);
    return found.isEmpty() ? Agreement.REPRODUCES : found.get(0).agreement();
  }

  /**
   * What a program makes of a feature.
   *
   * @param agreement how well it does
   * @param reason in a few words
   * @param source file of the program at the version of its {@link Importer}, where it was found
   */
  public record Finding(Agreement agreement, String reason, String source) {}

  /** How well a program reproduces a network that it reads from a file; from best to worst. */
  public enum Agreement {
    /** The same spikes, but for the order in which it adds. */
    REPRODUCES("yes"),
    /** The same neurons, some of whose spikes may differ. */
    CLOSE("nearly"),
    /** Reading its source did not settle it. */
    UNKNOWN("unknown"),
    /** Another network, which computes something else. */
    DIFFERS("no"),
    /** It does not read the file. */
    REFUSES("refuses");

    private final String word;

    Agreement(String word) {
      this.word = word;
    }

    /** How tables say it. */
    public String word() {
      return word;
    }
  }
}
