package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.kernel.WindowProgram.Currents;
import io.github.ann2snn.runtime.kernel.WindowProgram.Strip;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adds what comes over a convolution with the Vector API, strip by strip: {@link SimdWindows} that
 * of spikes, {@link SimdProducts} that of values, {@link SimdIntegerWindows} both of integer
 * networks. The first two differ in a multiplication, which costs spikes a seventh of their time.
 *
 * <p>Sums stay in registers while a strip goes through the events that it sees. Where the window
 * has three or five rows, it goes down the map: a row of the input adds to all rows of sums that it
 * reaches, the oldest of which is then done. Vectors are carried through two loops at most: C2 of
 * JDK 17 puts those of a third on the heap.
 */
interface SimdStrips {
  VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
  int LANES = FLOATS.length();

  /** Three rows of two vectors, down the map. */
  void threeByTwo(WindowProgram p, Strip s, int x, MapEvents in, Currents currents);

  /**
   * Likewise, where windows are two rows apart: every other row of the input adds to two of them.
   */
  default void everyOther(WindowProgram p, Strip s, int x, MapEvents in, Currents currents) {
    gather(p, s, x, in, currents);
  }

  /** Three rows of four vectors, down the map. */
  void threeByFour(WindowProgram p, Strip s, int x, MapEvents in, Currents currents);

  /** Five rows of two vectors, down the map. */
  void fiveByTwo(WindowProgram p, Strip s, int x, MapEvents in, Currents currents);

  /**
   * Four vectors of a position.
   *
   * @param count number of those events that the window sees ({@link MapEvents#weights})
   * @param place of the first sum
   */
  void four(WindowProgram p, MapEvents in, int count, Currents currents, int place);

  /** Likewise, two vectors. */
  void two(WindowProgram p, MapEvents in, int count, Currents currents, int place);

  /** Likewise, one vector. */
  void one(WindowProgram p, MapEvents in, int count, Currents currents, int place);

  /** Adds some events. */
  default void add(WindowProgram p, MapEvents in, Currents currents) {
    // without an iterator, which would be an object
    for (int n = 0; n < p.strips().size(); n++) {
      Strip strip = p.strips().get(n);
      for (int x = 0; x < p.outputColumns(); x += strip.columns()) {
        if (strip.rolling()) {
          roll(p, strip, x, in, currents);
        } else {
          gather(p, strip, x, in, currents);
        }
      }
    }
  }

  private void roll(WindowProgram p, Strip s, int x, MapEvents in, Currents currents) {
    if (p.vertical().stride() == 2) {
      everyOther(p, s, x, in, currents);
    } else if (p.vertical().taps() == 5) {
      fiveByTwo(p, s, x, in, currents);
    } else if (s.width() == 4) {
      threeByFour(p, s, x, in, currents);
    } else {
      threeByTwo(p, s, x, in, currents);
    }
  }

  default void gather(WindowProgram p, Strip s, int x, MapEvents in, Currents currents) {
    int[] first = in.first;
    int taps = p.vertical().taps();
    int perTap = s.perPlace() / taps;
    int perLine = p.inputRow() * MapSpikes.BLOCK * s.perPlace();
    for (int y = 0; y < p.outputRows(); y++) {
      int count = 0;
      for (int tap = 0; tap < taps; tap++) {
        int line = p.vertical().at(y, tap);
        if (line < 0 || line >= p.inputRows()) {
          continue;
        }
        int blocks = line * p.inputRow();
        int shift = (taps - 1 - tap) * perTap - line * perLine;
        for (int range = s.first()[x]; range < s.first()[x + 1]; range++) {
          int begin = first[blocks + s.begin()[range]];
          int end = first[blocks + s.end()[range]];
          see(in, begin, end, s.perPlace(), s.base()[range] + shift, count);
          count += end - begin;
        }
      }
      add(p, s, in, count, currents, y * p.row() + x * p.lanes() + s.vector() * LANES);
    }
  }

  /** Lists events that a window sees behind others, whole vectors at once: seldom more than one. */
  private static void see(MapEvents in, int begin, int end, int perPlace, int shift, int count) {
    int[] weights = in.weights;
    float[] values = in.values;
    for (int event = begin, to = count; event < end; event += LANES, to += LANES) {
      IntVector.fromArray(INTS, in.places, event).mul(perPlace).add(shift).intoArray(weights, to);
      if (values != null) {
        FloatVector.fromArray(FLOATS, values, event).intoArray(in.seen, to);
      }
    }
  }

  private void add(
      WindowProgram p, Strip s, MapEvents in, int count, Currents currents, int place) {
    if (s.width() == 4) {
      four(p, in, count, currents, place);
    } else if (s.width() == 2) {
      two(p, in, count, currents, place);
    } else {
      one(p, in, count, currents, place);
    }
  }
}
