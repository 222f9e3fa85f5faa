package io.github.ann2snn.interop.chip.file;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.json.ListFile;
import io.github.ann2snn.interop.chip.Chip;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/** Reads a JSON file of chips; {@code docs/hardware.md} describes it. */
public final class ChipFile {
  /** Version of the format. */
  public static final String SCHEMA = "ann2snn.chips/1";

  private static final String RESOURCE = "chips.json";
  private static final ListFile<Chip> FILE =
      new ListFile<>(SCHEMA, "chips", "chip", ChipReader::read, Chip::name);

  private ChipFile() {}

  /** The chips that come with the program, in the order of their file. */
  public static List<Chip> builtIn() {
    try (InputStream in = ChipFile.class.getResourceAsStream(RESOURCE)) {
      return FILE.read(RESOURCE, in, new HashSet<>());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a file.
   *
   * @return at least one
   * @throws BadFileException if it is not one, saying where and what is allowed
   */
  public static List<Chip> read(Path file) throws IOException {
    return FILE.read(file, new HashSet<>());
  }
}
