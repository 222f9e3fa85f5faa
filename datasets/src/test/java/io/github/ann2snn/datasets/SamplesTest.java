package io.github.ann2snn.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplesTest {
  private static final Samples TWO =
      Samples.of(new float[][] {{0, 0.5f}, {1, 0.25f}}, new int[] {1, 0}, 3);

  @Test
  void arraysAreCopied() {
    float[][] inputs = {{0, 0.5f}};
    Samples samples = Samples.of(inputs, new int[] {0}, 1);
    inputs[0][0] = 1;
    assertArrayEquals(new float[] {0, 0.5f}, samples.split().sample(0));
  }

  @Test
  void areTheTrainingOrTheTestPartOfADataset() {
    Dataset training = TWO.asTraining();
    assertEquals(2, training.train().size());
    assertEquals(0, training.test().size());
    assertEquals(TWO, Samples.training(training));
    assertEquals(TWO, Samples.test(TWO.asTest()));
    assertEquals(2, TWO.asTest().width());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.5 | 0 | 2 | sample 1 has 1.5 as its input 0, expected a number from 0 to 1",
        "NaN | 0 | 2 | sample 1 has NaN as its input 0, expected a number from 0 to 1",
        "0   | 2 | 2 | sample 1 has the label 2, expected 0 to 1",
        "0   | -1 | 2 | sample 1 has the label -1, expected 0 to 1",
        "0   | 0 | 257 | classes is 257, expected 1 to 256",
        "0   | 0 | 0 | classes is 0, expected 1 to 256"
      })
  void whatIsNoSampleIsNamed(float value, int label, int classes, String message) {
    assertRefused(
        message, () -> Samples.of(new float[][] {{0}, {value}}, new int[] {0, label}, classes));
  }

  @Test
  void shapesAreThoseOfTheSamples() {
    assertRefused("samples of 2 inputs cannot have the shape [3]", () -> TWO.shaped(List.of(3)));
    assertRefused("2 names of 3 classes", () -> TWO.withClassNames(List.of("a", "b")));
    assertRefused("there is no sample", () -> Samples.of(Stream.of(), 1));
    assertRefused(
        "1 samples, but 2 labels", () -> Samples.of(new float[][] {{0}}, new int[] {0, 0}, 1));
    assertRefused(
        "sample 1 has 2 inputs, expected as many as the others, 1",
        () -> Samples.of(new float[][] {{0}, {0, 1}}, new int[] {0, 0}, 1));
  }

  /** A row of values with channels is an image of one row, as networks have it. */
  @Test
  void aNetworkOfOtherSamplesDoesNotFit() {
    assertEquals(Optional.empty(), TWO.misfit("net", List.of(2), 3));
    assertEquals(
        "net takes 2 inputs and tells 4 classes, but samples has 2 inputs and 3 classes; name the data set that it was made for with --dataset",
        TWO.misfit("net", List.of(2), 4).orElseThrow());
    Samples series = TWO.shaped(List.of(1, 2));
    assertEquals(Optional.empty(), series.misfit("net", List.of(1, 1, 2), 3));
    assertEquals(
        "net takes samples of shape [2, 1, 1], but those of samples are [1, 2] (channels, height, width); name the data set that it was made for with --dataset",
        series.misfit("net", List.of(2, 1, 1), 3).orElseThrow());
  }

  private static void assertRefused(String message, Runnable step) {
    String told = assertThrows(IllegalArgumentException.class, step::run).getMessage();
    assertEquals(message, told.substring(0, Math.min(message.length(), told.length())));
  }
}
