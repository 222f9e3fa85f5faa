package io.github.ann2snn.runtime.lanes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.ann2snn.runtime.lanes.LaneKernel.LaneKernels;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the loops compute, and that both kernels compute the same bits. */
class LaneKernelTest {
  private static final int ROOM = 4096;
  private static final LaneKernel SCALAR = new ScalarLanes();
  private static final LaneKernel SIMD = new SimdLanes();

  private static float[] values(long seed) {
    Random random = new Random(seed);
    float[] values = new float[ROOM];
    float[] strange = {0, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e-42f};
    for (int i = 0; i < values.length; i++) {
      boolean isStrange = random.nextInt(8) == 0;
      values[i] =
          isStrange ? strange[random.nextInt(strange.length)] : (float) random.nextGaussian();
    }
    return values;
  }

  /** Something that a kernel does with two arrays. */
  private interface Loop {
    void run(LaneKernel kernel, float[] x, float[] y);
  }

  private static void same(Loop loop) {
    float[] x = values(1);
    float[] expected = values(2);
    float[] actual = expected.clone();
    loop.run(SCALAR, x, expected);
    loop.run(SIMD, x, actual);
    assertArrayEquals(expected, actual);
  }

  @ParameterizedTest(name = "tiles of {0}, {1} places of {2} samples, stride {3}")
  @CsvSource({
    "1, 1, 16, 1", "1, 3, 16, 2", "1, 7, 16, 1", "1, 2, 48, 2", "2, 5, 16, 1", "2, 1, 64, 1",
    "4, 3, 32, 2", "4, 5, 16, 3", "4, 1, 48, 1", "6, 1, 16, 1", "6, 4, 32, 1", "6, 3, 48, 3"
  })
  void sums(int height, int places, int samples, int stride) {
    WeightTile tile =
        new WeightTile(0, height, values(3), Arrays.copyOf(new float[] {1, 2, 3, 4, 5, 6}, height));
    Taps taps = new Taps(new int[] {0, 16, 80, 3 * samples}, new int[] {0, 2, 3, 7});
    Places many = new Places(places, samples, stride * samples, samples);
    same((kernel, x, y) -> kernel.sums(tile, taps, x, 12, y, 12, places * samples, many));
    float[] x = values(1);
    float[] y = new float[ROOM];
    SCALAR.sums(tile, taps, x, 12, y, 12, places * samples, many);
    int output = height - 1;
    int place = places - 1;
    float expected = tile.bias()[output];
    for (int t = 0; t < taps.count(); t++) {
      float w = tile.weights()[taps.weights()[t] * height + output];
      int at = 12 + place * stride * samples + taps.offsets()[t] + samples - 1;
      expected = Math.fma(w, x[at], expected);
    }
    assertEquals(expected, y[12 + (output * places + place + 1) * samples - 1]);
    assertEquals(0, y[12 + height * places * samples], "nothing is written behind");
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 48, 1024})
  void elementwise(int length) {
    int[] offsets = {0, 7, 200, 16};
    same((kernel, x, y) -> kernel.max(offsets, x, 3, y, 5, length));
    same((kernel, x, y) -> kernel.max(new int[] {1}, x, 3, y, 5, length));
    same((kernel, x, y) -> kernel.mean(offsets, 3, x, 3, y, 5, length));
    same((kernel, x, y) -> kernel.mean(new int[0], 3, x, 3, y, 5, length));
    same((kernel, x, y) -> kernel.add(x, 3, y, 5, length));
    same((kernel, x, y) -> kernel.gate(x, 3, y, 5, length));
    same((kernel, x, y) -> kernel.scale(-1.5f, 0.1f, y, 5, length));
    for (float slope : new float[] {0, 0.25f}) {
      same((kernel, x, y) -> kernel.rectify(slope, 0.7f, y, 5, length));
      same((kernel, x, y) -> kernel.rectify(slope, Float.POSITIVE_INFINITY, y, 5, length));
    }
  }

  @Test
  void gatesPassWhatIsBehindPositiveValues() {
    float[] x = new float[16];
    float[] y = new float[16];
    Arrays.fill(y, -5);
    x[1] = 1e-42f;
    x[2] = -1;
    x[3] = Float.NaN;
    SIMD.gate(x, 0, y, 0, 16);
    float[] expected = new float[16];
    expected[1] = -5;
    assertArrayEquals(expected, y);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 14, 20, 50})
  void tilesHoldEveryWeightOnce(int outputs) {
    float[] weight = new float[(outputs + 1) * 3];
    float[] bias = new float[outputs + 1];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = i;
      bias[i / 3] = -i;
    }
    List<WeightTile> tiles = WeightTile.cut(weight, bias, 1, outputs + 1);
    int next = 1;
    for (WeightTile tile : tiles) {
      assertEquals(next, tile.first());
      for (int o = 0; o < tile.height(); o++, next++) {
        assertEquals(bias[next], tile.bias()[o]);
        for (int t = 0; t < 3; t++) {
          assertEquals(weight[next * 3 + t], tile.weights()[t * tile.height() + o]);
        }
      }
    }
    assertEquals(outputs + 1, next);
    assertEquals(outputs % 2, tiles.stream().filter(tile -> tile.height() == 1).count());
  }

  @Test
  void vectorsAreUsedWhereTheModuleIs() {
    assertInstanceOf(
        SimdLanes.class, LaneKernels.selected().kernel(), LaneKernels.selected().reason());
  }
}
