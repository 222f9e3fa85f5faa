package io.github.ann2snn.datasets;

import io.github.ann2snn.files.Text;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Classes that files call by number, from 0 or from 1 on.
 *
 * @param first label of the first class: 0 or 1
 * @param last label of the last class
 * @param absent labels from 0 to the last that no training sample has
 */
public record ClassNumbers(int first, int last, List<Integer> absent) {
  private static final int MOST_NAMED = 5;

  public ClassNumbers {
    absent = List.copyOf(absent);
  }

  /**
   * Works out the classes. Labels from 1 on without a gap are classes from 1 on, unless the network
   * that is to tell them has an output more, for label 0.
   *
   * @param found the labels of the training samples, at least one
   * @param wanted number of classes of that network, if there is one
   */
  public static ClassNumbers of(BitSet found, OptionalInt wanted) {
    int last = found.length() - 1;
    List<Integer> absent =
        IntStream.range(0, last).filter(label -> !found.get(label)).boxed().toList();
    boolean fromOne = absent.equals(List.of(0));
    boolean outputForZero = wanted.isPresent() && wanted.getAsInt() == last + 1;
    return new ClassNumbers(fromOne && last > 1 && !outputForZero ? 1 : 0, last, absent);
  }

  /** Whether there is a sample with each label, or with each from 1 on. */
  public boolean withoutGap() {
    return absent.isEmpty() || (absent.equals(List.of(0)) && last > 1);
  }

  /** A name for each class. */
  public List<String> names() {
    return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
  }

  /** What the user should know of labels that do not begin at 0, or leave some out. */
  public Optional<String> notice() {
    if (absent.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        first == 1
            ? Text.of("labels go from 1 to %d: label 1 is the first class", last)
            : Text.of(
                "no training sample has label %s: %d classes, 0 to %d",
                absent.stream()
                        .limit(MOST_NAMED)
                        .map(String::valueOf)
                        .collect(Collectors.joining(", "))
                    + (absent.size() > MOST_NAMED ? ", ..." : ""),
                last + 1,
                last));
  }
}
