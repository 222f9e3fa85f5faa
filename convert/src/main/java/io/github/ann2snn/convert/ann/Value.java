package io.github.ann2snn.convert.ann;

import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.OneToOne.Every;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a node of a graph gives, as sums of {@link Term}s: one sum for each part of the channels,
 * several where values lie one behind the other ({@code Concat}).
 *
 * @param parts of the channels, in order
 */
record Value(List<Part> parts) {
  /** So many terms may there be; hostile files could double them without end. */
  private static final int MOST_TERMS = 256;

  /**
   * A range of channels.
   *
   * @param channels number of channels
   * @param terms that add up to their values
   */
  record Part(int channels, List<Term> terms) {
    Part {
      terms = List.copyOf(terms);
    }
  }

  /** Changes a term. */
  @FunctionalInterface
  interface Change {
    Term of(Term term) throws ConversionRefusedException;
  }

  /** Changes a term that stands for a part of the channels. */
  @FunctionalInterface
  interface PartChange {
    /**
     * @param from the first channel of the part
     * @param first whether the term is the first of all, which takes the biases
     */
    Term of(Term term, int from, int channels, boolean first) throws ConversionRefusedException;
  }

  Value {
    parts = List.copyOf(parts);
  }

  /** The values of a source. */
  static Value of(int source, Shape shape) {
    return new Value(List.of(new Part(shape.channels(), List.of(Term.of(source)))));
  }

  /** Number of channels. */
  int channels() {
    return parts.stream().mapToInt(Part::channels).sum();
  }

  /** All terms, of whatever part. */
  List<Term> terms() {
    return parts.stream().flatMap(part -> part.terms.stream()).toList();
  }

  /** The same parts with other terms. */
  Value change(Change change) throws ConversionRefusedException {
    List<Part> changed = new ArrayList<>();
    for (Part part : parts) {
      List<Term> terms = new ArrayList<>();
      for (Term term : part.terms) {
        terms.add(change.of(term));
      }
      changed.add(new Part(part.channels, terms));
    }
    return new Value(changed);
  }

  /** The sum of all parts' terms, each changed into one of {@code channels} channels. */
  Value join(int channels, PartChange change) throws ConversionRefusedException {
    List<Term> terms = new ArrayList<>();
    int from = 0;
    for (Part part : parts) {
      for (Term term : part.terms) {
        terms.add(change.of(term, from, part.channels, terms.isEmpty()));
      }
      from += part.channels;
    }
    return new Value(List.of(new Part(channels, terms)));
  }

  /** Batch normalisation, or the scaling of the input; each part gets its share. */
  Value transform(ChannelTransform all, String place) throws ConversionRefusedException {
    if (parts.size() == 1 && parts.get(0).terms.size() == 1) {
      return change(term -> term.transform(all, place));
    }
    List<Part> changed = new ArrayList<>();
    int spread = Math.max(1, channels() / all.channels());
    ChannelTransform each = all.spread(spread);
    int share = each.channels() / channels();
    int from = 0;
    for (Part part : parts) {
      ChannelTransform own = each.part(from * share, (from + part.channels) * share);
      List<Term> terms = new ArrayList<>();
      for (Term term : part.terms) {
        // The shift is added once, whatever the number of terms.
        terms.add(term.transform(terms.isEmpty() ? own : own.withoutShift(), place));
      }
      changed.add(new Part(part.channels, terms));
      from += part.channels;
    }
    return new Value(changed);
  }

  /** Values in another shape. */
  Value reshape(Shape before, Shape to, String place) throws ConversionRefusedException {
    if (parts.size() == 1) {
      Part part = parts.get(0);
      List<Term> terms = new ArrayList<>();
      for (Term term : part.terms) {
        terms.add(term.reshape(before, to, place));
      }
      return new Value(List.of(new Part(to.channels(), terms)));
    }
    if (to.rank() != 1) {
      throw ConversionRefusedException.unsupported(
          place, "it reshapes what was concatenated. Flatten it, or reshape before.");
    }
    List<Part> changed = new ArrayList<>();
    int area = before.perChannel();
    for (Part part : parts) {
      List<Term> terms = new ArrayList<>();
      Shape own = withChannels(before, part.channels);
      for (Term term : part.terms) {
        terms.add(term.reshape(own, Shape.of(part.channels * area), place));
      }
      changed.add(new Part(part.channels * area, terms));
    }
    return new Value(changed);
  }

  private static Shape withChannels(Shape shape, int channels) {
    List<Integer> sizes = new ArrayList<>(shape.sizes());
    sizes.set(0, channels);
    return new Shape(sizes);
  }

  /** One behind the other, along the channels. */
  static Value concat(List<Value> values, String place) throws ConversionRefusedException {
    return new Value(values.stream().flatMap(value -> value.parts.stream()).toList()).few(place);
  }

  /** This, unless it has more terms than any network. */
  private Value few(String place) throws ConversionRefusedException {
    int terms = terms().size();
    if (terms > MOST_TERMS) {
      throw ConversionRefusedException.unsupported(
          place,
          "%d branches come together there, of which no activation is in between; at most %d can",
          terms,
          MOST_TERMS);
    }
    return this;
  }

  /** The sum of values, which must be cut into the same parts. */
  static Value add(List<Value> values, Shape shape, String place)
      throws ConversionRefusedException {
    List<Value> alike = new ArrayList<>();
    boolean same = values.stream().map(Value::sizes).distinct().count() == 1;
    for (Value value : values) {
      alike.add(same ? value : value.whole(shape, place));
    }
    List<Part> sums = new ArrayList<>();
    for (int p = 0; p < alike.get(0).parts.size(); p++) {
      int part = p;
      List<Term> terms =
          alike.stream().flatMap(value -> value.parts.get(part).terms.stream()).toList();
      sums.add(new Part(alike.get(0).parts.get(p).channels, terms));
    }
    return new Value(sums).few(place);
  }

  private List<Integer> sizes() {
    return parts.stream().map(Part::channels).toList();
  }

  /** Whether values that were concatenated can be put side by side in one population. */
  boolean canBeWhole(Shape shape) {
    FeatureMaps maps = maps(shape);
    return parts.size() == 1
        || parts.stream()
            .allMatch(
                part -> {
                  FeatureMaps own = new FeatureMaps(part.channels, maps.height(), maps.width());
                  return part.terms.stream().allMatch(term -> term.canMove(own));
                });
  }

  /**
   * One part, whose terms lead to their channels.
   *
   * @throws ConversionRefusedException if there are weights behind which that cannot be
   */
  Value whole(Shape shape, String place) throws ConversionRefusedException {
    if (parts.size() == 1) {
      return this;
    }
    FeatureMaps maps = maps(shape);
    return join(
        maps.channels(),
        (term, from, channels, first) -> {
          int[] to = IntStream.range(from, from + channels).toArray();
          FeatureMaps own = new FeatureMaps(channels, maps.height(), maps.width());
          return term.move(moves(own, maps, to, Every.ONE, Every.ONE), place);
        });
  }

  /** What leads values of one shape to their places in another. */
  static OneToOne moves(FeatureMaps from, FeatureMaps maps, int[] to, Every rows, Every columns) {
    int leading = (int) Arrays.stream(to).filter(channel -> channel >= 0).count();
    float[] ones = new float[leading];
    Arrays.fill(ones, 1);
    return new OneToOne(from, maps, to, rows, columns, ones, new float[maps.channels()]);
  }

  /** A vector as maps of one value. */
  static FeatureMaps maps(Shape shape) {
    return shape.rank() == 1 ? new FeatureMaps(shape.channels(), 1, 1) : shape.maps();
  }
}
