package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.kernel.WindowProgram.Currents;
import io.github.ann2snn.runtime.kernel.WindowProgram.Strip;
import jdk.incubator.vector.FloatVector;

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
  int LANES = FloatVector.SPECIES_PREFERRED.length();

  /** Three rows of two vectors, down the map. */
  void threeByTwo(WindowProgram p, Strip s, int x, MapEvents in, Currents currents);

  /** Three rows of four vectors, down the map. */
  void threeByFour(WindowProgram p, Strip s, int x, MapEvents in, Currents currents);

  /** Five rows of two vectors, down the map. */
  void fiveByTwo(WindowProgram p, Strip s, int x, MapEvents in, Currents currents);

  /** Four vectors, on top of what is there. */
  void four(
      WindowProgram p, Strip s, int shift, MapEvents in, int begin, int end, float[] to, int at);

  /** Two vectors, on top of what is there. */
  void two(
      WindowProgram p, Strip s, int shift, MapEvents in, int begin, int end, float[] to, int at);

  /** One vector, on top of what is there. */
  void one(
      WindowProgram p, Strip s, int shift, MapEvents in, int begin, int end, float[] to, int at);

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
    if (p.vertical().taps() == 5) {
      fiveByTwo(p, s, x, in, currents);
    } else if (s.width() == 4) {
      threeByFour(p, s, x, in, currents);
    } else {
      threeByTwo(p, s, x, in, currents);
    }
  }

  private void gather(WindowProgram p, Strip s, int x, MapEvents in, Currents currents) {
    int[] first = in.first;
    for (int y = 0; y < p.outputRows(); y++) {
      int place = y * p.row() + x * p.lanes() + s.vector() * LANES;
      int to = currents.at() + place;
      if (currents.base() != currents.to() || currents.from() != currents.at()) {
        int width = s.width() * LANES;
        System.arraycopy(currents.base(), currents.from() + place, currents.to(), to, width);
      }
      int firstTap = p.firstTap(y);
      int end = firstTap + p.taps(y);
      for (int tap = firstTap; tap < end; tap++) {
        int line = p.vertical().at(y, tap);
        int blocks = line * p.inputRow();
        for (int range = s.first()[x]; range < s.first()[x + 1]; range++) {
          int shift = s.shift(p, range, line, tap);
          int begin = first[blocks + s.begin()[range]];
          int behind = first[blocks + s.end()[range]];
          add(p, s, shift, in, begin, behind, currents.to(), to);
        }
      }
    }
  }

  private void add(
      WindowProgram p, Strip s, int shift, MapEvents in, int begin, int end, float[] to, int at) {
    if (s.width() == 4) {
      four(p, s, shift, in, begin, end, to, at);
    } else if (s.width() == 2) {
      two(p, s, shift, in, begin, end, to, at);
    } else {
      one(p, s, shift, in, begin, end, to, at);
    }
  }
}
