package io.github.ann2snn.runtime.kernel;

import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Lists what is not zero, block by block: which places of a block those are is a number of 16 bits.
 * JDK 17, which cannot compress vectors, finds the bits of each of its bytes in a table. So there
 * is no branch for each place.
 */
final class SimdLists {
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = INTS.withLanes(float.class);
  private static final int BLOCK = MapSpikes.BLOCK;

  /** Whether a vector holds a block. */
  static final boolean AVAILABLE = INTS.length() == BLOCK;

  /**
   * For each byte the indices of its bits, the lowest first; vectors read what is behind as well.
   */
  private static final int[] BITS = bits();

  private static final int[] ONE_BIT_EACH =
      IntStream.range(0, BLOCK).map(lane -> 1 << lane).toArray();

  private SimdLists() {}

  private static int[] bits() {
    int[] bits = Aligned.ints((Byte.SIZE << Byte.SIZE) + BLOCK);
    for (int value = 0; value < 1 << Byte.SIZE; value++) {
      int next = Aligned.LEAD + value * Byte.SIZE;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        bits[next] = bit;
        next += value >>> bit & 1;
      }
    }
    return bits;
  }

  /** Lists the spikes of a step. */
  static void list(MapSpikes spikes, int t, MapEvents to) {
    int[] places = to.places;
    int[] first = to.first;
    short[] masks = spikes.masks;
    int mask = spikes.at(t);
    int next = 0;
    for (int block = 0; block < to.blocks; block++) {
      next = append(masks[mask + block] & 0xffff, block * BLOCK, places, next);
      first[block + 1] = next;
    }
  }

  /** Lists the bits of a block's number, and something behind them. */
  private static int append(int bits, int place, int[] places, int next) {
    if (SimdDecoder.AVAILABLE) {
      compress(bits, place, places, next);
      return next + Integer.bitCount(bits);
    }
    int low = bits & 0xff;
    int high = bits >>> Byte.SIZE;
    IntVector.fromArray(INTS, BITS, Aligned.LEAD + low * Byte.SIZE)
        .add(place)
        .intoArray(places, next);
    int middle = next + Integer.bitCount(low);
    IntVector.fromArray(INTS, BITS, Aligned.LEAD + high * Byte.SIZE)
        .add(place + Byte.SIZE)
        .intoArray(places, middle);
    return middle + Integer.bitCount(high);
  }

  private static void compress(int bits, int place, int[] places, int next) {
    try {
      IntVector index = IntVector.zero(INTS).addIndex(1).add(place);
      VectorMask<Integer> mask = VectorMask.fromLong(INTS, bits);
      ((IntVector) SimdDecoder.COMPRESS.invokeExact(index, mask)).intoArray(places, next);
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("the handle declares it, the method does not", e);
    }
  }

  /** Lists values, and clears them. */
  static void list(float[] values, MapEvents to) {
    int[] places = to.places;
    int[] first = to.first;
    int next = 0;
    IntVector bits = IntVector.fromArray(INTS, ONE_BIT_EACH, 0);
    for (int block = 0; block < to.blocks; block++) {
      // The sign bit of n | -n is 1 unless n is 0; -0 is a zero, too.
      IntVector magnitude =
          FloatVector.fromArray(FLOATS, values, Aligned.LEAD + block * BLOCK)
              .viewAsIntegralLanes()
              .lanewise(VectorOperators.LSHL, 1);
      int mask =
          magnitude
              .or(magnitude.neg())
              .lanewise(VectorOperators.ASHR, Integer.SIZE - 1)
              .and(bits)
              .reduceLanes(VectorOperators.OR);
      next = append(mask, block * BLOCK, places, next);
      first[block + 1] = next;
    }
    for (int event = 0; event < next; event++) {
      int at = Aligned.LEAD + places[event];
      if (to.areValued()) {
        to.values[event] = values[at];
      }
      values[at] = 0;
    }
  }
}
