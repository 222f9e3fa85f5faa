package io.github.ann2snn.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Zip files from anywhere: Java's reader throws what it does not declare at names and comments that
 * are no text, and leaves it to its callers to compare checksums.
 */
public final class ForeignZip {
  private static final int MAX_ENTRIES = 10_000;

  private ForeignZip() {}

  /**
   * Opens a file.
   *
   * @throws IOException saying why, if it is not a complete zip file
   */
  public static ZipFile open(Path file) throws IOException {
    try {
      return new ZipFile(file.toFile());
    } catch (IllegalArgumentException e) {
      throw damaged(e);
    }
  }

  private static ZipException damaged(IllegalArgumentException cause) {
    ZipException damaged = new ZipException("the name or comment of an entry is no text");
    damaged.initCause(cause);
    return damaged;
  }

  /**
   * All entries, in the order of the file; a name may occur twice.
   *
   * @throws ZipException if a name or comment is no text, or there are more than {@value
   *     #MAX_ENTRIES}
   */
  public static List<ZipEntry> entries(ZipFile zip) throws ZipException {
    if (zip.size() > MAX_ENTRIES) {
      throw new ZipException(
          Text.of("%d entries, at most %d can be read", zip.size(), MAX_ENTRIES));
    }
    List<ZipEntry> entries = new ArrayList<>();
    try {
      for (Enumeration<? extends ZipEntry> it = zip.entries(); it.hasMoreElements(); ) {
        entries.add(it.nextElement());
      }
    } catch (IllegalArgumentException e) {
      throw damaged(e);
    }
    return entries;
  }

  /**
   * The bytes of an entry. Whoever reads them to their end has read what was put in: a wrong CRC-32
   * throws there.
   *
   * @throws IOException if the entry cannot be opened
   */
  public static InputStream content(ZipFile zip, ZipEntry entry) throws IOException {
    CheckedInputStream bytes = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
    return new FilterInputStream(bytes) {
      @Override
      public int read() throws IOException {
        return checked(super.read());
      }

      @Override
      public int read(byte[] buffer, int from, int length) throws IOException {
        return checked(super.read(buffer, from, length));
      }

      private int checked(int read) throws ZipException {
        if (read < 0 && bytes.getChecksum().getValue() != entry.getCrc()) {
          throw new ZipException("its CRC-32 differs");
        }
        return read;
      }
    };
  }
}
