package io.github.ann2snn.ann.forward;

import io.github.ann2snn.ann.graph.Concat;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Ending;
import io.github.ann2snn.ann.graph.GlobalAverage;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Pad;
import io.github.ann2snn.ann.graph.Permute;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.graph.Slice;
import io.github.ann2snn.ann.graph.Upsample;
import java.util.ArrayList;
import java.util.List;

/** Computes the values of a node in an array of their own. */
@FunctionalInterface
interface Maker {
  /**
   * Computes them.
   *
   * @param inputs what the node takes
   * @param done told of places as soon as they are computed
   */
  void make(List<float[]> inputs, float[] y, Done done);

  /** Receives places that are computed, which it may change. */
  @FunctionalInterface
  interface Done {
    /** Places {@code place} to {@code place + count}. */
    void done(int place, int count);
  }

  /** What an operation other than a {@link Change} does. */
  static Maker of(Operation operation, List<Shape> shapes, Lanes lanes) {
    if (operation instanceof Dense dense) {
      return Sums.of(dense, lanes);
    }
    if (operation instanceof Convolve convolve) {
      return Sums.of(convolve, shapes.get(0).maps(), lanes);
    }
    if (operation instanceof Pool pool) {
      return Pooling.of(pool, shapes.get(0).maps(), lanes);
    }
    if (operation instanceof GlobalAverage) {
      return Pooling.global(shapes.get(0), lanes);
    }
    if (operation instanceof Pad pad) {
      return Moves.of(new Pad(pad.before(), pad.after(), 0), shapes, pad.value(), lanes);
    }
    if (operation instanceof Concat
        || operation instanceof Slice
        || operation instanceof Permute
        || operation instanceof Upsample) {
      return Moves.of(operation, shapes, 0, lanes);
    }
    if (operation instanceof Ending) {
      return (inputs, y, done) -> eachSample(operation, shapes, inputs.get(0), y, lanes);
    }
    throw new IllegalStateException("nothing computes " + operation.kindName());
  }

  /** As the operation defines it: it is rare and small. */
  private static void eachSample(
      Operation operation, List<Shape> shapes, float[] x, float[] y, Lanes lanes) {
    int places = shapes.get(0).values();
    float[] rows = new float[places * lanes.samples()];
    lanes.gather(x, places, lanes.samples(), rows);
    List<float[]> made = new ArrayList<>();
    for (int row = 0; row < lanes.samples(); row++) {
      float[] values = new float[places];
      System.arraycopy(rows, row * places, values, 0, places);
      made.add(operation.apply(List.of(values), shapes));
    }
    lanes.spread(made, made.get(0).length, y);
  }
}
