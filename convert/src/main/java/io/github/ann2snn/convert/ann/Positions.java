package io.github.ann2snn.convert.ann;

import io.github.ann2snn.ann.graph.AnnGraph.Node;
import io.github.ann2snn.ann.graph.Pad;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.graph.Slice;
import io.github.ann2snn.convert.ann.Value.Part;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.OneToOne.Every;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What changes the positions of values: windows over them, parts of them, zeros around them. */
final class Positions {
  private Positions() {}

  /** A window over maps. */
  static Value pool(Value value, FeatureMaps maps, Pool pool, String place)
      throws ConversionRefusedException {
    Pool.Kind kind = pool.kind();
    Window window = pool.window();
    if (kind == Pool.Kind.AVERAGE_WITHOUT_PADDING && window.isPadded()) {
      throw ConversionRefusedException.layer(
          place,
          "it averages over fewer values at the border, because padding"
              + " does not count. Use average pooling without padding.");
    }
    if (kind == Pool.Kind.MAX) {
      requireOneTerm(value, place);
    }
    List<Part> pooled = new ArrayList<>();
    for (Part part : value.parts()) {
      FeatureMaps own = new FeatureMaps(part.channels(), maps.height(), maps.width());
      List<Term> terms = new ArrayList<>();
      for (Term term : part.terms()) {
        terms.add(
            kind == Pool.Kind.MAX
                ? term.pool(new MaxGate(own, window), place)
                : term.pool(new Pooling(Pooling.Kind.AVERAGE, own, window), place));
      }
      pooled.add(new Part(part.channels(), terms));
    }
    return new Value(pooled);
  }

  private static void requireOneTerm(Value value, String place) throws ConversionRefusedException {
    for (Part part : value.parts()) {
      if (part.terms().size() > 1) {
        throw ConversionRefusedException.unsupported(
            place,
            "it takes maxima of a sum that no activation follows, where no layer of spiking neurons"
                + " can stand for it. Put the activation before it.");
      }
    }
  }

  /** Some rows, columns and channels. */
  static Value slice(Node node, Value value, Shape shape, Slice slice)
      throws ConversionRefusedException {
    int[] to = new int[shape.channels()];
    Arrays.fill(to, OneToOne.NOWHERE);
    int next = 0;
    for (int c = slice.start().get(0); c < slice.end().get(0); c += slice.step().get(0)) {
      to[c] = next++;
    }
    int last = shape.rank() - 1;
    Every rows = last < 2 ? Every.ONE : every(slice, 1);
    Every columns = last < 1 ? Every.ONE : every(slice, last);
    return moved(node, value, shape, to, rows, columns);
  }

  private static Every every(Slice slice, int dimension) {
    return new Every(slice.start().get(dimension), slice.step().get(dimension));
  }

  /** Zeros around. */
  static Value pad(Node node, Value value, Shape shape, Pad pad) throws ConversionRefusedException {
    int[] to = new int[shape.channels()];
    Arrays.setAll(to, c -> c + pad.before().get(0));
    int last = shape.rank() - 1;
    Every rows = last < 2 ? Every.ONE : new Every(-pad.before().get(1), 1);
    Every columns = last < 1 ? Every.ONE : new Every(-pad.before().get(last), 1);
    return moved(node, value, shape, to, rows, columns);
  }

  private static Value moved(
      Node node, Value value, Shape shape, int[] to, Every rows, Every columns)
      throws ConversionRefusedException {
    String place = node.toString();
    FeatureMaps from = Value.maps(shape);
    OneToOne moves = Value.moves(from, Value.maps(node.shape()), to, rows, columns);
    Value whole = value.whole(shape, place);
    List<Term> terms = new ArrayList<>();
    for (Term term : whole.terms()) {
      terms.add(term.move(moves, place));
    }
    return new Value(List.of(new Part(node.shape().channels(), terms)));
  }
}
