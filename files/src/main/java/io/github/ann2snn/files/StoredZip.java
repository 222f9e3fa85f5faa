package io.github.ann2snn.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip file of uncompressed entries with a fixed time: equal contents give equal bytes. */
public final class StoredZip {
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private StoredZip() {}

  /** The bytes of an entry, written twice: to be measured, then to be kept. */
  @FunctionalInterface
  public interface Content {
    /** Writes them all, the same each time. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @param entries by name, in the order in which they will stand
   * @throws IOException if the disk is full or the file cannot be written
   */
  public static void write(Path file, Map<String, Content> entries) throws IOException {
    try (ZipOutputStream out =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (Map.Entry<String, Content> entry : entries.entrySet()) {
        out.putNextEntry(header(entry.getKey(), entry.getValue()));
        entry.getValue().writeTo(out);
      }
    }
  }

  /** An uncompressed entry says its length and checksum before its bytes. */
  private static ZipEntry header(String name, Content content) throws IOException {
    CRC32 crc = new CRC32();
    Counter counter = new Counter();
    content.writeTo(new CheckedOutputStream(counter, crc));
    ZipEntry header = new ZipEntry(name);
    header.setMethod(ZipEntry.STORED);
    header.setSize(counter.bytes);
    header.setCrc(crc.getValue());
    header.setTimeLocal(ENTRY_TIME);
    return header;
  }

  private static final class Counter extends OutputStream {
    private long bytes;

    @Override
    public void write(int one) {
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int from, int length) {
      bytes += length;
    }
  }
}
