package io.github.ann2snn.files.numpy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that NumPy wrote (make.py beside them), our own, and damaged ones. */
class NpzFileTest {
  @TempDir Path folder;

  private Path resource(String name) throws IOException {
    try (var in = NpzFileTest.class.getResourceAsStream(name)) {
      return Files.write(folder.resolve(name), in.readAllBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"le_f4", "be_f4", "le_f8", "be_f8", "i1", "le_i2", "be_i2", "le_i4", "be_i8"})
  void signedTypesAreRead(String name) throws IOException {
    try (NpzFile file = NpzFile.open(resource("types.npz"))) {
      assertEquals(new NpyArray(List.of(2, 3), new float[] {-2, -1, 0, 1, 2, 3}), file.read(name));
    }
  }

  @ParameterizedTest
  @CsvSource({"u1, 2", "be_u2, 2", "le_u4, 2", "bool, 1"})
  void otherTypesAreRead(String name, float two) throws IOException {
    try (NpzFile file = NpzFile.open(resource("types.npz"))) {
      float[] expected = {two, 1, 0, 1, two, name.equals("bool") ? 1 : 3};
      assertArrayEquals(expected, file.read(name).values());
    }
  }

  @Test
  void fortranOrderIsTurned() throws IOException {
    try (NpzFile file = NpzFile.open(resource("types.npz"))) {
      NpyArray array = file.read("fortran");
      assertEquals(List.of(2, 3, 4), array.shape());
      for (int i = 0; i < 24; i++) {
        assertEquals(i, array.values()[i]);
      }
    }
  }

  @Test
  void scalarsAndOrderAreKept() throws IOException {
    try (NpzFile file = NpzFile.open(resource("types.npz"))) {
      assertEquals(new NpyArray(List.of(), new float[] {1.5f}), file.read("scalar"));
      List<String> names = List.copyOf(file.shapes().keySet());
      assertEquals("le_f4", names.get(0));
      assertEquals(
          List.of("fortran", "scalar", "row"), names.subList(names.size() - 3, names.size()));
    }
  }

  @Test
  void compressedArraysAreRead() throws IOException {
    try (NpzFile file = NpzFile.open(resource("compressed.npz"))) {
      assertEquals(List.of(50, 40), file.read("zeros").shape());
      assertArrayEquals(new float[] {0, 1, 2}, file.read("row").values());
    }
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    float[] large = new float[40_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = 1f / (i + 1);
    }
    arrays.put("b.weight", new NpyArray(List.of(200, 200), large));
    arrays.put("a", new NpyArray(List.of(1), new float[] {Float.MIN_VALUE}));
    arrays.put("s", new NpyArray(List.of(), new float[] {-0f}));
    Path file = folder.resolve("w.npz");
    NpzFile.write(file, arrays);
    byte[] first = Files.readAllBytes(file);
    try (NpzFile read = NpzFile.open(file)) {
      assertEquals(List.copyOf(arrays.keySet()), List.copyOf(read.shapes().keySet()));
      for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
        assertEquals(array.getValue(), read.read(array.getKey()));
      }
    }
    NpzFile.write(file, arrays);
    assertArrayEquals(first, Files.readAllBytes(file));
  }

  @Test
  void headersAreThoseOfNumpy() throws IOException {
    String text = new String(NpyHeader.write(List.of(3)), StandardCharsets.ISO_8859_1);
    assertEquals(128, text.length());
    assertTrue(
        text.startsWith(
            "\u0093NUMPY\1\0v\0{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }"));
    assertTrue(text.endsWith(" \n"));
  }

  private Path zip(String name, byte[] content) throws IOException {
    Path file = folder.resolve("bad.npz");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new ZipEntry(name));
      out.write(content);
    }
    return file;
  }

  private static byte[] npy(String dictionary, int bytes) {
    ByteBuffer npy = ByteBuffer.allocate(10 + dictionary.length() + bytes);
    npy.order(ByteOrder.LITTLE_ENDIAN).put("\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1));
    npy.put((byte) 1).put((byte) 0).putShort((short) dictionary.length());
    return npy.put(dictionary.getBytes(StandardCharsets.ISO_8859_1)).array();
  }

  private static String dictionary(String type, String shape) {
    return "{'descr': %s, 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
  }

  private void assertRefused(String reason, Path file) {
    BadFileException refused =
        assertThrows(
            BadFileException.class,
            () -> {
              try (NpzFile opened = NpzFile.open(file)) {
                opened.read("a");
              }
            });
    assertTrue(refused.getMessage().startsWith(file + ": "), refused.getMessage());
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }

  @Test
  void aMissingFileIsRefused() {
    assertRefused(
        "no such file; numpy.savez(\"none.npz\", ...) makes one", folder.resolve("none.npz"));
  }

  @Test
  void aTruncatedFileIsRefused() throws IOException {
    Path file = resource("types.npz");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 900));
    assertRefused("not a complete .npz file", file);
  }

  @Test
  void commentsThatAreNoTextAreRefused() throws IOException {
    Path file = folder.resolve("comment.npz");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      ZipEntry entry = new ZipEntry("a.npy");
      entry.setComment("\u00e4");
      out.putNextEntry(entry);
      out.write(npy(dictionary("'<f4'", "(1,)"), 4));
    }
    byte[] zip = Files.readAllBytes(file);
    for (int i = 0; i + 1 < zip.length; i++) {
      if (zip[i] == (byte) 0xc3 && zip[i + 1] == (byte) 0xa4) {
        zip[i + 1] = 'x';
      }
    }
    // Newer JDKs find it when they open the file, and say it in their own words.
    assertRefused("name or comment", Files.write(file, zip));
  }

  /** Stored, so that nothing but the checksum tells of it. */
  @Test
  void aFlippedBitIsRefused() throws IOException {
    Path file = folder.resolve("flipped.npz");
    NpzFile.write(file, Map.of("a", new NpyArray(List.of(2), new float[] {1, 2})));
    byte[] zip = Files.readAllBytes(file);
    for (int i = 0; i + 7 < zip.length; i++) {
      if (ByteBuffer.wrap(zip, i, 8).order(ByteOrder.LITTLE_ENDIAN).getFloat() == 1) {
        zip[i] ^= 1;
      }
    }
    assertRefused("array a: damaged (its CRC-32 differs)", Files.write(file, zip));
  }

  @Test
  void pythonObjectsAreRefused() throws IOException {
    Path file = zip("a.npy", npy(dictionary("'|O'", "(1,)"), 8));
    assertRefused("array a: holds |O, and only plain numbers can be read", file);
    assertRefused("Python objects would have to run code", file);
  }

  @Test
  void structuresAreRefused() throws IOException {
    assertRefused(
        "holds [('x', '<f4')]", zip("a.npy", npy(dictionary("[('x', '<f4')]", "(1,)"), 4)));
  }

  @Test
  void complexNumbersNameTheRemedy() throws IOException {
    assertRefused(
        "holds <c8, and only plain numbers can be read: float16, float32, float64, integers; convert it with .astype('float32')",
        zip("a.npy", npy(dictionary("'<c8'", "(1,)"), 8)));
  }

  @Test
  void readsHalfPrecision() throws IOException {
    byte[] half = npy(dictionary("'>f2'", "(2,)"), 4);
    half[half.length - 4] = (byte) 0xc1;
    half[half.length - 1] = 3;
    try (NpzFile file = NpzFile.open(zip("a.npy", half))) {
      assertArrayEquals(new float[] {-2.5f, 3 * 0x1p-24f}, file.read("a").values());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"(999999999, 999999999, 999999999)", "(400000000,)", "(100000,)"})
  void hugeShapesAreRefused(String shape) throws IOException {
    assertRefused("more than this file can hold", zip("a.npy", npy(dictionary("'<f4'", shape), 4)));
  }

  @Test
  void otherDefectsAreRefused() throws IOException {
    String four = dictionary("'<f4'", "(4,)");
    assertRefused("is shorter than its shape [4] says", zip("a.npy", npy(four, 12)));
    assertRefused("is longer than its shape [4] says", zip("a.npy", npy(four, 20)));
    assertRefused("has no numbers", zip("a.npy", npy(dictionary("'<f4'", "(0, 3)"), 0)));
    assertRefused("has a header that cannot be read", zip("a.npy", npy("{'descr': '<f4'}", 0)));
    assertRefused("is no array of NumPy", zip("a.npy", new byte[3]));
    assertRefused("is no array (.npy)", zip("../a.txt", new byte[3]));
    byte[] nan = npy(dictionary("'<f4'", "(1,)"), 4);
    nan[nan.length - 1] = 0x7f;
    nan[nan.length - 2] = (byte) 0xc0;
    assertRefused("number 0 is NaN", zip("a.npy", nan));
    byte[] version = npy(four, 16);
    version[6] = 9;
    assertRefused("has version 9 of the format", zip("a.npy", version));
  }
}
