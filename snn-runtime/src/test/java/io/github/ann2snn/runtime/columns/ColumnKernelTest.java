package io.github.ann2snn.runtime.columns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.columns.ColumnKernel.ColumnKernels;
import io.github.ann2snn.runtime.columns.ColumnKernel.Columns;
import io.github.ann2snn.runtime.columns.ColumnKernel.Membrane;
import io.github.ann2snn.runtime.simd.Aligned;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnKernelTest {
  private static final Membrane MEMBRANE =
      new Membrane(0.005f, -65, 0.7f, 2, 0.8f, -100, 0.6f, 0.7f);
  private static final int INPUTS = 7;

  static Stream<ColumnKernel> kernels() {
    return Stream.of(new ScalarColumns(), new SimdColumns());
  }

  private static float[] random(Random random, int length, float from, float to) {
    float[] values = Aligned.floats(length);
    for (int k = 0; k < values.length; k++) {
      values[k] = from + (to - from) * random.nextFloat();
    }
    return values;
  }

  /** The neurons between others. */
  private static Columns columns(Random random, int width) {
    return new Columns(
        random(random, (width + 2 * ColumnKernel.TILE) * INPUTS, 0, 0.5f),
        INPUTS,
        ColumnKernel.TILE,
        width,
        random(random, width, 1000, 1001),
        MEMBRANE);
  }

  private static float[] state(Random random, int width) {
    float[] state = random(random, 6 * width, 0, 3);
    for (int n = 0; n < width; n++) {
      state[Aligned.LEAD + n] -= 60;
    }
    return state;
  }

  @Test
  void theSuiteRunsTheVectorApi() {
    assertTrue(ColumnKernels.selected().kernel() instanceof SimdColumns);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void solvesTheImplicitStepWithTheMeanConductances(ColumnKernel kernel) {
    Random random = new Random(1);
    Columns columns = columns(random, 64);
    float[] state = state(random, 64);
    float[] before = state.clone();
    int[] spikes = {9, 3, 5, 9};
    int from = Aligned.LEAD;
    int to = from + 3 * 64;
    assertEquals(false, kernel.step(columns, spikes, 1, 3, state, from, to));
    for (int n = 0; n < 64; n++) {
      double e = before[from + 64 + n];
      double g = before[from + 128 + n];
      double share = 0.005;
      double x = 0.7 * e;
      double y = 0.8 * g;
      double v = before[from + n] + share * (-65 + 2 * x - 100 * y);
      assertEquals(v / (1 + share * (1 + x + y)), state[to + n], 1e-4);
      float[] weights = columns.weights();
      double arriving = weights[columns.at(n) + 3 * 32] + weights[columns.at(n) + 5 * 32];
      assertEquals(0.6 * e + arriving, state[to + 64 + n], 1e-5);
      assertEquals(0.7 * g, state[to + 128 + n], 1e-5);
    }
    assertArrayEquals(Arrays.copyOf(before, to), Arrays.copyOf(state, to), "what was stays");
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void tellsThatOneIsAboveItsLimit(ColumnKernel kernel) {
    Random random = new Random(2);
    Columns columns = columns(random, 96);
    int from = Aligned.LEAD;
    for (int n = 0; n < 96; n++) {
      float[] state = state(new Random(3), 96);
      kernel.step(columns, new int[0], 0, 0, state, from, from);
      columns.limits()[Aligned.LEAD + n] = state[from + n];
      assertEquals(false, above(kernel, columns), "at it");
      columns.limits()[Aligned.LEAD + n] = Math.nextDown(state[from + n]);
      assertEquals(true, above(kernel, columns), "neuron " + n);
      columns.limits()[Aligned.LEAD + n] = Float.POSITIVE_INFINITY;
    }
  }

  private static boolean above(ColumnKernel kernel, Columns columns) {
    float[] state = state(new Random(3), columns.width());
    return kernel.step(columns, new int[0], 0, 0, state, Aligned.LEAD, Aligned.LEAD);
  }

  @ParameterizedTest(name = "{0} spikes")
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 11})
  void stepsHaveTheSameBits(int count) {
    for (int width : new int[] {32, 96, 416}) {
      Random random = new Random(count);
      Columns columns = columns(random, width);
      int[] spikes = random.ints(count + 2, 0, INPUTS).toArray();
      float[] plain = state(random, width);
      float[] simd = plain.clone();
      int from = Aligned.LEAD;
      int to = Aligned.LEAD + 3 * width;
      for (int t = 0; t < 5; t++) {
        int before = t % 2 == 0 ? from : to;
        int after = from + to - before;
        new ScalarColumns().step(columns, spikes, 1, count + 1, plain, before, after);
        new SimdColumns().step(columns, spikes, 1, count + 1, simd, before, after);
        assertArrayEquals(plain, simd);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void normalisesTheWeightsOfTheseNeurons(ColumnKernel kernel) {
    Random random = new Random(4);
    Columns columns = columns(random, 64);
    float[] weights = columns.weights();
    for (int i = 0; i < INPUTS; i++) {
      weights[columns.at(40) + i * 32] = 0;
      weights[columns.at(41) + i * 32] = i == 3 ? 0.5f : 0;
    }
    float[] before = weights.clone();
    kernel.normalise(columns, 1.5f);
    for (int n = -32; n < 96; n++) {
      int at = columns.at(n);
      double sum = IntStream.range(0, INPUTS).mapToDouble(i -> before[at + i * 32]).sum();
      boolean own = n >= 0 && n < 64;
      for (int i = 0; i < INPUTS; i++) {
        double wanted = sum == 0 ? 0 : Math.min(1, before[at + i * 32] * 1.5 / sum);
        assertEquals(own ? wanted : before[at + i * 32], weights[at + i * 32], 1e-6);
      }
    }
    assertEquals(1, weights[columns.at(41) + 3 * 32], "at most");
  }

  @Test
  void normalisedWeightsHaveTheSameBits() {
    Columns columns = columns(new Random(5), 416);
    float[] weights = columns.weights().clone();
    new ScalarColumns().normalise(columns, 2.5f);
    float[] plain = columns.weights().clone();
    System.arraycopy(weights, 0, columns.weights(), 0, weights.length);
    new SimdColumns().normalise(columns, 2.5f);
    assertArrayEquals(plain, columns.weights());
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void drawsTheNumbersOfSplittableRandom(ColumnKernel kernel) {
    for (int count : new int[] {0, 1, 31, 77}) {
      long[] limits = new long[ColumnKernel.padded(count)];
      int[] values = new int[limits.length];
      double[] chances = new double[count];
      for (int k = 0; k < count; k++) {
        chances[k] = k == 0 ? 1 : k == 1 ? 0 : 0.9 / k;
        limits[k] = (long) Math.ceil(chances[k] * 0x1p53);
        values[k] = 3 * k;
      }
      SplittableRandom random = new SplittableRandom(count);
      SpikeTrain expected = new SpikeTrain(300, 50);
      for (int t = 0; t < 50; t++) {
        for (int k = 0; k < count; k++) {
          if (random.nextDouble() < chances[k]) {
            expected.fire(values[k]);
          }
        }
        expected.endStep();
      }
      SpikeTrain train = new SpikeTrain(300, 50);
      kernel.draw(count, count, limits, values, 50, train);
      assertEquals(expected, train);
    }
  }
}
