package io.github.ann2snn.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.kernel.Kernel.Kernels;
import io.github.ann2snn.runtime.kernel.WindowProgram.Currents;
import io.github.ann2snn.runtime.kernel.WindowProgram.Strip;
import io.github.ann2snn.runtime.simd.Aligned;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both kernels against the definition of a connection, bit by bit. */
class WindowProgramTest {
  private static final List<Kernel> KERNELS =
      List.of(new ScalarKernel(), Kernels.selected().kernel());

  /** Convolutions of all kinds: of each shape of loop, of borders, gaps and groups. */
  static Stream<Arguments> convolutions() {
    return LongStream.range(0, 180)
        .mapToObj(seed -> Arguments.of(convolution(new SplittableRandom(seed), seed), seed));
  }

  /** From the 150th on, windows of three rows that lie two rows apart. */
  private static Convolution convolution(SplittableRandom random, long seed) {
    Convolution any = convolution(random);
    if (seed < 150) {
      return any;
    }
    FeatureMaps input = any.input();
    Window window =
        new Window(
            new WindowAxis(3, 2, 2, random.nextInt(3), 1),
            new WindowAxis(3, random.nextInt(1, 3), 2, random.nextInt(3), 1));
    float[] weight = floats(random, any.outputChannels() * input.channels() * 9);
    return new Convolution(
        input, any.outputChannels(), window, 1, weight, new float[any.outputChannels()]);
  }

  private static float[] floats(SplittableRandom random, int count) {
    float[] values = new float[count];
    for (int k = 0; k < count; k++) {
      values[k] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  private static Convolution convolution(SplittableRandom random) {
    FeatureMaps input =
        new FeatureMaps(random.nextInt(1, 40), random.nextInt(1, 12), random.nextInt(1, 12));
    int outputs = random.nextInt(1, 90);
    int groups = 1;
    if (random.nextInt(4) == 0) {
      groups = input.channels();
      outputs = groups * random.nextInt(1, 3);
    }
    boolean usual = random.nextBoolean();
    int taps = List.of(1, 2, 3, 3, 5, 7).get(random.nextInt(6));
    Window window =
        usual
            ? new Window(
                axis(random, taps, 1, input.height()), axis(random, taps, 1, input.width()))
            : new Window(
                axis(random, random.nextInt(1, 6), 3, input.height()),
                axis(random, random.nextInt(1, 6), 3, input.width()));
    float[] weight = new float[(int) (outputs * (input.channels() / groups) * window.area())];
    boolean whole = random.nextBoolean();
    for (int k = 0; k < weight.length; k++) {
      weight[k] = whole ? random.nextInt(-9, 10) : (float) random.nextDouble(-1, 1);
    }
    return new Convolution(input, outputs, window, groups, weight, new float[outputs]);
  }

  private static WindowAxis axis(SplittableRandom random, int taps, int most, int size) {
    int dilation = random.nextInt(1, most + 1);
    int missing = Math.max(0, dilation * (taps - 1) + 1 - size);
    int before = missing + random.nextInt(taps + 1);
    return new WindowAxis(
        taps, random.nextInt(1, most + 1), before, random.nextInt(taps + 1), dilation);
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("convolutions")
  void addsWhatTheConvolutionSays(Convolution convolution, long seed) {
    FeatureMaps output = convolution.output();
    int lanes = NeuronProgram.padded(output.channels());
    int[] places =
        IntStream.range(0, output.size())
            .map(j -> j % output.area() * lanes + output.channel(j))
            .toArray();
    int inputLanes = NeuronProgram.padded(convolution.input().channels());
    int area = convolution.input().area();
    int[] from =
        IntStream.range(0, convolution.inputs())
            .map(i -> i % area * inputLanes + i / area)
            .toArray();
    for (Kernel kernel : KERNELS) {
      for (boolean integer : layouts(kernel, convolution)) {
        WindowProgram program =
            WindowLayout.of(convolution, inputLanes, lanes, kernel.lanes(), integer);
        assertEquals(integer, program.isInteger());
        compare(convolution, program, kernel, from, area * inputLanes, places, seed);
      }
    }
  }

  /** In single precision, and in 16 bits if weights are whole numbers. */
  private static List<Boolean> layouts(Kernel kernel, Connection connection) {
    boolean whole = true;
    for (float weight : connection.weight()) {
      whole &= weight == Math.rint(weight);
    }
    return kernel.addsIntegerWindows() && whole ? List.of(false, true) : List.of(false);
  }

  @Test
  void addsWhatAMatrixSays() {
    SplittableRandom random = new SplittableRandom(3);
    for (int outputs : new int[] {1, 16, 17, 40, 100}) {
      float[] weight = new float[outputs * 33];
      for (int k = 0; k < weight.length; k++) {
        weight[k] = random.nextInt(-127, 128);
      }
      Affine affine = new Affine(33, outputs, weight, new float[outputs]);
      int[] places = IntStream.range(0, outputs).map(j -> outputs - 1 - j).toArray();
      int lanes = NeuronProgram.padded(outputs);
      for (Kernel kernel : KERNELS) {
        for (boolean integer : layouts(kernel, affine)) {
          // with gaps
          int[] from = IntStream.range(0, 33).map(i -> i / 11 * 16 + i % 11).toArray();
          WindowProgram program =
              WindowLayout.of(affine, from, 48, places, lanes, kernel.lanes(), integer);
          compare(affine, program, kernel, from, 48, places, outputs);
        }
      }
    }
  }

  private static void compare(
      Connection connection,
      WindowProgram program,
      Kernel kernel,
      int[] from,
      int stride,
      int[] places,
      long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (double density : new double[] {0, 0.1, 1}) {
      for (boolean valued : new boolean[] {false, true}) {
        float[] x = new float[from.length];
        float[] values = Aligned.floats(stride);
        for (int i = 0; i < x.length; i++) {
          if (random.nextDouble() < density) {
            float value = (float) random.nextDouble(-2, 2);
            x[i] = !valued ? 1 : program.isInteger() ? random.nextInt(1, 10) : value;
            values[Aligned.LEAD + from[i]] = x[i];
          }
        }
        MapEvents events = new MapEvents(stride, valued);
        kernel.list(values, events);
        assertArrayEquals(new float[values.length], values);
        float[] expected = new float[places.length];
        float[] base = Aligned.floats(program.outputRows() * program.row());
        for (int j = 0; j < places.length; j++) {
          float bias = (float) random.nextDouble(-1, 1);
          expected[j] = program.isInteger() ? random.nextInt(-999, 1000) : bias;
          base[Aligned.LEAD + places[j]] = expected[j];
        }
        connection.add(x, expected);
        float[] sums = new float[base.length + 7];
        kernel.addWindows(
            program, events, new Currents(base, Aligned.LEAD, sums, Aligned.LEAD + 7));
        assertArrayEquals(expected, at(places, sums), kernel.name());
        // on top of what is there
        connection.add(x, expected);
        Currents same = new Currents(sums, Aligned.LEAD + 7, sums, Aligned.LEAD + 7);
        kernel.addWindows(program, events, same);
        assertArrayEquals(expected, at(places, sums), kernel.name());
      }
    }
  }

  /**
   * Narrow maps are paired, and windows of three and five rows roll, of three also if they lie two
   * rows apart; a group sees its own alone.
   */
  @Test
  void choosesLoops() {
    Strip narrow = strips(16, 3, 1, 1).get(0);
    assertTrue(narrow.rolling());
    assertEquals(2, narrow.columns());
    assertEquals(4, strips(64, 3, 1, 1).get(0).width());
    assertEquals(2, strips(64, 5, 1, 1).get(0).width());
    Strip apart = strips(64, 3, 2, 1).get(0);
    assertTrue(apart.rolling());
    assertEquals(2, apart.width());
    assertFalse(strips(64, 3, 3, 1).get(0).rolling());
    assertFalse(strips(64, 4, 1, 1).get(0).rolling());
    List<Strip> depthwise = strips(32, 3, 1, 32);
    assertEquals(2, depthwise.size());
    assertFalse(depthwise.get(1).rolling());
    // of two blocks at each position, the second
    assertEquals(1, depthwise.get(1).begin()[0]);
    assertEquals(2, depthwise.get(1).end()[0]);
  }

  private static float[] at(int[] places, float[] sums) {
    float[] values = new float[places.length];
    for (int j = 0; j < places.length; j++) {
      values[j] = sums[Aligned.LEAD + 7 + places[j]];
    }
    return values;
  }

  private static List<Strip> strips(int channels, int taps, int stride, int groups) {
    Window window = Window.square(taps, stride);
    FeatureMaps input = new FeatureMaps(channels, 9, 9);
    float[] weight = new float[channels * (channels / groups) * taps * taps];
    Convolution convolution =
        new Convolution(input, channels, window, groups, weight, new float[channels]);
    return WindowLayout.of(convolution, channels, channels, 16, false).strips();
  }
}
