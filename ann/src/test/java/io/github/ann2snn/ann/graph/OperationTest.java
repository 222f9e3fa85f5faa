package io.github.ann2snn.ann.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What every operation makes of values, worked out by hand. */
class OperationTest {
  private static final Window ROW_OF_2 = new Window(WindowAxis.of(1, 1), WindowAxis.of(2, 1));

  /** Applies an operation to one input, and checks the shape of what comes out. */
  private static void expect(
      Operation operation, Shape in, float[] x, Shape out, float... expected) {
    assertEquals(out, operation.shape(List.of(in)));
    assertArrayEquals(expected, operation.apply(List.of(x), List.of(in)));
  }

  private static void refused(String message, Operation operation, Shape... inputs) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> operation.shape(List.of(inputs)))
            .getMessage());
  }

  private static void refused(String message, Executable making) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, making).getMessage());
  }

  private static float[] ascending(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i + 1;
    }
    return values;
  }

  @Test
  void inputScales() {
    // Mean 2 and 4, standard deviation 0.5 and 4: twice the value minus 4; a quarter minus 1.
    Input input =
        new Input(Shape.of(2, 1, 2), new BatchNorm(new float[] {2, 0.25f}, new float[] {-4, -1}));
    assertEquals(Shape.of(2, 1, 2), input.shape(List.of()));
    assertArrayEquals(
        new float[] {-2, 0, -0.25f, 0}, input.apply(List.of(ascending(4)), List.of()));
    refused("an input takes nothing from other nodes", input, Shape.of(1));
    refused(
        "3 factors for values of shape [2, 1, 2], expected one for each channel or for each value",
        () -> new Input(Shape.of(2, 1, 2), BatchNorm.identity(3)));
  }

  @Test
  void denseMultipliesAndAdds() {
    Dense dense = new Dense(2, new float[] {1, 2, 3, -1, 0, 1}, new float[] {10, 20});
    expect(dense, Shape.of(3), new float[] {1, 10, 100}, Shape.of(2), 331, 119);
    refused("4 values for 3 inputs", dense, Shape.of(4));
    refused(
        "values of shape [1, 3], expected them in a row (Flatten before it)",
        dense,
        Shape.of(1, 3));
    refused("2 inputs, expected 1", dense, Shape.of(3), Shape.of(3));
    refused("5 weights are no matrix of 2 rows", () -> new Dense(2, new float[5], new float[2]));
    refused(
        "bias[0] is NaN, expected a finite number",
        () -> new Dense(1, new float[1], new float[] {Float.NaN}));
  }

  @Test
  void denseRoundsOnceForProductAndSum() {
    // (1 + 2^-12)^2 - 1 - 2^-11 is 2^-24, which a product rounded for itself loses.
    float x = 1 + 0x1p-12f;
    Dense dense = new Dense(1, new float[] {x}, new float[] {-1 - 0x1p-11f});
    expect(dense, Shape.of(1), new float[] {x}, Shape.of(1), 0x1p-24f);
  }

  @Test
  void convolutionInTwoDimensions() {
    Convolve convolve =
        new Convolve(1, Window.square(2, 1), 1, new float[] {1, 10, 100, 1000}, new float[] {0.5f});
    expect(convolve, Shape.of(1, 2, 3), ascending(6), Shape.of(1, 1, 2), 5421.5f, 6532.5f);
    refused("2 input channels, but the weights are for 1 groups of 1", convolve, Shape.of(2, 2, 3));
    refused(
        "a window of 2 values does not fit into 1 values with padding 0 and 0",
        convolve,
        Shape.of(1, 1, 3));
    refused("a window of two dimensions over values of shape [1, 3]", convolve, Shape.of(1, 3));
    refused(
        "values of shape [1], expected [channels, length] or [channels, height, width]",
        convolve,
        Shape.of(1));
  }

  @Test
  void convolutionWithUnevenPaddingStrideAndDilation() {
    // Rows: taps at 0 and 2 of one row above and none below; columns: every second, one more right.
    Window window = new Window(new WindowAxis(2, 1, 1, 0, 2), new WindowAxis(2, 2, 0, 1, 1));
    Convolve convolve = new Convolve(1, window, 1, new float[] {1, 10, 100, 1000}, new float[1]);
    // 1 2 3
    // 4 5 6
    expect(convolve, Shape.of(1, 2, 3), ascending(6), Shape.of(1, 1, 2), 5400, 600);
  }

  @Test
  void convolutionInGroups() {
    // Two groups of one channel, two outputs each.
    Convolve convolve =
        new Convolve(4, Window.square(1, 1), 2, new float[] {1, 2, 3, 4}, new float[] {0, 0, 0, 5});
    expect(convolve, Shape.of(2, 1, 1), new float[] {10, 100}, Shape.of(4, 1, 1), 10, 20, 300, 405);
    refused(
        "3 output channels in 2 groups, expected as many in each group",
        () -> new Convolve(3, Window.square(1, 1), 2, new float[3], new float[3]));
    refused(
        "3 weights are no kernels of 1 x 1 taps for 2 output channels",
        () -> new Convolve(2, Window.square(1, 1), 1, new float[3], new float[2]));
  }

  @Test
  void convolutionInOneDimension() {
    Convolve convolve = new Convolve(1, ROW_OF_2, 1, new float[] {1, 2, 10, 20}, new float[1]);
    expect(convolve, Shape.of(2, 3), new float[] {1, 2, 3, 4, 5, 6}, Shape.of(1, 2), 145, 178);
  }

  @Test
  void poolings() {
    Window padded = new Window(WindowAxis.of(1, 1), new WindowAxis(2, 2, 1, 0, 1));
    float[] x = {-3, -2, 8};
    Shape in = Shape.of(1, 1, 3);
    Shape out = Shape.of(1, 1, 2);
    expect(new Pool(Pool.Kind.MAX, padded), in, x, out, -3, 8);
    expect(new Pool(Pool.Kind.AVERAGE, padded), in, x, out, -1.5f, 3);
    expect(new Pool(Pool.Kind.AVERAGE_WITHOUT_PADDING, padded), in, x, out, -3, 3);
    expect(
        new Pool(Pool.Kind.AVERAGE, Window.square(2, 2)),
        Shape.of(2, 2, 2),
        ascending(8),
        Shape.of(2, 1, 1),
        2.5f,
        6.5f);
    expect(new Pool(Pool.Kind.MAX, ROW_OF_2), Shape.of(1, 3), x, Shape.of(1, 2), -2, 8);
    Window dilated = new Window(WindowAxis.of(1, 1), new WindowAxis(2, 1, 0, 0, 2));
    expect(new Pool(Pool.Kind.MAX, dilated), Shape.of(1, 3), x, Shape.of(1, 1), 8);
  }

  @Test
  void poolingsThatSeePaddingAlone() {
    Window window = new Window(WindowAxis.of(1, 1), new WindowAxis(2, 1, 2, 0, 1));
    String reason =
        "position 0 of a window of 2 taps over 3 values with padding 2 and 0 sees padding alone";
    refused(reason, new Pool(Pool.Kind.MAX, window), Shape.of(1, 1, 3));
    refused(reason, new Pool(Pool.Kind.AVERAGE_WITHOUT_PADDING, window), Shape.of(1, 1, 3));
    assertEquals(
        Shape.of(1, 1, 4), new Pool(Pool.Kind.AVERAGE, window).shape(List.of(Shape.of(1, 1, 3))));
  }

  @Test
  void poolingsThatSeePaddingAloneHoweverMuchThereIs() {
    Window window =
        new Window(WindowAxis.of(1, 1), new WindowAxis(3, 1 << 28, 1 << 30, 1 << 30, 2));
    refused(
        "position 0 of a window of 3 taps over 3 values with padding 1073741824 and 1073741824 sees"
            + " padding alone",
        new Pool(Pool.Kind.MAX, window),
        Shape.of(1, 1, 3));
  }

  @Test
  void globalAverage() {
    expect(new GlobalAverage(), Shape.of(2, 1, 2), ascending(4), Shape.of(2), 1.5f, 3.5f);
    expect(new GlobalAverage(), Shape.of(1, 4), ascending(4), Shape.of(1), 2.5f);
    refused(
        "values of shape [4] have no channels to average over", new GlobalAverage(), Shape.of(4));
  }

  @Test
  void reluWithBoundAndSlope() {
    float[] x = {-2, 0, 3, 9};
    Shape four = Shape.of(2, 2);
    expect(Relu.plain(), four, x, four, 0, 0, 3, 9);
    expect(Relu.bounded(6), four, x, four, 0, 0, 3, 6);
    expect(new Relu(Float.POSITIVE_INFINITY, new float[] {0.5f}), four, x, four, -1, 0, 3, 9);
    expect(
        new Relu(5, new float[] {0.5f, 0.25f}),
        four,
        new float[] {-2, 7, -4, 7},
        four,
        -1,
        5,
        -1,
        5);
    refused("3 slopes for 2 channels", new Relu(1, new float[3]), four);
    refused("the bound is 0.0, expected a number above 0", () -> Relu.bounded(0));
    refused("a slope of -1.0 below 0, expected at least 0", () -> new Relu(1, new float[] {-1}));
  }

  @Test
  void nothingBelowZeroIsPlusZero() {
    float[] y = Relu.plain().apply(List.of(new float[] {-1, -0f}), List.of(Shape.of(2)));
    assertEquals(0, Float.floatToRawIntBits(y[0]));
    assertEquals(0, Float.floatToRawIntBits(y[1]));
  }

  @Test
  void addAndConcat() {
    Shape pair = Shape.of(1, 2);
    List<float[]> branches =
        List.of(new float[] {1, 2}, new float[] {10, 20}, new float[] {100, 200});
    List<Shape> shapes = List.of(pair, pair, pair);
    assertEquals(pair, new Add().shape(shapes));
    assertArrayEquals(new float[] {111, 222}, new Add().apply(branches, shapes));
    assertEquals(Shape.of(3, 2), new Concat(0).shape(shapes));
    assertArrayEquals(new float[] {1, 2, 10, 20, 100, 200}, new Concat(0).apply(branches, shapes));
    List<Shape> uneven = List.of(Shape.of(2, 1), Shape.of(2, 2));
    assertEquals(Shape.of(2, 3), new Concat(1).shape(uneven));
    assertArrayEquals(
        new float[] {1, 10, 20, 2, 30, 40},
        new Concat(1).apply(List.of(new float[] {1, 2}, new float[] {10, 20, 30, 40}), uneven));
    refused(
        "branches of shapes [1, 2] and [2, 1] cannot be added", new Add(), pair, Shape.of(2, 1));
    refused("1 branches, expected at least 2", new Add(), pair);
    refused(
        "branches of shapes [1, 2] and [1, 3] do not fit each other along dimension 0",
        new Concat(0),
        pair,
        Shape.of(1, 3));
    refused("dimension 2 of values of shape [1, 2]", new Concat(2), pair, pair);
  }

  @Test
  void padAndSlice() {
    expect(
        new Pad(List.of(1, 0), List.of(0, 1), 7),
        Shape.of(1, 2),
        new float[] {1, 2},
        Shape.of(2, 3),
        7,
        7,
        7,
        1,
        2,
        7);
    expect(
        new Slice(List.of(0, 1), List.of(2, 4), List.of(1, 2)),
        Shape.of(2, 4),
        ascending(8),
        Shape.of(2, 2),
        2,
        4,
        6,
        8);
    refused(
        "a part up to [2, 5] of values of shape [2, 4]",
        new Slice(List.of(0, 1), List.of(2, 5), List.of(1, 2)),
        Shape.of(2, 4));
    refused(
        "a part from [1] to [1] in steps of [1]",
        () -> new Slice(List.of(1), List.of(1), List.of(1)));
    refused(
        "paddings [-1] and [0], expected at least 0", () -> new Pad(List.of(-1), List.of(0), 0));
  }

  @Test
  void otherShapes() {
    expect(Reshape.flat(Shape.of(2, 3)), Shape.of(2, 3), ascending(6), Shape.of(6), ascending(6));
    expect(
        new Permute(List.of(1, 0)), Shape.of(2, 3), ascending(6), Shape.of(3, 2), 1, 4, 2, 5, 3, 6);
    expect(
        new Permute(List.of(2, 0, 1)),
        Shape.of(1, 2, 3),
        ascending(6),
        Shape.of(3, 1, 2),
        1,
        4,
        2,
        5,
        3,
        6);
    refused(
        "values of shape [2, 3] do not have the shape [5]",
        new Reshape(Shape.of(5)),
        Shape.of(2, 3));
    refused("[0, 0] is no order of 2 dimensions", () -> new Permute(List.of(0, 0)));
  }

  @Test
  void upsampling() {
    expect(
        new Upsample(2, 3),
        Shape.of(1, 1, 2),
        new float[] {1, 2},
        Shape.of(1, 2, 6),
        1,
        1,
        1,
        2,
        2,
        2,
        1,
        1,
        1,
        2,
        2,
        2);
    expect(new Upsample(1, 2), Shape.of(2, 1), new float[] {1, 2}, Shape.of(2, 2), 1, 1, 2, 2);
    refused("repeats of rows in values of shape [2, 1]", new Upsample(2, 2), Shape.of(2, 1));
  }

  @Test
  void batchNormOfWhatTrainingLeaves() {
    // (x - 1) / sqrt(3 + 1) * 4 + 10 = 2 x + 8
    BatchNorm norm =
        BatchNorm.of(new float[] {4}, new float[] {10}, new float[] {1}, new float[] {3}, 1);
    assertEquals(new BatchNorm(new float[] {2}, new float[] {8}), norm);
    expect(norm, Shape.of(1, 2), new float[] {1, -3}, Shape.of(1, 2), 10, 2);
    BatchNorm each = new BatchNorm(new float[] {1, 10}, new float[] {0, 5});
    expect(each, Shape.of(1, 2), new float[] {3, 4}, Shape.of(1, 2), 3, 45);
    // 10 (2 x + 8) + 5 for the second value
    assertEquals(
        new BatchNorm(new float[] {2, 20}, new float[] {8, 85}), norm.then(each, Shape.of(1, 2)));
  }

  @Test
  void endings() {
    Shape two = Shape.of(2);
    float[] x = {0, (float) Math.log(3)};
    expect(new Ending(Ending.Kind.SOFTMAX), two, x, two, 0.25f, 0.75f);
    float half = (float) Math.log(0.5);
    expect(new Ending(Ending.Kind.LOG_SOFTMAX), two, new float[] {7, 7}, two, half, half);
    expect(new Ending(Ending.Kind.SIGMOID), two, x, two, 0.5f, 0.75f);
  }

  @Test
  void shapes() {
    assertEquals("[1, 28, 28]", Shape.of(1, 28, 28).toString());
    refused("shape [0], expected 1 to 8 sizes of at least 1", () -> Shape.of(0));
    refused(
        "shape [65536, 65536] has more than 268435456 values", () -> Shape.of(1 << 16, 1 << 16));
  }
}
