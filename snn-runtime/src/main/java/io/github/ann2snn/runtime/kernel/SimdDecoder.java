package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.kernel.Kernel.Awake;
import io.github.ann2snn.runtime.kernel.Kernel.History;
import io.github.ann2snn.runtime.simd.Aligned;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Picks what is not zero, of histories, of inputs and of maps, with {@code IntVector.compress},
 * which has no branch to predict. JDK 17 does not have it, so it is called through a constant
 * handle, which C2 sees through; of the spikes of maps, which are bits, JDK 17 finds those of a
 * byte in a table.
 */
final class SimdDecoder {
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final int LANES = INTS.length();
  private static final VectorSpecies<Integer> HALF =
      INTS.withShape(VectorShape.forBitSize(INTS.vectorBitSize() / 2));
  private static final VectorSpecies<Float> FLOATS = INTS.withLanes(float.class);
  private static final MethodHandle COMPRESS = compress(IntVector.class);
  private static final MethodHandle COMPRESS_FLOATS = compress(FloatVector.class);

  /** Whether this JVM has what it takes. */
  static final boolean AVAILABLE = COMPRESS != null;

  private static final int BLOCK = MapSpikes.BLOCK;

  /** Blocks that neurons run in. */
  private static final int TILE = NeuronProgram.TILE / BLOCK;

  /** Whether a vector holds a block, so that maps can be listed. */
  static final boolean LISTS = LANES == BLOCK;

  /** Whether it takes an instruction or two to know which lanes of a block a mask has. */
  static final boolean TELLS = LISTS && AVAILABLE;

  /**
   * For each byte the indices of its bits, the lowest first; vectors read what is behind as well.
   */
  private static final int[] BITS = bits();

  private static final int[] ONE_BIT_EACH =
      IntStream.range(0, BLOCK).map(lane -> 1 << lane).toArray();

  private SimdDecoder() {}

  private static MethodHandle compress(Class<?> vector) {
    try {
      return MethodHandles.lookup()
          .findVirtual(vector, "compress", MethodType.methodType(vector, VectorMask.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null;
    }
  }

  /** Takes the nonzero values of an input. */
  static void takeNonzero(float[] input, SparseInput into) {
    try {
      into.reserve(input.length + LANES);
      into.count(gather(input, into.indices(), into.values()));
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("the handle declares it, the method does not", e);
    }
  }

  private static int gather(float[] input, int[] indices, float[] values) throws Throwable {
    int count = 0;
    int i = 0;
    for (; i + LANES <= input.length; i += LANES) {
      FloatVector x = FloatVector.fromArray(FLOATS, input, i);
      VectorMask<Float> nonzero = x.compare(VectorOperators.NE, 0f);
      IntVector index = IntVector.zero(INTS).addIndex(1).add(i);
      ((IntVector) COMPRESS.invokeExact(index, nonzero.cast(INTS))).intoArray(indices, count);
      ((FloatVector) COMPRESS_FLOATS.invokeExact(x, nonzero)).intoArray(values, count);
      count += nonzero.trueCount();
    }
    for (; i < input.length; i++) {
      indices[count] = i;
      values[count] = input[i];
      count += input[i] != 0f ? 1 : 0;
    }
    return count;
  }

  /** Adds the steps of a history to a train. */
  static void decode(History history, int some, int steps, SpikeTrain train) {
    int[] neurons = history.neurons();
    int[] active = history.active();
    try {
      int count = gather(history, some);
      int[] target = train.reserve(spikes(active, count) + LANES);
      for (int t = 0; t < steps; t++) {
        train.endStep(append(neurons, active, count, 1 << t, target, train.end()));
      }
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("the handle declares it, the method does not", e);
    }
  }

  /** The neurons that fired at all, and when. */
  private static int gather(History history, int some) throws Throwable {
    int count = Aligned.LEAD;
    for (int j = Aligned.LEAD; j < Aligned.LEAD + some; j += LANES) {
      IntVector steps = IntVector.fromArray(INTS, history.fired(), j);
      IntVector who = IntVector.fromArray(INTS, history.who(), j);
      VectorMask<Integer> fired = steps.compare(VectorOperators.NE, 0);
      ((IntVector) COMPRESS.invokeExact(who, fired)).intoArray(history.neurons(), count);
      ((IntVector) COMPRESS.invokeExact(steps, fired)).intoArray(history.active(), count);
      count += fired.trueCount();
    }
    IntVector.zero(INTS).intoArray(history.active(), count);
    return count - Aligned.LEAD;
  }

  /** Lists the neurons that may fire while their current stays the same. */
  static int wake(NeuronProgram layer, float[] current, float[] v, Awake into) {
    try {
      return wake(layer.firing().theta(), layer.stride(), current, v, into);
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("the handle declares it, the method does not", e);
    }
  }

  private static int wake(float[] theta, int stride, float[] current, float[] v, Awake into)
      throws Throwable {
    int count = Aligned.LEAD;
    for (int j = Aligned.LEAD; j < Aligned.LEAD + stride; j += LANES) {
      FloatVector i = FloatVector.fromArray(FLOATS, current, j);
      FloatVector potential = FloatVector.fromArray(FLOATS, v, j);
      FloatVector threshold = FloatVector.fromArray(FLOATS, theta, j);
      VectorMask<Float> some =
          i.compare(VectorOperators.GT, 0f).or(potential.compare(VectorOperators.GE, threshold));
      IntVector index = IntVector.zero(INTS).addIndex(1).add(j - Aligned.LEAD);
      ((IntVector) COMPRESS.invokeExact(index, some.cast(INTS)))
          .intoArray(into.history().who(), count);
      count += some.trueCount();
    }
    into.take(count - Aligned.LEAD, current, v, theta);
    return count - Aligned.LEAD;
  }

  private static int spikes(int[] active, int count) {
    int sum = 0;
    for (int k = Aligned.LEAD; k < Aligned.LEAD + count; k++) {
      sum += Integer.bitCount(active[k]);
    }
    return sum;
  }

  private static int append(int[] neurons, int[] active, int count, int bit, int[] target, int end)
      throws Throwable {
    int next = end;
    for (int j = Aligned.LEAD; j < Aligned.LEAD + count; j += LANES) {
      VectorMask<Integer> fired =
          IntVector.fromArray(INTS, active, j).and(bit).compare(VectorOperators.NE, 0);
      IntVector index = IntVector.fromArray(INTS, neurons, j);
      ((IntVector) COMPRESS.invokeExact(index, fired)).intoArray(target, next);
      next += fired.trueCount();
    }
    return next;
  }

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

  /** Tells some steps of maps, of a tile of blocks at a time, whose words stay in the L1. */
  static void put(int[] fired, int first, int end, int t, int steps, MapSpikes to) {
    for (int from = first; from < end; from += TILE) {
      int behind = Math.min(from + TILE, end);
      for (int k = 0; k < steps; k++) {
        put(fired, from, behind, k, to.masks, to.at(t + k));
      }
    }
  }

  private static void put(int[] fired, int first, int end, int k, short[] masks, int at) {
    for (int block = first; block < end; block++) {
      int mask = 0;
      for (int lane = 0; lane < BLOCK; lane += LANES) {
        IntVector words = IntVector.fromArray(INTS, fired, Aligned.LEAD + block * BLOCK + lane);
        mask |=
            AVAILABLE
                ? (int) words.and(1 << k).compare(VectorOperators.NE, 0).toLong() << lane
                : words
                    .lanewise(VectorOperators.LSHL, Integer.SIZE - 1 - k)
                    .lanewise(VectorOperators.ASHR, Integer.SIZE - 1)
                    .and(IntVector.fromArray(INTS, ONE_BIT_EACH, lane))
                    .reduceLanes(VectorOperators.OR);
      }
      masks[at + block] = (short) mask;
    }
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
    if (AVAILABLE) {
      int count = Integer.bitCount(bits);
      place(bits, place, places, next, count);
      return next + count;
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

  /** Half a vector is written faster, and seldom are there more. */
  private static void place(int bits, int place, int[] places, int next, int count) {
    try {
      IntVector index = IntVector.zero(INTS).addIndex(1).add(place);
      VectorMask<Integer> mask = VectorMask.fromLong(INTS, bits);
      IntVector packed = (IntVector) COMPRESS.invokeExact(index, mask);
      if (count <= HALF.length()) {
        ((IntVector) packed.reinterpretShape(HALF, 0)).intoArray(places, next);
      } else {
        packed.intoArray(places, next);
      }
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("the handle declares it, the method does not", e);
    }
  }

  /** Counts the spikes of a step in windows. */
  static void count(MapSpikes spikes, int t, int[] first, int[] seen, float[] counts) {
    int perPosition = spikes.blocks();
    short[] masks = spikes.masks;
    IntVector lane = IntVector.zero(INTS).addIndex(1);
    int to = Aligned.LEAD;
    for (int q = 0; q + 1 < first.length; q++) {
      for (int block = 0; block < perPosition; block++) {
        int from = spikes.at(t) + block;
        IntVector sum = IntVector.zero(INTS);
        for (int n = first[q]; n < first[q + 1]; n++) {
          int mask = masks[from + seen[n] * perPosition];
          sum =
              sum.add(IntVector.broadcast(INTS, mask).lanewise(VectorOperators.LSHR, lane).and(1));
        }
        sum.add(SimdIntegers.WHOLE_BITS)
            .viewAsFloatingLanes()
            .sub(SimdIntegers.WHOLE)
            .intoArray(counts, to);
        to += BLOCK;
      }
    }
  }

  /** Lists values, and clears them. */
  static void list(float[] values, MapEvents to) {
    if (!AVAILABLE) {
      listByBits(values, to);
      return;
    }
    try {
      pack(values, to);
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("the handle declares it, the method does not", e);
    }
  }

  private static void pack(float[] values, MapEvents to) throws Throwable {
    int[] places = to.places;
    int[] first = to.first;
    float[] packed = to.areValued() ? to.values : new float[0];
    IntVector place = IntVector.zero(INTS).addIndex(1);
    int next = 0;
    for (int block = 0; block < to.blocks; block++) {
      FloatVector x = FloatVector.fromArray(FLOATS, values, Aligned.LEAD + block * BLOCK);
      VectorMask<Float> nonzero = x.compare(VectorOperators.NE, 0f);
      ((IntVector) COMPRESS.invokeExact(place, nonzero.cast(INTS))).intoArray(places, next);
      if (packed.length > 0) {
        ((FloatVector) COMPRESS_FLOATS.invokeExact(x, nonzero)).intoArray(packed, next);
      }
      FloatVector.zero(FLOATS).intoArray(values, Aligned.LEAD + block * BLOCK);
      place = place.add(BLOCK);
      next += nonzero.trueCount();
      first[block + 1] = next;
    }
  }

  private static void listByBits(float[] values, MapEvents to) {
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
