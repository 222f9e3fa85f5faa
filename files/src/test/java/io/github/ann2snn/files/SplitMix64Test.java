package io.github.ann2snn.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitMix64Test {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {0, 1, -1, 1234567})
  void yieldsTheSequenceOfThePaper(long seed) {
    SplittableRandom oracle = new SplittableRandom(seed); // the same algorithm, in the JDK
    SplitMix64 random = new SplitMix64(seed);
    for (int i = 0; i < 100; i++) {
      assertEquals(oracle.nextLong(), random.nextLong());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {3, 4})
  void bellHasMeanZeroAndVarianceOne(long seed) {
    SplitMix64 random = new SplitMix64(seed);
    double sum = 0;
    double squares = 0;
    int n = 200_000;
    for (int i = 0; i < n; i++) {
      double x = random.bell();
      sum += x;
      squares += x * x;
    }
    assertEquals(0, sum / n, 0.01);
    assertEquals(1, squares / n, 0.01);
  }

  @ParameterizedTest(name = "bound {0}")
  @ValueSource(ints = {1, 2, 3, 10, 60_000})
  void nextIntStaysInRangeAndReachesBothEnds(int bound) {
    SplitMix64 random = SplitMix64.keyed(5, bound);
    int least = Integer.MAX_VALUE;
    int most = Integer.MIN_VALUE;
    for (int i = 0; i < 1_000_000; i++) {
      int x = random.nextInt(bound);
      least = Math.min(least, x);
      most = Math.max(most, x);
    }
    assertEquals(0, least);
    assertTrue(most == bound - 1, "largest is " + most);
  }
}
