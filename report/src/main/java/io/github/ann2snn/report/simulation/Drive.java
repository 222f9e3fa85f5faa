package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.dynamics.quantity.InputCurrent;
import io.github.ann2snn.dynamics.quantity.Quantity;
import io.github.ann2snn.dynamics.quantity.Quantity.QuantitySteps;
import io.github.ann2snn.dynamics.quantity.Unit;
import io.github.ann2snn.dynamics.quantity.Unit.Dimension;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.evaluation.Progress;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The currents into neurons: constant while they flow, with noise on top.
 *
 * @param constant the current of each neuron
 * @param noise standard deviation of the noise, which is drawn anew at every step; at least 0
 * @param seed of the noise
 * @param switching when the current flows; noise always does
 */
public record Drive(Constant constant, Quantity noise, long seed, Switching switching) {
  /** The most neurons; all-to-all synapses take memory for far fewer. */
  private static final int MAX_NEURONS = 1_000_000;

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public Drive {
    Refusal.when(noise.value().signum() < 0, "--noise is %s, expected at least 0nA", noise);
  }

  /** How many neurons there are. */
  public int neurons() {
    return constant.neurons();
  }

  /** The constant part for each neuron, in nA. */
  public double[] nanoamperes() {
    return constant.nanoamperes();
  }

  /**
   * The whole current.
   *
   * @throws IllegalArgumentException if it would never flow in a run of that length
   */
  public InputCurrent current(QuantitySteps steps) {
    InputCurrent always = InputCurrent.perNeuron(nanoamperes());
    InputCurrent gate = switching.plan(steps).gate();
    InputCurrent constant = switching.always() ? always : always.during(gate);
    return isNoisy()
        ? constant.plus(InputCurrent.noise(0, noise.in(Unit.NANOAMPERE), seed))
        : constant;
  }

  /** The same, for a run whose progress is watched. */
  InputCurrent current(QuantitySteps steps, Progress.Work work) {
    return current(steps).watched(work::step);
  }

  /** Begins to tell how a run gets on. */
  Progress.Work begin(QuantitySteps steps, Progress progress) {
    return progress.start("Simulating", neurons() * steps.steps(), "neuron steps");
  }

  /** Whether there is noise. */
  public boolean isNoisy() {
    return noise.value().signum() > 0;
  }

  /** The strongest constant current, as it was given. */
  public Quantity strongest() {
    boolean rises = constant.to().in(Unit.NANOAMPERE) > constant.from().in(Unit.NANOAMPERE);
    return neurons() > 1 && rises ? constant.to() : constant.from();
  }

  /** What was not done as it was asked for. */
  List<String> notes() {
    return constant instanceof Listed listed ? listed.notes() : List.of();
  }

  /** For the document: the options that were given. */
  void describe(ObjectNode settings) {
    settings.put("neurons", neurons());
    settings.put("current", constant.from().toString()).put("currentTo", constant.to().toString());
    if (constant instanceof Listed listed) {
      settings.put("currents", listed.file).put("currentsSha256", listed.sha256);
    }
    settings.put("noise", noise.toString());
    switching.describe(settings);
  }

  /** Such as {@code 2.1nA ... 4nA}. */
  @Override
  public String toString() {
    String when = switching.always() ? constant.toString() : constant + ", " + switching;
    return isNoisy() ? Text.of("%s, noise of %s", when, noise) : when;
  }

  /** The current of each neuron, while it flows. */
  public sealed interface Constant {
    /** How many neurons there are, at least 1. */
    int neurons();

    /** For each of them. */
    double[] nanoamperes();

    /** That of the first neuron, or the lowest, if they are listed. */
    Quantity from();

    /** That of the last neuron, or the highest, if they are listed. */
    Quantity to();
  }

  private static void requireNeurons(int neurons) {
    Refusal.when(
        neurons < 1 || neurons > MAX_NEURONS,
        "--neurons is %d, expected 1 to %d",
        neurons,
        MAX_NEURONS);
  }

  /**
   * Currents that are spread evenly.
   *
   * @param from current into the first neuron
   * @param to current into the last neuron; a single neuron gets the first current
   */
  public record Spread(int neurons, Quantity from, Quantity to) implements Constant {
    /**
     * @throws IllegalArgumentException if there are no neurons or too many
     */
    public Spread {
      requireNeurons(neurons);
    }

    @Override
    public double[] nanoamperes() {
      double first = from.in(Unit.NANOAMPERE);
      double last = to.in(Unit.NANOAMPERE);
      double[] currents = new double[neurons];
      double step = neurons == 1 ? 0 : (last - first) / (neurons - 1);
      Arrays.setAll(currents, n -> first + n * step);
      if (neurons > 1) {
        currents[neurons - 1] = last;
      }
      return currents;
    }

    @Override
    public String toString() {
      return from.equals(to) ? from.toString() : from + " ... " + to;
    }
  }

  /**
   * Currents neuron by neuron, as a file lists them: CSV in UTF-8 whose header is {@code
   * neuron,current_nA}, or with another unit of currents; empty lines do not count. Neurons that
   * have no line get no current.
   *
   * @param file its name
   * @param sha256 digest of its bytes
   * @param nanoamperes of each neuron
   * @param from the lowest current
   * @param to the highest current
   * @param unlisted how many neurons have no line
   */
  public record Listed(
      String file, String sha256, double[] nanoamperes, Quantity from, Quantity to, int unlisted)
      implements Constant {
    /** The columns of the file. */
    public static final String COLUMNS = "neuron,current_nA";

    private static final String CURRENT = "current_";

    /**
     * Reads all of a list.
     *
     * @param neurons how many there are; empty: as many as the list has numbers up to the largest
     * @throws BadFileException if there is no such file, a line is not as it should be or a neuron
     *     does not exist or has two lines; the message names file, line, value and what is allowed
     */
    public static Listed read(Path file, OptionalInt neurons) throws IOException {
      neurons.ifPresent(Drive::requireNeurons);
      try (CsvRecords records = new CsvRecords(file, "; --currents takes a CSV file", "")) {
        List<String> units =
            Unit.all(Dimension.CURRENT).stream().map(unit -> CURRENT + unit.symbol()).toList();
        List<String> known = new ArrayList<>(List.of("neuron"));
        known.addAll(units);
        List<String> columns = records.header(known, 1, COLUMNS);
        if (columns.size() != 2) {
          throw records.damage(
              "the header is '%s', expected %s", String.join(",", columns), COLUMNS);
        }
        int first = columns.indexOf("neuron");
        String column = columns.get(1 - first);
        Unit unit = Unit.of(column.substring(CURRENT.length())).orElseThrow();
        SortedMap<Integer, Quantity> listed = new TreeMap<>();
        List<String> row = records.nextBelow(columns);
        for (; row != null; row = records.nextBelow(columns)) {
          int neuron = records.neuron("neuron", row.get(first), neurons.orElse(MAX_NEURONS));
          if (listed.put(neuron, current(records, column, row.get(1 - first), unit)) != null) {
            throw records.damage("neuron %d has a line already", neuron);
          }
        }
        if (listed.isEmpty()) {
          throw new BadFileException(file, "", "it lists no currents below its header");
        }
        int count = neurons.orElse(listed.lastKey() + 1);
        return of(file, listed, count, unit);
      }
    }

    private static Quantity current(CsvRecords records, String column, String text, Unit unit)
        throws BadFileException {
      if (!CsvRecords.DECIMAL.matcher(text).matches()) {
        throw records.damage("%s is '%s', expected a number", column, text);
      }
      try {
        return new Quantity(new BigDecimal(text), unit);
      } catch (IllegalArgumentException e) {
        throw records.damage("%s is %s", column, e.getMessage());
      }
    }

    private static Listed of(Path file, SortedMap<Integer, Quantity> listed, int neurons, Unit unit)
        throws IOException {
      double[] currents = new double[neurons];
      listed.forEach((neuron, current) -> currents[neuron] = current.in(Unit.NANOAMPERE));
      List<Quantity> all = new ArrayList<>(listed.values());
      if (listed.size() < neurons) {
        all.add(new Quantity(BigDecimal.ZERO, unit));
      }
      Comparator<Quantity> bySize = Comparator.comparing(q -> q.exactlyIn(Unit.NANOAMPERE));
      return new Listed(
          String.valueOf(file.getFileName()),
          ContentDigest.ofFile(file),
          currents,
          Collections.min(all, bySize),
          Collections.max(all, bySize),
          neurons - listed.size());
    }

    @Override
    public int neurons() {
      return nanoamperes.length;
    }

    private List<String> notes() {
      return unlisted == 0
          ? List.of()
          : List.of(
              Text.of(
                  "%s has no line for %,d of %,d neurons: no current flows into them",
                  file, unlisted, neurons()));
    }

    @Override
    public String toString() {
      return (from.equals(to) ? from.toString() : from + " ... " + to) + " as " + file + " lists";
    }
  }
}
