package io.github.ann2snn.runtime.connection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.runtime.connection.OneToOne.Every;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Worked out by hand. */
class OneToOneTest {
  private static final FeatureMaps TWO = new FeatureMaps(2, 2, 3);

  /** Channel 0 leads nowhere, 1 to 2: every second column behind a column of zeros. */
  private static OneToOne cropped() {
    return new OneToOne(
        TWO,
        new FeatureMaps(3, 1, 3),
        new int[] {OneToOne.NOWHERE, 2},
        new Every(1, 1),
        new Every(-1, 2),
        new float[] {0.5f},
        new float[] {1, 2, 3});
  }

  private static List<String> paths(Connection connection) {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < connection.inputs(); i++) {
      int input = i;
      connection.forEachTarget(i, (j, w) -> paths.add(input + "->" + j + " " + w));
    }
    return paths;
  }

  @Test
  void theIdentityLeadsEveryValueToItsCounterpart() {
    OneToOne identity = OneToOne.identity(TWO, new float[] {2, 3});
    assertEquals(TWO.shape(), identity.inputShape());
    assertEquals(TWO.shape(), identity.outputShape());
    assertEquals(
        List.of(
            "0->0 2.0",
            "1->1 2.0",
            "2->2 2.0",
            "3->3 2.0",
            "4->4 2.0",
            "5->5 2.0",
            "6->6 3.0",
            "7->7 3.0",
            "8->8 3.0",
            "9->9 3.0",
            "10->10 3.0",
            "11->11 3.0"),
        paths(identity));
    assertEquals(2, identity.weights());
    assertEquals(6, identity.outputsPerChannel());
  }

  @Test
  void channelsRowsAndColumnsAreCroppedAndPadded() {
    OneToOne cropped = cropped();
    // input 9 10 11 is the second row of channel 1; places -1, 1, 3 are taken: 10 alone is there
    assertEquals(List.of("10->7 0.5"), paths(cropped));
    for (int i = 0; i < 12; i++) {
      assertEquals(i == 10 ? 1 : 0, cropped.fanOut(i));
      assertEquals(i == 10 ? 7 : OneToOne.NOWHERE, cropped.target(i));
    }
    assertArrayEquals(new float[] {0, 0.5f}, cropped.weightByChannel());
    assertEquals(2, cropped.outputChannel(0));
    assertThrows(IndexOutOfBoundsException.class, () -> cropped.outputChannel(1));
    assertEquals(2, cropped.bias(5));
    assertEquals(3, cropped.bias(6));
  }

  @Test
  void channelsMayBeExchanged() {
    FeatureMaps three = new FeatureMaps(3, 1, 1);
    OneToOne exchanged =
        new OneToOne(
            three,
            three,
            new int[] {2, 0, 1},
            Every.ONE,
            Every.ONE,
            new float[] {1, 2, 3},
            new float[3]);
    assertEquals(List.of("0->2 1.0", "1->0 2.0", "2->1 3.0"), paths(exchanged));
    assertEquals(2, exchanged.outputChannel(0));
    assertEquals(0, exchanged.outputChannel(1));
    assertEquals(1, exchanged.outputChannel(2));
  }

  @Test
  void singleValuesHaveAnyShape() {
    OneToOne single = OneToOne.identity(new FeatureMaps(4, 1, 1), new float[4]);
    assertEquals(List.of(4), single.inputShape());
    assertEquals(List.of(4), single.outputShape());
    assertEquals(1, single.outputsPerChannel());
  }

  @Test
  void everySecondPlaceIsTakenBackAndForth() {
    Every second = new Every(-1, 2);
    assertEquals(-1, second.place(0));
    assertEquals(3, second.place(2));
    assertEquals(OneToOne.NOWHERE, second.position(0, 5));
    assertEquals(1, second.position(1, 5));
    assertEquals(2, second.position(3, 5));
    assertEquals(OneToOne.NOWHERE, second.position(3, 2));
    // of every second one from -1 on, every third from the second on: 1 7 13
    assertEquals(new Every(1, 6), new Every(1, 3).after(second));
    assertRefused("stride is 0, expected at least 1", () -> new Every(0, 0));
  }

  @Test
  void scalesPerChannel() {
    float[] before = {2, 2, 2, 2, 2, 2, 8, 8, 8, 8, 8, 8};
    float[] after = {1, 1, 1, 2, 2, 2, 16, 16, 16};
    OneToOne scaled = cropped().scaled(before, after);
    assertArrayEquals(new float[] {0.25f}, scaled.weight());
    assertArrayEquals(new float[] {1, 1, 3 / 16f}, scaled.bias());
    assertRefused(
        "before[3] is 5.0 and differs from 2.0 within channel 0, whose weights are shared",
        () -> cropped().scaled(new float[] {2, 2, 2, 5, 2, 2, 8, 8, 8, 8, 8, 8}, after));
    assertRefused(
        "after[8] is 15.0 and differs from 16.0 within channel 2, whose weights are shared",
        () -> cropped().scaled(before, new float[] {1, 1, 1, 2, 2, 2, 16, 16, 15}));
  }

  @Test
  void aBiasMayDependOnThePosition() {
    float[] bias = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    OneToOne positioned = cropped().withParameters(new float[] {4}, bias);
    assertArrayEquals(bias, positioned.bias());
    assertEquals(6, positioned.bias(5));
    assertArrayEquals(
        new float[] {1, 2, 3, 2, 2.5f, 3, 7 / 4f, 2, 9 / 4f},
        positioned
            .scaled(
                new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
                new float[] {1, 1, 1, 2, 2, 2, 4, 4, 4})
            .bias());
  }

  @Test
  void poolingMayComeBefore() {
    Pooling pairs =
        new Pooling(
            Pooling.Kind.AVERAGE,
            new FeatureMaps(1, 1, 4),
            new Window(Window.square(1, 1).vertical(), Window.square(2, 2).horizontal()));
    Pooled pooled = new Pooled(pairs, OneToOne.identity(pairs.output(), new float[] {3}));
    assertEquals(List.of("0->0 1.5", "1->0 1.5", "2->1 1.5", "3->1 1.5"), paths(pooled));
    assertEquals(List.of(1, 1, 2), pooled.outputShape());
    assertEquals(0, pooled.outputChannel(0));
    assertRefused(
        "pooling gives [1, 1, 2], but what follows takes [1, 2, 1]",
        () -> new Pooled(pairs, OneToOne.identity(new FeatureMaps(1, 2, 1), new float[] {1})));
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertRefused("1 targets of channels, expected 2", () -> to(new int[] {0}, 1, 2));
    assertRefused(
        "a channel leads to channel 2, expected less than 2", () -> to(new int[] {0, 2}, 2, 2));
    assertRefused(
        "a channel leads to channel -2, expected less than 2", () -> to(new int[] {0, -2}, 1, 2));
    assertRefused("two channels lead to channel 1", () -> to(new int[] {1, 1}, 2, 2));
    assertRefused("weight has 2 values, expected 1", () -> to(new int[] {1, -1}, 2, 2));
    assertRefused("bias has 3 values, expected 2", () -> to(new int[] {1, -1}, 1, 3));
    assertRefused(
        "weight[0] is NaN, expected a finite number",
        () -> cropped().withParameters(new float[] {Float.NaN}, new float[3]));
  }

  private static OneToOne to(int[] targets, int weights, int biases) {
    return new OneToOne(
        TWO, TWO, targets, Every.ONE, Every.ONE, new float[weights], new float[biases]);
  }

  @Test
  void comparesByContentAndKeepsItsArraysToItself() {
    OneToOne one = cropped();
    one.weight()[0] = 9;
    one.bias()[0] = 9;
    one.to()[0] = 0;
    assertEquals(cropped(), one);
    assertEquals(cropped().hashCode(), one.hashCode());
    assertNotEquals(cropped().withParameters(new float[] {1}, one.bias()), one);
    assertEquals("OneToOne[[2, 2, 3] -> [3, 1, 3]]", one.toString());
  }

  private static void assertRefused(String message, Runnable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
