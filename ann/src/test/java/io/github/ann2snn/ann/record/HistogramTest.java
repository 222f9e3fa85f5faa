package io.github.ann2snn.ann.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {
  private static Histogram of(float... values) {
    Histogram.Builder builder = new Histogram.Builder();
    builder.add(FloatBuffer.wrap(values));
    return builder.build();
  }

  @Test
  void binsArePowersOfTwo() {
    // The range is [-4, 4), so a bin is 4 / 64 = 0.0625 wide: from -0.125, up to 2 + 0.0625.
    Histogram histogram = of(-0.1f, 0, 0.03f, 0.0625f, 2);
    assertEquals(0.0625, histogram.width());
    assertEquals(-0.125, histogram.from());
    assertEquals(35, histogram.counts().size());
    assertEquals(List.of(1L, 0L, 2L, 1L, 0L), histogram.counts().subList(0, 5));
    assertEquals(1, histogram.counts().get(34));
    assertEquals(2.0625, histogram.upperEdge(34));
    assertEquals(-0.1f, histogram.min());
    assertEquals(2, histogram.max());
    assertEquals(5, histogram.numbers());
    assertEquals(1.9925, histogram.sum(), 1e-8);
    assertEquals(0.01 + 0.0009 + 0.00390625 + 4, histogram.sumOfSquares(), 1e-8);
  }

  @Test
  void zerosAreOneBin() {
    Histogram histogram = of(0, 0, 0);
    assertEquals(List.of(3L), histogram.counts());
    assertEquals(0, histogram.from());
    assertEquals(0, histogram.max());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theOrderDoesNotMatter(long seed) {
    Random random = new Random(seed);
    float[] values = new float[5000];
    float[] backwards = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * Math.exp(i / 700.0));
      backwards[values.length - 1 - i] = values[i];
    }
    Histogram histogram = of(values);
    assertEquals(histogram.counts(), of(backwards).counts());
    assertEquals(histogram.from(), of(backwards).from());
    for (int bin = 0; bin < histogram.counts().size(); bin++) {
      long inside = 0;
      for (float value : values) {
        double from = histogram.from() + bin * histogram.width();
        inside += value >= from && value < histogram.upperEdge(bin) ? 1 : 0;
      }
      assertEquals(inside, histogram.counts().get(bin), "bin " + bin);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void refusesWhatIsNoNumber(float value) {
    assertThrows(IllegalArgumentException.class, () -> of(1, value));
  }
}
