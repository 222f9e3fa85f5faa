package io.github.ann2snn.datasets.catalog;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.BadFileException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipException;

/**
 * A tar archive (POSIX.1-1988): for each file a header of 512 bytes, with the name at 0, the size
 * as octal digits at 124 and the kind at 156; then its content, filled up to a multiple of 512
 * bytes.
 */
final class TarArchive {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int SIZE = 124;
  private static final int SIZE_DIGITS = 11;
  private static final int KIND = 156;

  private TarArchive() {}

  /**
   * Writes some files of an archive into a folder, whatever folder they were in.
   *
   * @param archive may be compressed with gzip
   * @param names of these files; others are passed over
   * @throws BadFileException if the archive is damaged
   */
  static void extract(Path archive, List<String> names, Path folder) throws IOException {
    try (InputStream content = DataFiles.local().content(archive.toString())) {
      byte[] header = content.readNBytes(BLOCK);
      while (header.length == BLOCK && header[0] != 0) {
        String name = text(header, 0, NAME).replaceFirst(".*/", "");
        long size = size(archive, header);
        boolean file = header[KIND] == '0' || header[KIND] == 0;
        if (file && names.contains(name)) {
          write(content, size, folder.resolve(name));
        } else {
          content.skipNBytes(size);
        }
        content.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        header = content.readNBytes(BLOCK);
      }
    } catch (EOFException | ZipException e) {
      throw new BadFileException(archive, "", "the archive is damaged or cut short", e);
    }
  }

  private static String text(byte[] header, int at, int length) {
    int end = at;
    while (end < at + length && header[end] != 0) {
      end++;
    }
    return new String(header, at, end - at, StandardCharsets.UTF_8);
  }

  private static long size(Path archive, byte[] header) throws BadFileException {
    try {
      return Long.parseLong(text(header, SIZE, SIZE_DIGITS).strip(), 8);
    } catch (NumberFormatException e) {
      throw new BadFileException(archive, "", "is no tar archive", e);
    }
  }

  private static void write(InputStream content, long size, Path target) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    byte[] buffer = new byte[DataFiles.BUFFER];
    try (OutputStream out = Files.newOutputStream(part)) {
      for (long left = size; left > 0; ) {
        int n = content.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (n < 0) {
          throw new EOFException();
        }
        out.write(buffer, 0, n);
        left -= n;
      }
    }
    AtomicFile.move(part, target);
  }
}
