package io.github.ann2snn.ann.keras;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ForeignZip;
import io.github.ann2snn.files.Text;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A {@code .keras} file: a zip. Two of its entries are read, the others are left alone; sizes are
 * counted while reading, and what the headers say of them is only believed within limits.
 */
record KerasArchive(Path file, ZipFile zip) implements Closeable {
  static final String CONFIGURATION = "config.json";
  static final String WEIGHTS = "model.weights.h5";

  /** The most bytes of weights, as many as an array can have. */
  private static final long MAX_WEIGHTS = Integer.MAX_VALUE - 8L;

  private static final long MAX_COMPRESSION = 1032;
  private static final int PIECE = 1 << 20;

  static KerasArchive open(Path file) throws IOException {
    KerasArchive archive;
    try {
      archive = new KerasArchive(file, ForeignZip.open(file));
    } catch (IOException e) {
      throw new BadFileException(
          file, "", Text.of("is no complete zip file (%s); copy it again", e.getMessage()), e);
    }
    try {
      archive.checkNames();
    } catch (BadFileException e) {
      archive.close();
      throw e;
    }
    return archive;
  }

  private void checkNames() throws BadFileException {
    Set<String> seen = new HashSet<>();
    for (ZipEntry entry : entries()) {
      String name = entry.getName();
      if (name.startsWith("/") || name.contains("\\") || ("/" + name + "/").contains("/../")) {
        throw refuse(name, "has a path that leaves the archive, which Keras never writes");
      }
      if (!seen.add(name)) {
        throw refuse(name, "is there twice, which Keras never writes");
      }
    }
    if (!seen.contains(CONFIGURATION)) {
      throw new BadFileException(
          file, "", "is a zip without config.json, so no Keras model; expected a .keras file");
    }
    if (!seen.contains(WEIGHTS)) {
      throw new BadFileException(
          file,
          "",
          "has no model.weights.h5; save the model with model.save(\"model.keras\"), without other formats for its weights");
    }
  }

  private List<ZipEntry> entries() throws BadFileException {
    try {
      return ForeignZip.entries(zip);
    } catch (ZipException e) {
      throw new BadFileException(file, "", "is damaged: " + e.getMessage(), e);
    }
  }

  private BadFileException refuse(String name, String reason) {
    return new BadFileException(file, "entry " + Text.printable(name), reason);
  }

  String configuration() throws IOException {
    return new String(read(CONFIGURATION, KerasConfig.MAX_BYTES), StandardCharsets.UTF_8);
  }

  /**
   * The file of weights.
   *
   * @param cap the most bytes that the model can need
   */
  byte[] weights(long cap) throws IOException {
    return read(WEIGHTS, (int) Math.min(MAX_WEIGHTS, cap));
  }

  private byte[] read(String name, int cap) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    long size = entry.getSize();
    // DEFLATE cannot do better.
    long most = Math.min(cap, MAX_COMPRESSION * Files.size(file));
    if (size < 0 || size > most) {
      throw new BadFileException(
          file, name, Text.of("says it has %d bytes, but may have %d at most", size, most));
    }
    byte[] content = new byte[(int) size];
    int length = 0;
    boolean more;
    try (InputStream in = ForeignZip.content(zip, entry)) {
      // In pieces: Java copies each read through native memory of that size.
      for (int read = 0; read >= 0 && length < content.length; length += Math.max(0, read)) {
        read = in.read(content, length, Math.min(PIECE, content.length - length));
      }
      more = in.read() >= 0;
    } catch (IOException e) {
      throw new BadFileException(file, name, Text.of("is damaged (%s)", e.getMessage()), e);
    }
    if (more || length < size) {
      throw new BadFileException(
          file,
          name,
          Text.of(
              "is damaged: its header says %d bytes, and it has %s", size, more ? "more" : length));
    }
    return content;
  }

  /** How many bytes of weights the file says it has. */
  long weightBytes() {
    return zip.getEntry(WEIGHTS).getSize();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
