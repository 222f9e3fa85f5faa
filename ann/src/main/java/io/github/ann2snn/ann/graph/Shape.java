package io.github.ann2snn.ann.graph;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sizes of the values that a node gives for one sample: {@code [features]}, {@code [channels,
 * length]} or {@code [channels, height, width]}; between two reshapings anything else. Values lie
 * row-major.
 *
 * @param sizes one per dimension, each at least 1; channels first
 */
public record Shape(List<Integer> sizes) {
  /** More than anything that runs here needs; hostile files declare more. */
  private static final int MAX_VALUES = 1 << 28;

  private static final int MAX_RANK = 8;

  /**
   * @throws IllegalArgumentException if there are no dimensions or more than 8, a size is below 1,
   *     or there are more than 268435456 values
   */
  public Shape {
    sizes = List.copyOf(sizes);
    Refusal.when(
        sizes.isEmpty() || sizes.size() > MAX_RANK || sizes.stream().anyMatch(size -> size < 1),
        "shape %s, expected 1 to %d sizes of at least 1",
        sizes,
        MAX_RANK);
    double values = sizes.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
    Refusal.when(values > MAX_VALUES, "shape %s has more than %d values", sizes, MAX_VALUES);
  }

  /** A shape of these sizes. */
  public static Shape of(Integer... sizes) {
    return new Shape(List.of(sizes));
  }

  /** Number of dimensions. */
  public int rank() {
    return sizes.size();
  }

  /** Size of a dimension. */
  public int size(int dimension) {
    return sizes.get(dimension);
  }

  /** Number of values. */
  public int values() {
    return sizes.stream().reduce(1, (a, b) -> a * b);
  }

  /** Number of channels: the first size. */
  public int channels() {
    return sizes.get(0);
  }

  /** Number of values of one channel. */
  public int perChannel() {
    return values() / channels();
  }

  /**
   * As windows see it: a row of values is an image of height 1.
   *
   * @throws IllegalArgumentException if it is neither {@code [channels, length]} nor {@code
   *     [channels, height, width]}
   */
  public FeatureMaps maps() {
    Refusal.when(
        rank() != 2 && rank() != 3,
        "values of shape %s, expected [channels, length] or [channels, height, width]",
        this);
    return new FeatureMaps(channels(), rank() == 3 ? size(1) : 1, size(rank() - 1));
  }

  /**
   * The shape of what a window makes.
   *
   * @throws IllegalArgumentException if the window does not fit
   */
  public Shape windowed(Window window, int channels) {
    WindowAxis rows = window.vertical();
    boolean isRow = rows.taps() == 1 && rows.stride() == 1 && rows.before() + rows.after() == 0;
    Refusal.when(rank() == 2 && !isRow, "a window of two dimensions over values of shape %s", this);
    return ofMaps(window.output(maps(), channels));
  }

  /** The shape of maps that were made of these: of the same number of dimensions. */
  Shape ofMaps(FeatureMaps made) {
    return rank() == 2
        ? of(made.channels(), made.width())
        : of(made.channels(), made.height(), made.width());
  }

  /** How far apart neighbours along each dimension lie. */
  public int[] strides() {
    int[] strides = new int[rank()];
    int stride = 1;
    for (int d = rank() - 1; d >= 0; d--) {
      strides[d] = stride;
      stride *= size(d);
    }
    return strides;
  }

  /**
   * Goes through all places, ascending. Place {@code (i_0, i_1, ...)} comes with the offset {@code
   * first + sum_d i_d step_d}: that is all the arithmetic of cutting, padding and turning.
   */
  public void walk(int first, int[] step, Walk walk) {
    int[] index = new int[rank()];
    int offset = first;
    int values = values();
    for (int place = 0; place < values; place++) {
      walk.at(place, offset);
      for (int d = index.length - 1; d >= 0; d--) {
        offset += step[d];
        if (++index[d] < size(d)) {
          break;
        }
        offset -= step[d] * index[d];
        index[d] = 0;
      }
    }
  }

  /** Receives places. */
  public interface Walk {
    /** A place, and the offset that belongs to it. */
    void at(int place, int offset);
  }

  /** {@code [1, 28, 28]}. */
  @Override
  public String toString() {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
