package io.github.ann2snn.datasets.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.RowSource;
import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdxFileTest {
  @TempDir Path folder;

  static Stream<Arguments> defects() {
    byte[] good = IdxBytes.counting(5, 2, 3);
    byte[] png = good.clone();
    png[0] = (byte) 0x89;
    byte[] doubles = good.clone();
    doubles[2] = 0x0e;
    byte[] compressed = IdxBytes.gzip(good);
    byte[] wrongCrc = compressed.clone();
    wrongCrc[wrongCrc.length - 8] ^= 1;
    byte[] magicOnly = {0, 0, 8, 3};
    return Stream.of(
        Arguments.of(new byte[0], "cut short at offset 0, within the magic number"),
        Arguments.of(
            png, "not an IDX file: magic number 0x89000803 at offset 0; expected 0x00000803"),
        Arguments.of(doubles, "elements are not unsigned bytes (type 8): magic number 0x00000e03"),
        Arguments.of(
            IdxBytes.counting(30),
            "1 dimensions where 3 are needed: magic number 0x00000801 at offset 0"),
        Arguments.of(magicOnly, "cut short at offset 4, within the header"),
        Arguments.of(Arrays.copyOf(good, 10), "cut short at offset 10, within the header"),
        Arguments.of(header(5, 0, 3), "dimension 1 at offset 8 is 0; it must be at least 1"),
        Arguments.of(header(5, 2, -3), "dimension 2 at offset 12 is -3; it must be at least 1"),
        Arguments.of(
            header(70_000, 28_000, 28_000),
            "the dimensions [70000, 28000, 28000] at offset 4 are more than 2147483639 elements"),
        Arguments.of(
            header(60_000, 28, 28),
            "cut short at offset 16: the header announces 47040016 bytes ([60000, 28, 28]"),
        Arguments.of(Arrays.copyOf(good, 45), "cut short at offset 45: the header announces 46"),
        Arguments.of(
            Arrays.copyOf(good, 47), "too long: data go on at offset 46, where the header"),
        Arguments.of(
            Arrays.copyOf(compressed, compressed.length / 2),
            "the gzip data are damaged or cut short"),
        Arguments.of(wrongCrc, "the gzip data are damaged or cut short"));
  }

  private static byte[] header(int... dimensions) {
    ByteBuffer buffer = ByteBuffer.allocate(16).putInt(0x803);
    for (int dimension : dimensions) {
      buffer.putInt(dimension);
    }
    return buffer.array();
  }

  private static byte[] values(Path file, int rank) throws IOException {
    try (IdxFile idx = IdxFile.open(DataFiles.local(), file.toString(), rank)) {
      return idx.values();
    }
  }

  private static void assertRow(int row, byte[] content, IdxFile idx) throws IOException {
    float[] found = new float[6];
    idx.read(row, found);
    float[] expected = new float[6];
    RowSource.ofBytes(content, 16 + 6 * row, expected);
    assertArrayEquals(expected, found);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("defects")
  void reportsDefectWithFileAndReason(byte[] content, String reason) throws IOException {
    Path file = Files.write(folder.resolve("images"), content);
    String message = assertThrows(BadFileException.class, () -> values(file, 3)).getMessage();
    assertEquals(file + ": " + reason, message.substring(0, (file + ": " + reason).length()));
  }

  @Test
  void takesNoMemoryForWhatAHostileHeaderAnnounces() throws IOException {
    Path file = Files.write(folder.resolve("bomb"), header(2_000_000_000, 1, 1));
    BadFileException e = assertThrows(BadFileException.class, () -> values(file, 3));
    assertEquals(
        file
            + ": cut short at offset 16: the header announces 2000000016 bytes"
            + " ([2000000000, 1, 1] elements)",
        e.getMessage());
  }

  @Test
  void tellsGzipByContentNotByName() throws IOException {
    byte[] content = IdxBytes.counting(5, 2, 3);
    Path plain = Files.write(folder.resolve("plain.gz"), content);
    Path compressed = Files.write(folder.resolve("compressed"), IdxBytes.gzip(content));
    for (Path file : new Path[] {plain, compressed}) {
      try (IdxFile idx = IdxFile.open(DataFiles.local(), file.toString(), 3)) {
        for (int i = 0; i < 3; i++) {
          assertEquals(new int[] {5, 2, 3}[i], idx.dimension(i));
        }
        assertArrayEquals(Arrays.copyOfRange(content, 16, 46), idx.values());
        assertRow(4, content, idx);
        assertRow(1, content, idx);
        assertRow(2, content, idx);
      }
    }
  }

  @Test
  void readsContentThatExpandsALot() throws IOException {
    byte[] zeros = IdxBytes.of(new byte[3_000_000], 3_000_000);
    Path file = Files.write(folder.resolve("zeros.gz"), IdxBytes.gzip(zeros));
    assertEquals(3_000_000, values(file, 1).length);
  }
}
