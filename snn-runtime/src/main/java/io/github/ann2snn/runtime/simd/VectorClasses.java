package io.github.ann2snn.runtime.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Shows the JVM of which classes vectors are. C2 knows that of a vector which a loop carries from
 * those that it has seen so far; a loop that is compiled before its first turn, as where nothing
 * fires in the first samples, would have its vectors on the heap for as long as the process lives,
 * and take thirty times as long.
 */
public final class VectorClasses {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
  private static final VectorSpecies<Short> SHORTS = FLOATS.withLanes(short.class);

  /** With a thousand, 4 of 5 processes still knew nothing. */
  private static final int TURNS = 5_000;

  private static final boolean SHOWN;

  static {
    FloatVector floats = FloatVector.zero(FLOATS);
    IntVector ints = IntVector.zero(INTS);
    ShortVector shorts = ShortVector.zero(SHORTS);
    for (int turn = 0; turn < TURNS; turn++) {
      floats = floats.add(floats);
      ints = ints.add(ints);
      shorts = shorts.add(shorts);
    }
    SHOWN = floats.lane(0) == ints.lane(0) + shorts.lane(0);
  }

  private VectorClasses() {}

  /** {@return true, as soon as they have been shown, which happens once} */
  public static boolean areKnown() {
    return SHOWN;
  }
}
