package io.github.ann2snn.files.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.files.BadFileException;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.object.datatype.VariableLength;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attributes, which no network file has. */
class Hdf5ContentTest {
  @TempDir Path folder;

  private Path write(Hdf5Content content, String name) throws IOException {
    Path file = folder.resolve(name);
    content.writeTo(file);
    return file;
  }

  private static Hdf5Content content(int texts) throws BadFileException {
    Hdf5Content root = Hdf5Content.empty();
    root.putTextAttribute("kind", "root");
    for (int i = 0; i < texts; i++) {
      Hdf5Content group = root.group("group " + i);
      group.putTextAttribute("kind", i % 2 == 0 ? "even" : "Größe " + i);
      group.putAttribute("dt", i / 4.0);
      group.putAttribute("neurons", (long) i);
      group.put("data", new float[][] {{i, 2}, {3, 4}});
    }
    return root;
  }

  @Test
  void attributesAreReadBack() throws IOException {
    Path file = write(content(3), "three.h5");
    Hdf5Group root = Hdf5Group.root("three.h5", Files.readAllBytes(file), "a test");
    assertEquals("root", root.attributeText("kind").orElseThrow());
    assertEquals("Größe 1", root.group("group 1").attributeText("kind").orElseThrow());
    try (HdfFile hdf = new HdfFile(file)) {
      Attribute kind = hdf.getByPath("/group 2").getAttribute("kind");
      assertEquals("even", kind.getData());
      assertTrue(kind.getDataType() instanceof VariableLength, kind.getDataType().toString());
      assertEquals(0.5, hdf.getByPath("/group 2").getAttribute("dt").getData());
      assertEquals(2L, hdf.getByPath("/group 2").getAttribute("neurons").getData());
      assertArrayEquals(
          new float[][] {{2, 2}, {3, 4}},
          (float[][]) hdf.getDatasetByPath("/group 2/data").getData());
    }
  }

  /** More than the least size of a heap, and as much as fills it to the last byte. */
  @Test
  void thereMayBeManyTexts() throws IOException {
    Path file = write(content(400), "many.h5");
    Hdf5Group root = Hdf5Group.root("many.h5", Files.readAllBytes(file), "a test");
    assertEquals("Größe 399", root.group("group 399").attributeText("kind").orElseThrow());
    for (int free : new int[] {0, 8, 16, 24}) {
      Hdf5Content full = Hdf5Content.empty();
      String text = "x".repeat(4096 - 32 - free);
      full.putTextAttribute("kind", text);
      Path other = write(full, "full-" + free + ".h5");
      assertEquals(
          text,
          Hdf5Group.root("full", Files.readAllBytes(other), "a test")
              .attributeText("kind")
              .orElseThrow());
    }
  }

  @Test
  void theSameContentGivesTheSameBytes() throws IOException {
    assertArrayEquals(
        Files.readAllBytes(write(content(9), "a.h5")),
        Files.readAllBytes(write(content(9), "b.h5")));
  }

  @Test
  void refusesWhatCannotBeStored() {
    Hdf5Content root = Hdf5Content.empty();
    BadFileException failure =
        assertThrows(BadFileException.class, () -> root.putTextAttribute("kind", "a\0b"));
    assertTrue(failure.getMessage().startsWith("the text of kind has a NUL"), failure.getMessage());
    assertThrows(BadFileException.class, () -> root.putTextAttribute("x".repeat(256), "text"));
  }
}
