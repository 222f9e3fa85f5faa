package io.github.ann2snn.ann.forward;

import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Places copied from elsewhere, and constants between them. */
final class Moves implements Maker {
  /** Floats hold whole numbers of twice as many bits exactly. */
  private static final int HALF = 14;

  private final Lanes lanes;
  private final float constant;
  private final List<Run> runs = new ArrayList<>();

  private Moves(Lanes lanes, float constant) {
    this.lanes = lanes;
    this.constant = constant;
  }

  /**
   * Places one behind the other.
   *
   * @param input which input they come from; -1 for constants
   * @param from the first one of the input
   * @param to the first one of the result
   */
  private record Run(int input, int from, int to, int count) {}

  /**
   * Asks an operation itself what it does with places, by letting it move their numbers.
   *
   * @param operation gives values of its inputs, or 0 where the constant belongs
   */
  static Moves of(Operation operation, List<Shape> shapes, float constant, Lanes lanes) {
    List<float[]> low = new ArrayList<>();
    List<float[]> high = new ArrayList<>();
    int[] begins = new int[shapes.size()];
    int number = 1;
    for (int i = 0; i < begins.length; i++) {
      begins[i] = number;
      float[] lower = new float[shapes.get(i).values()];
      float[] upper = new float[lower.length];
      for (int place = 0; place < lower.length; place++, number = Math.incrementExact(number)) {
        lower[place] = number & ((1 << HALF) - 1);
        upper[place] = number >>> HALF;
      }
      low.add(lower);
      high.add(upper);
    }
    float[] lower = operation.apply(low, shapes);
    float[] upper = operation.apply(high, shapes);
    Moves moves = new Moves(lanes, constant);
    int previous = -2;
    for (int place = 0; place < lower.length; place++) {
      int source = ((int) upper[place] << HALF) + (int) lower[place];
      boolean joins =
          source == 0 ? previous == 0 : source == previous + 1 && !starts(source, begins);
      if (place > 0 && joins) {
        moves.lengthen();
      } else {
        int input = input(source, begins);
        moves.runs.add(new Run(input, input < 0 ? 0 : source - begins[input], place, 1));
      }
      previous = source;
    }
    return moves;
  }

  private void lengthen() {
    Run last = runs.get(runs.size() - 1);
    runs.set(runs.size() - 1, new Run(last.input, last.from, last.to, last.count + 1));
  }

  private static boolean starts(int source, int[] begins) {
    return Arrays.binarySearch(begins, source) >= 0;
  }

  /** Of which input a place is. */
  private static int input(int source, int[] begins) {
    int at = Arrays.binarySearch(begins, source);
    return at >= 0 ? at : -at - 2;
  }

  @Override
  public void make(List<float[]> inputs, float[] y, Done done) {
    for (Run run : runs) {
      int to = lanes.at(run.to);
      int length = run.count * lanes.samples();
      if (run.input < 0) {
        Arrays.fill(y, to, to + length, constant);
      } else {
        System.arraycopy(inputs.get(run.input), lanes.at(run.from), y, to, length);
      }
      done.done(run.to, run.count);
    }
  }
}
