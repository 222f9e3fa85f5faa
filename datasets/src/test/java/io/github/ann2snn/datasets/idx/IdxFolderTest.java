package io.github.ann2snn.datasets.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.StoredData;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import io.github.ann2snn.runtime.evaluation.SampleReading.TakingNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxFolderTest {
  @TempDir Path temporary;
  private final List<String> notices = new ArrayList<>();
  private final DatasetOptions options =
      new DatasetOptions(42, 0.2, SampleReading.USUAL, notices::add);
  private Path folder;

  @BeforeEach
  void writeGoodFiles() throws IOException {
    folder = IdxBytes.writeFolder(temporary.resolve("set"));
  }

  @Test
  void readsImagesLabelsAndClasses() throws IOException {
    Dataset dataset = IdxFolder.load("idx:set", DataFiles.local(), folder, List.of(), options);
    assertEquals(List.of(1, 2, 3), dataset.shape());
    assertEquals(List.of("0", "1", "2"), dataset.classNames());
    assertEquals(6, dataset.train().size());
    assertEquals(4, dataset.test().size());
    assertEquals(2, dataset.test().label(0));
    assertArrayEquals(
        new float[] {6 / 255f, 7 / 255f, 8 / 255f, 9 / 255f, 10 / 255f, 11 / 255f},
        dataset.train().sample(1));
  }

  @Test
  void namesTheFilesThatAreMissing() throws IOException {
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
    assertFailure(folder + ": t10k-labels-idx1-ubyte not found; four files are needed: train-");
  }

  @Test
  void reportsAMissingFolder() {
    folder = temporary.resolve("nowhere");
    assertFailure(folder + ": no such folder");
  }

  @Test
  void reportsCountsThatDiffer() throws IOException {
    Path labels = write(1, IdxBytes.counting(5));
    assertFailure(labels + ": 5 labels for the 6 images in " + file(0));
  }

  @Test
  void reportsImageSizesThatDiffer() throws IOException {
    Path test = write(2, IdxBytes.counting(4, 3, 2));
    assertFailure(test + ": test images are 3 x 2, but the training images in " + file(0));
  }

  @Test
  void reportsATestLabelThatTrainingLacks() throws IOException {
    Path labels = write(3, IdxBytes.of(new byte[] {0, 1, 3, 0}, 4));
    assertFailure(labels + ": label 3 of sample 2 at offset 10 is out of range; allowed: 0 ... 2");
  }

  @Test
  void reportsALabelBeyondTheKnownClasses() throws IOException {
    Path labels = write(1, IdxBytes.of(new byte[] {0, 1, 2, 3, 4, (byte) 200}, 6));
    BadFileException e =
        assertThrows(
            BadFileException.class,
            () ->
                IdxFolder.load(
                    "set", DataFiles.local(), folder, List.of("a", "b", "c", "d", "e"), options));
    assertEquals(
        labels + ": label 200 of sample 5 at offset 13 is out of range; allowed: 0 ... 4",
        e.getMessage());
  }

  @Test
  void reportsThatThereIsOneClass() throws IOException {
    Path labels = write(1, IdxBytes.of(new byte[6], 6));
    assertFailure(labels + ": every label is 0; at least two classes are needed");
  }

  @ParameterizedTest
  @CsvSource({
    "-idx, .idx, ''",
    "-idx, .IDX, .gz",
    "train-images, TRAIN_Images, .gz",
    "t10k, test, ''",
    "t10k, emnist-letters-test, .gz",
  })
  void findsOtherSpellings(String usual, String other, String ending) throws IOException {
    for (String name : IdxFolder.FILE_NAMES) {
      String spelt = name.replace(usual, other) + ending;
      Files.move(folder.resolve(name), folder.resolve(spelt));
      Files.writeString(folder.resolve("._" + spelt), "what macOS keeps of a file");
    }
    Dataset dataset = IdxFolder.load("idx:set", DataFiles.local(), folder, List.of(), options);
    assertEquals(6, dataset.train().size());
    assertEquals(4, dataset.test().size());
    assertEquals(List.of(), IdxFolder.missing(folder));
  }

  @Test
  void refusesToChooseBetweenTwoDataSets() throws IOException {
    Path labels = folder.resolve("t10k-labels-idx1-ubyte");
    Files.copy(labels, folder.resolve("a-test-labels-idx1-ubyte"));
    Files.move(labels, folder.resolve("b-test-labels-idx1-ubyte"));
    assertFailure(
        folder
            + ": holds several data sets (a-test-labels-idx1-ubyte, b-test-labels-idx1-ubyte);"
            + " name a folder with one");
  }

  @Test
  void labelsFromOneAreClassesAndAreTold() throws IOException {
    write(1, IdxBytes.of(new byte[] {1, 2, 3, 1, 2, 3}, 6));
    write(3, IdxBytes.of(new byte[] {1, 2, 3, 3}, 4));
    Dataset dataset = IdxFolder.load("idx:set", DataFiles.local(), folder, List.of(), options);
    assertEquals(List.of("1", "2", "3"), dataset.classNames());
    assertEquals(0, dataset.train().label(0));
    assertEquals(2, dataset.test().label(3));
    assertEquals(List.of("idx:set: labels go from 1 to 3: label 1 is the first class"), notices);
    Path labels = write(3, IdxBytes.of(new byte[] {1, 0, 3, 3}, 4));
    assertFailure(labels + ": label 0 of sample 1 at offset 9 is out of range; allowed: 1 ... 3");
  }

  /** Networks that were trained elsewhere may have an output that stands for label 0. */
  @Test
  void labelsFromOneStayWhereTheNetworkHasAnOutputForZero() throws IOException {
    write(1, IdxBytes.of(new byte[] {1, 2, 3, 1, 2, 3}, 6));
    write(3, IdxBytes.of(new byte[] {1, 2, 3, 3}, 4));
    SampleReading reading = SampleReading.USUAL.with(TakingNetwork.of(6, 4, Optional.empty()));
    StoredData stored = IdxFolder.open(DataFiles.local(), folder.toString(), reading);
    assertEquals(List.of("0", "1", "2", "3"), stored.classNames());
    assertEquals(3, stored.test().labels()[3]);
    assertEquals(List.of("no training sample has label 0: 4 classes, 0 to 3"), stored.notices());
  }

  private void assertFailure(String start) {
    BadFileException e =
        assertThrows(
            BadFileException.class,
            () -> IdxFolder.load("idx:set", DataFiles.local(), folder, List.of(), options));
    assertTrue(e.getMessage().startsWith(start), e.getMessage());
  }

  private Path file(int index) {
    return folder.resolve(IdxFolder.FILE_NAMES.get(index));
  }

  private Path write(int index, byte[] content) throws IOException {
    return Files.write(file(index), content);
  }
}
