package io.github.ann2snn.datasets.cifar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.RowSource;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.datasets.StoredData;
import io.github.ann2snn.datasets.idx.IdxBytes;
import io.github.ann2snn.files.BadFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CifarFolderTest {
  @TempDir Path folder;

  private Dataset load() throws IOException {
    return CifarFolder.load("cifar:x", DataFiles.local(), folder.toString(), List.of());
  }

  private static int[] labels(Split split) {
    return IntStream.range(0, split.size()).map(split::label).toArray();
  }

  @Test
  void readsRecordsInTheOrderOfTheFilesNumbers() throws IOException {
    CifarBytes.writeTen(folder);
    Dataset dataset = load();
    assertEquals(List.of(3, 32, 32), dataset.shape());
    assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), dataset.classNames());
    assertArrayEquals(new int[] {3, 9, 0, 1, 2}, labels(dataset.train()));
    assertArrayEquals(new int[] {7, 8}, labels(dataset.test()));
    float[] pixels = new float[3072];
    Arrays.fill(pixels, 22 / 255f);
    assertArrayEquals(pixels, dataset.train().sample(4));
    Arrays.fill(pixels, 101 / 255f);
    assertArrayEquals(pixels, dataset.test().sample(1));
  }

  @Test
  void pixelsAreRedThenGreenThenBlue() throws IOException {
    byte[] record = CifarBytes.ten(0, 1);
    record[1] = 51;
    record[1 + 1024] = 102;
    record[1 + 2048 + 33] = (byte) 255;
    Files.write(folder.resolve("data_batch_1.bin"), record);
    Files.write(folder.resolve("test_batch.bin"), record);
    float[] sample = load().test().sample(0);
    assertEquals(0.2f, sample[0]);
    assertEquals(0.4f, sample[1024]);
    assertEquals(1f, sample[2 * 1024 + 32 + 1]);
  }

  @Test
  void theClassesOfCifar100AreTheFineOnes() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("cifar-100-binary"));
    Files.write(inner.resolve("train.bin.gz"), IdxBytes.gzip(CifarBytes.hundred(19, 99, 5)));
    Files.write(inner.resolve("test.bin"), CifarBytes.hundred(0, 42));
    String names = String.join("\n", IntStream.range(0, 100).mapToObj(i -> "n" + i).toList());
    Files.writeString(inner.resolve("fine_label_names.txt"), names + "\n\n");
    Dataset dataset = load();
    assertEquals("n99", dataset.classNames().get(dataset.train().label(0)));
    assertEquals(42, dataset.test().label(0));
    assertEquals(1f, dataset.test().sample(0)[0]);
    assertEquals(0f, dataset.test().sample(0)[1]);
  }

  /** Digests tell whether data sets are the same, whatever files they lie in. */
  @Test
  void compressedFilesAreTheSame() throws IOException {
    CifarBytes.writeTen(folder);
    String digest = load().trainSha256();
    byte[] plain = CifarBytes.ten(10, 3, 9);
    Files.delete(folder.resolve("data_batch_2.bin"));
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(IdxBytes.gzip(Arrays.copyOf(plain, 3073)));
    joined.writeBytes(IdxBytes.gzip(Arrays.copyOfRange(plain, 3073, plain.length)));
    Files.write(folder.resolve("data_batch_2.bin.gz"), joined.toByteArray());
    assertEquals(digest, load().trainSha256());
  }

  @Test
  void trainingFilesAreReadWhenTheyAreUsed() throws IOException {
    CifarBytes.writeTen(folder);
    Path file = folder.resolve("data_batch_2.bin");
    Files.write(file, CifarBytes.ten(10, 3, 10));
    Dataset dataset = load();
    assertEquals(5, dataset.train().size());
    assertEquals(7, dataset.test().label(0));
    UncheckedIOException e =
        assertThrows(UncheckedIOException.class, () -> dataset.train().label(0));
    assertEquals(
        file + ": label 10 of sample 1 at offset 3073 is out of range; allowed: 0 ... 9",
        e.getCause().getMessage());
    assertTrue(e.getCause() instanceof BadFileException);
  }

  @Test
  void coarseLabelsAreCheckedToo() throws IOException {
    Files.write(folder.resolve("train.bin"), CifarBytes.hundred(1, 5));
    Path test = Files.write(folder.resolve("test.bin"), CifarBytes.hundred(20, 5));
    refused(test + ": label 20 of sample 0 at offset 0 is out of range; allowed: 0 ... 19");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3072, 3074, 6000})
  void recordsAreWhole(int bytes) throws IOException {
    CifarBytes.writeTen(folder);
    Path test = Files.write(folder.resolve("test_batch.bin"), new byte[bytes]);
    int whole = bytes / 3073;
    String told =
        String.format(
            java.util.Locale.ROOT,
            "its %,d bytes are %d records of CIFAR-10, of 3,073 bytes each, and %,d bytes more; it was cut short, or is none of CIFAR-10: get it again",
            bytes,
            whole,
            bytes - whole * 3073);
    refused(test + ": " + told);
  }

  /** As a download or a copy leaves them that ended in the middle. */
  @Test
  void recordsAreWholeInGzipDataAndInTrainingFilesToo() throws IOException {
    CifarBytes.writeTen(folder);
    byte[] cut = Arrays.copyOf(CifarBytes.ten(10, 3, 9), 5000);
    Path train = Files.write(folder.resolve("data_batch_2.bin"), cut);
    refused(train + ": its 5,000 bytes are 1 records of CIFAR-10, of 3,073 bytes each, and 1,927");
    CifarBytes.writeTen(folder);
    train = Files.write(folder.resolve("data_batch_10.bin.gz"), IdxBytes.gzip(cut));
    refused(train + ": its 5,000 bytes are 1 records of CIFAR-10, of 3,073 bytes each, and 1,927");
  }

  /** What was unpacked is read, as whoever unpacked it expects. */
  @Test
  void ofAFileAndItsCompressedCopyTheFileIsRead() throws IOException {
    CifarBytes.writeTen(folder);
    Files.write(folder.resolve("test_batch.bin.gz"), IdxBytes.gzip(CifarBytes.ten(1, 0)));
    assertArrayEquals(new int[] {7, 8}, labels(load().test()));
    Files.delete(folder.resolve("test_batch.bin"));
    assertArrayEquals(new int[] {0}, labels(load().test()));
  }

  @Test
  void damagedGzipDataAreTold() throws IOException {
    CifarBytes.writeTen(folder);
    byte[] good = IdxBytes.gzip(CifarBytes.ten(1, 2, 3));
    Files.delete(folder.resolve("test_batch.bin"));
    Path test = folder.resolve("test_batch.bin.gz");
    Files.write(test, Arrays.copyOf(good, good.length - 9));
    refused(test + ": damaged or cut short");
    byte[] wrong = good.clone();
    wrong[good.length - 4]++; // the size that its end tells
    Files.write(test, wrong);
    refused(test + ": damaged or cut short");
    byte[] changed = good.clone();
    changed[20] ^= 0x55;
    Files.write(test, changed);
    refused(test + ": damaged or cut short");
  }

  @Test
  void namesMustBeOnePerClass() throws IOException {
    CifarBytes.writeTen(folder);
    Path names = Files.writeString(folder.resolve("batches.meta.txt"), "a\nb\n");
    refused(names + ": names 2 classes, but CIFAR-10 has 10; correct or delete it");
  }

  @ParameterizedTest
  @CsvSource({
    "cifar-10-binary.tar.gz, unpack cifar-10-binary.tar.gz there",
    "cifar-100-python.tar.gz, 'cifar-100-python.tar.gz is of the version for Python or Matlab: take the binary version of the same page'",
    "cifar-10-batches-py, 'cifar-10-batches-py is of the version for Python or Matlab: take the binary version of the same page'",
    "data_batch_1, 'data_batch_1 is of the version for Python or Matlab: take the binary version of the same page'",
    "test.mat, 'test.mat is of the version for Python or Matlab: take the binary version of the same page'",
  })
  void knowsTheOtherVersions(String name, String remedy) throws IOException {
    if (name.equals("cifar-10-batches-py")) {
      Files.createDirectory(folder.resolve(name));
    } else {
      Files.createFile(folder.resolve(name));
    }
    refused(
        folder
            + ": needs test_batch.bin and data_batch_1.bin (CIFAR-10), or test.bin and train.bin (CIFAR-100), each may end in .gz; "
            + remedy);
  }

  /** The folder may hold pictures, and then there is no other version to look for. */
  @Test
  void foldersOfPicturesAreNoOtherVersion() throws IOException {
    Files.createDirectory(folder.resolve("test"));
    Files.createDirectory(folder.resolve("train"));
    BadFileException refused = assertThrows(BadFileException.class, this::load);
    assertTrue(refused.getMessage().endsWith(", each may end in .gz"), refused.getMessage());
  }

  @Test
  void saysWhatIsMissingOrTooMuch() throws IOException {
    refused(folder + ": needs test_batch.bin and data_batch_1.bin (CIFAR-10), or test.bin");
    CifarBytes.writeTen(folder);
    CifarBytes.writeTen(folder.resolve("cifar-10-batches-bin"));
    refused(folder + ": holds several data sets (" + folder.resolve("test_batch.bin"));
    folder = folder.resolve("nowhere");
    refused(folder + ": no such folder");
  }

  @Test
  void rowsAreReadWhereTheyLie() throws IOException {
    CifarBytes.writeTen(folder);
    Dataset whole = load();
    StoredData stored = CifarFolder.open(DataFiles.local(), folder.toString());
    assertEquals(whole.shape(), stored.shape());
    assertArrayEquals(new byte[] {3, 9, 0, 1, 2}, stored.train().labels());
    float[] row = new float[3072];
    try (RowSource.OpenRows rows = stored.train().rows().open(DataFiles.local())) {
      for (int i : new int[] {4, 0, 3, 2, 1, 1}) {
        rows.read(i, row);
        assertArrayEquals(whole.train().sample(i), row);
      }
    }
  }

  private void refused(String start) {
    BadFileException e = assertThrows(BadFileException.class, this::load);
    assertTrue(e.getMessage().startsWith(start), e.getMessage());
  }
}
