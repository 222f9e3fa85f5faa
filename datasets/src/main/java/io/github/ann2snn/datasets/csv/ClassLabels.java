package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.datasets.ClassNumbers;
import io.github.ann2snn.files.BadFileException;
import java.io.ByteArrayOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * The classes of a table: integers 0 ... k - 1 or 1 ... k, or sorted texts.
 *
 * @param classNames one name per class index
 * @param indexOf class index of each label as it is written
 * @param notices what the user should know of them
 */
public record ClassLabels(
    List<String> classNames, Map<String, Integer> indexOf, List<String> notices) {
  private static final int MOST_CLASSES = 256;
  private static final String INTEGER = "\\d{1,9}";

  /** What tables call the column of labels, the surest name first. */
  public static final List<String> COLUMN_NAMES = List.of("label", "class", "target", "y");

  /**
   * The column that holds the labels.
   *
   * @param file where it lies, for messages
   * @param name as messages call it
   * @param named whether the user or the table says that it is the label
   * @param pieces the labels of rows that follow each other
   * @param places where they stand, for messages: of a piece, and a place as its tally knows it
   */
  public record Column(
      String file,
      String name,
      boolean named,
      List<Tally> pieces,
      BiFunction<Integer, Long, String> places) {
    /** Each label that occurs, in the order in which they do, and where it does first. */
    private Map<String, String> firstPlaces() {
      Map<String, String> found = new LinkedHashMap<>();
      for (int p = 0; p < pieces.size(); p++) {
        List<String> distinct = pieces.get(p).distinct();
        for (int i = 0; i < distinct.size(); i++) {
          found.putIfAbsent(distinct.get(i), places.apply(p, pieces.get(p).firstPlace(i)));
        }
      }
      return found;
    }
  }

  public ClassLabels {
    classNames = List.copyOf(classNames);
    indexOf = Map.copyOf(indexOf);
    notices = List.copyOf(notices);
  }

  /**
   * Works out the classes from the labels of the training samples.
   *
   * @param wanted number of classes of the network that is to tell them, if there is one
   * @throws BadFileException if they are text where nothing says that the column is the label, a
   *     number is missing between 0 and the largest, or there is one class or more than 256
   */
  public static ClassLabels of(Column column, OptionalInt wanted) throws BadFileException {
    Map<String, String> places = column.firstPlaces();
    boolean integers = places.keySet().stream().allMatch(label -> label.matches(INTEGER));
    if (integers && places.size() >= Tally.MOST_DISTINCT) {
      throw wrongCount(column, places.size() + " classes or more");
    }
    ClassLabels labels = integers ? numbers(column, places, wanted) : texts(column.named(), places);
    int classes = labels.classNames().size();
    if (classes < 2 || classes > MOST_CLASSES) {
      String more = classes >= Tally.MOST_DISTINCT ? " or more" : "";
      throw wrongCount(column, classes + (classes == 1 ? " class" : " classes" + more));
    }
    return labels;
  }

  private static BadFileException wrongCount(Column column, String count) {
    return BadFileException.of(
        "%s: %s has %s; allowed: 2 ... %d", column.file(), column.name(), count, MOST_CLASSES);
  }

  private static ClassLabels numbers(Column column, Map<String, String> places, OptionalInt wanted)
      throws BadFileException {
    Map<String, Integer> indexOf = new HashMap<>();
    places.keySet().forEach(label -> indexOf.put(label, Integer.parseInt(label)));
    int largest = Collections.max(indexOf.values());
    if (largest > Tally.MOST_DISTINCT) {
      throw gap(column, firstAbsent(indexOf.values()), largest);
    }
    BitSet found = new BitSet();
    indexOf.values().forEach(found::set);
    ClassNumbers numbers = ClassNumbers.of(found, wanted);
    if (!numbers.withoutGap()) {
      throw gap(column, numbers.absent().get(0), largest);
    }
    indexOf.replaceAll((text, label) -> label - numbers.first());
    return new ClassLabels(numbers.names(), indexOf, numbers.notice().stream().toList());
  }

  private static int firstAbsent(Collection<Integer> labels) {
    return IntStream.range(0, labels.size() + 1)
        .filter(label -> !labels.contains(label))
        .findFirst()
        .orElseThrow();
  }

  private static BadFileException gap(Column column, int absent, int largest) {
    return BadFileException.of(
        "%s: no row has label %d, but one has %d; labels must be 0 ... k - 1 without a gap, or 1 ... k",
        column.file(), absent, largest);
  }

  private static ClassLabels texts(boolean named, Map<String, String> places)
      throws BadFileException {
    for (Map.Entry<String, String> entry : places.entrySet()) {
      String label = entry.getKey();
      BadFileException.when(
          !named && !label.matches(INTEGER),
          "%s: label '%s' is not an integer of at least 0; if this column holds labels as text,"
              + " say so with --label-column or call it 'label' in a header",
          entry.getValue(),
          label);
      if (named && CsvFormat.USUAL.isNumber(label)) {
        throw BadFileException.of(
            "%s: label '%s' is a number, but not an integer of at least 0; write classes as 0 ... k - 1",
            entry.getValue(), label);
      }
    }
    List<String> names = List.copyOf(new TreeSet<>(places.keySet()));
    Map<String, Integer> indexOf = new HashMap<>();
    names.forEach(name -> indexOf.put(name, indexOf.size()));
    return new ClassLabels(names, indexOf, List.of());
  }

  /**
   * The class index of each row, as an unsigned byte.
   *
   * @throws BadFileException if a label is none of the classes
   */
  public byte[] encode(Column column) throws BadFileException {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    for (int p = 0; p < column.pieces.size(); p++) {
      Tally rows = column.pieces.get(p);
      List<String> distinct = rows.distinct();
      for (int row = 0; row < rows.size(); row++) {
        int label = rows.index(row);
        Integer index = label < 0 ? Integer.valueOf(0) : indexOf.get(distinct.get(label));
        if (index == null) {
          throw BadFileException.of(
              "%s: label '%s' does not occur in the training table; allowed: %s",
              column.places.apply(p, rows.firstPlace(label)),
              distinct.get(label),
              String.join(", ", classNames));
        }
        encoded.write(index);
      }
    }
    return encoded.toByteArray();
  }

  /**
   * The labels of rows that follow each other, as written, and where each was met first. Of many
   * thousand different ones, which are no classes, only the first are known, so that a wrong column
   * does not fill the memory.
   */
  public static final class Tally implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    /** How many different labels are known; a data set may have far fewer. */
    static final int MOST_DISTINCT = 1_000;

    private final Map<String, Integer> indexOf = new LinkedHashMap<>();
    private final List<Long> places = new ArrayList<>();
    private int[] indices = new int[16];
    private int size;

    /** No rows yet. */
    public Tally() {}

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
}
