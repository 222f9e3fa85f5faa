package io.github.ann2snn.runtime.connection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths worked out by hand, and random ones against the equations. */
class ConnectionTest {
  private static final FeatureMaps THREE_BY_THREE = new FeatureMaps(1, 3, 3);

  /** Every path weight as a matrix of outputs x inputs; paths to the same output are added. */
  private static float[][] matrix(Connection connection) {
    float[][] matrix = new float[connection.outputs()][connection.inputs()];
    for (int i = 0; i < connection.inputs(); i++) {
      int input = i;
      connection.forEachTarget(i, (j, w) -> matrix[j][input] += w);
    }
    return matrix;
  }

  private static void assertFanOutIsCountOfPaths(Connection connection) {
    for (int i = 0; i < connection.inputs(); i++) {
      int[] paths = new int[1];
      connection.forEachTarget(i, (j, w) -> paths[0]++);
      assertEquals(paths[0], connection.fanOut(i), connection + ", input " + i);
    }
  }

  private static double largestCurrent(Connection connection) {
    Firing firing = Firing.unit(connection.outputs(), 0, Reset.SUBTRACT);
    return new Population("x", 0, connection, IntegrateAndFire.of(firing)).largestCurrent();
  }

  @Test
  void convolutionOfOneChannel() {
    // 1 2   slides over   0 1 2
    // 3 4                 3 4 5
    //                     6 7 8
    Convolution convolution =
        new Convolution(
            THREE_BY_THREE,
            1,
            Window.square(2, 1),
            1,
            new float[] {1, 2, 3, 4},
            new float[] {0.5f});
    assertEquals(List.of(1, 2, 2), convolution.outputShape());
    assertArrayEquals(
        new float[][] {
          {1, 2, 0, 3, 4, 0, 0, 0, 0},
          {0, 1, 2, 0, 3, 4, 0, 0, 0},
          {0, 0, 0, 1, 2, 0, 3, 4, 0},
          {0, 0, 0, 0, 1, 2, 0, 3, 4}
        },
        matrix(convolution));
    assertEquals(1, convolution.fanOut(0));
    assertEquals(2, convolution.fanOut(1));
    assertEquals(4, convolution.fanOut(4));
    assertEquals(0.5f, convolution.bias(3));
    assertEquals(10.5, largestCurrent(convolution));
  }

  @Test
  void convolutionWithPaddingStrideAndDilation() {
    // rows: taps at y * 2 - 1 and y * 2 + 1; columns: one tap at x * 2, one more column of padding
    Window window = new Window(new WindowAxis(2, 2, 1, 0, 2), new WindowAxis(1, 2, 0, 2, 1));
    Convolution convolution =
        new Convolution(THREE_BY_THREE, 1, window, 1, new float[] {1, 2}, new float[1]);
    assertEquals(List.of(1, 1, 3), convolution.outputShape());
    assertArrayEquals(
        new float[][] {
          {0, 0, 0, 2, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 2, 0, 0, 0}, {0, 0, 0, 0, 0, 0, 0, 0, 0}
        },
        matrix(convolution));
  }

  @Test
  void groupsSeeTheirOwnChannels() {
    FeatureMaps pixels = new FeatureMaps(4, 1, 1);
    float[] weight = {1, 2, 3, 4, 5, 6, 7, 8};
    Convolution convolution =
        new Convolution(pixels, 4, Window.square(1, 1), 2, weight, new float[4]);
    assertArrayEquals(
        new float[][] {{1, 2, 0, 0}, {3, 4, 0, 0}, {0, 0, 5, 6}, {0, 0, 7, 8}},
        matrix(convolution));
  }

  @Test
  void averagesAreSumsWithDividedWeights() {
    Pooling pooling = new Pooling(Pooling.Kind.AVERAGE, THREE_BY_THREE, Window.square(2, 2));
    Pooled pooled = new Pooled(pooling, new Affine(1, 2, new float[] {1, 0.1f}, new float[2]));
    // the last row and column are lost
    float tenth = 0.1f / 4;
    assertArrayEquals(
        new float[][] {
          {0.25f, 0.25f, 0, 0.25f, 0.25f, 0, 0, 0, 0}, {tenth, tenth, 0, tenth, tenth, 0, 0, 0, 0}
        },
        matrix(pooled));
    assertEquals(2, pooled.fanOut(4));
    assertEquals(0, pooled.fanOut(8));
    assertEquals(Pooling.Kind.SUM, pooled.summed().pooling().kind());
    assertArrayEquals(matrix(pooled), matrix(pooled.summed()));
    assertEquals(pooled.summed(), pooled.summed().summed());
  }

  @Test
  void overlappingWindowsLeadToTheSameOutputMoreThanOnce() {
    Pooling pooling = new Pooling(Pooling.Kind.SUM, new FeatureMaps(1, 1, 3), row(2));
    Pooled pooled = new Pooled(pooling, new Affine(2, 1, new float[] {3, -1}, new float[1]));
    assertArrayEquals(new float[][] {{3, 2, -1}}, matrix(pooled));
    assertEquals(2, pooled.fanOut(1));
    assertEquals(6, largestCurrent(pooled));
    assertFanOutIsCountOfPaths(pooled);
  }

  private static Window row(int taps) {
    return new Window(WindowAxis.of(1, 1), WindowAxis.of(taps, 1));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void randomConvolutionsAreTheirEquation(long seed) {
    Convolution convolution = RandomConvolutions.convolution(seed, 4, 7, 6, 6);
    assertArrayEquals(equation(convolution), matrix(convolution));
    assertFanOutIsCountOfPaths(convolution);
    Pooling pooling = RandomConvolutions.pooling(seed, 4, 7, 6);
    Convolution then = RandomConvolutions.convolution(seed, pooling.output(), 3);
    assertFanOutIsCountOfPaths(new Pooled(pooling, then));
  }

  /** The equation in the Javadoc of {@link Convolution}, written out. */
  private static float[][] equation(Convolution c) {
    float[][] matrix = new float[c.outputs()][c.inputs()];
    WindowAxis rows = c.window().vertical();
    WindowAxis columns = c.window().horizontal();
    int perGroup = c.outputChannels() / c.groups();
    for (int j = 0; j < c.outputs(); j++) {
      int o = c.output().channel(j);
      for (int i = 0; i < c.inputs(); i++) {
        int channel = c.input().channel(i);
        for (int k = 0; k < rows.taps(); k++) {
          for (int l = 0; l < columns.taps(); l++) {
            int y = c.output().y(j) * rows.stride() + k * rows.dilation() - rows.before();
            int x = c.output().x(j) * columns.stride() + l * columns.dilation() - columns.before();
            if (y == c.input().y(i) && x == c.input().x(i) && o / perGroup == c.groupOf(channel)) {
              matrix[j][i] += c.weight(o, channel, k, l);
            }
          }
        }
      }
    }
    return matrix;
  }

  @Test
  void scalesWeightsAndBiases() {
    Affine affine = new Affine(2, 1, new float[] {3, 5}, new float[] {1});
    assertEquals(
        new Affine(2, 1, new float[] {1.5f, 5}, new float[] {0.25f}),
        affine.scaled(new float[] {2, 4}, new float[] {4}));
    FeatureMaps input = new FeatureMaps(2, 1, 2);
    Convolution convolution =
        new Convolution(
            input, 2, Window.square(1, 1), 1, new float[] {1, 2, 3, 4}, new float[] {8, 4});
    float[] before = {2, 2, 4, 4};
    float[] after = {8, 8, 1, 1};
    Convolution scaled = convolution.scaled(before, after);
    assertArrayEquals(new float[] {0.25f, 1, 6, 16}, scaled.weight());
    assertArrayEquals(new float[] {1, 4}, scaled.bias());
    Pooled pooled =
        new Pooled(
            new Pooling(Pooling.Kind.SUM, new FeatureMaps(2, 1, 3), row(2)),
            new Affine(4, 1, new float[] {1, 2, 3, 4}, new float[] {1}));
    assertArrayEquals(
        new float[] {1, 2, 6, 8},
        pooled.scaled(new float[] {2, 2, 2, 4, 4, 4}, new float[] {2}).weight());
    assertRefused(
        "before[1] is 3.0 and differs from 2.0 within channel 0, whose weights are shared",
        () -> convolution.scaled(new float[] {2, 3, 4, 4}, after));
    assertRefused("after has 3 values, expected 4", () -> convolution.scaled(before, new float[3]));
    assertRefused(
        "before[4] is 5.0 and differs from 4.0 within channel 1, whose weights are shared",
        () -> pooled.scaled(new float[] {2, 2, 2, 4, 5, 4}, new float[] {2}));
  }

  @Test
  void comparesByContentAndKeepsItsArraysToItself() {
    Convolution one = RandomConvolutions.convolution(3, 2, 5, 5, 4);
    assertEquals(one, RandomConvolutions.convolution(3, 2, 5, 5, 4));
    assertEquals(one.hashCode(), RandomConvolutions.convolution(3, 2, 5, 5, 4).hashCode());
    assertNotEquals(one, RandomConvolutions.convolution(4, 2, 5, 5, 4));
    one.weight()[0] = 9;
    one.bias()[0] = 9;
    assertEquals(one, RandomConvolutions.convolution(3, 2, 5, 5, 4));
  }

  @Test
  void refusesWhatDoesNotFit() {
    Window two = Window.square(2, 1);
    assertRefused(
        "weight has 3 values, but [1, 1, 2, 2] need 4",
        () -> new Convolution(THREE_BY_THREE, 1, two, 1, new float[3], new float[1]));
    assertRefused(
        "2 groups do not divide 1 input channels and 2 output channels",
        () -> new Convolution(THREE_BY_THREE, 2, two, 2, new float[4], new float[2]));
    assertRefused(
        "a window of 4 values does not fit into 3 values with padding 0 and 0",
        () ->
            new Convolution(
                THREE_BY_THREE, 1, Window.square(4, 1), 1, new float[16], new float[1]));
    assertRefused("stride is 0, expected at least 1", () -> Window.square(2, 0));
    assertRefused("padding is -1, expected at least 0", () -> new WindowAxis(2, 1, -1, 0, 1));
    assertRefused(
        "feature maps of shape [1, 0, 3], expected sizes of at least 1",
        () -> new FeatureMaps(1, 0, 3));
    assertRefused(
        "feature maps of shape [65536, 65536, 1] have more than 2147483647 values",
        () -> new FeatureMaps(65536, 65536, 1));
    Pooling pooling = new Pooling(Pooling.Kind.SUM, THREE_BY_THREE, two);
    assertRefused(
        "pooling gives [1, 2, 2], but what follows takes [3]",
        () -> new Pooled(pooling, new Affine(3, 1, new float[3], new float[1])));
    Pooled pooled = new Pooled(pooling, new Affine(4, 1, new float[4], new float[1]));
    assertRefused(
        "two poolings follow each other; make them one", () -> new Pooled(pooling, pooled));
    assertRefused(
        "max pooling of 2 values with padding 2 and 0 has windows without a value",
        () ->
            new MaxGate(
                THREE_BY_THREE, new Window(new WindowAxis(2, 1, 2, 0, 1), WindowAxis.of(2, 1))));
    assertRefused(
        "max pooling gives [1, 2, 2], but the connection takes [3]",
        () ->
            new Projection(
                0,
                Optional.of(new MaxGate(THREE_BY_THREE, two)),
                new Affine(3, 1, new float[3], new float[1])));
    Window dilated = new Window(new WindowAxis(2, 1, 0, 0, 2), WindowAxis.of(1, 1));
    assertRefused(
        "the window of a pooling cannot be dilated",
        () -> new Pooling(Pooling.Kind.SUM, THREE_BY_THREE, dilated));
  }

  private static void assertRefused(String message, Runnable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
