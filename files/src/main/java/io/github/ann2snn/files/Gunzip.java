package io.github.ann2snn.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.zip.GZIPInputStream;

/** Reads a file that may be gzip-compressed, which its first two bytes tell, not its name. */
public final class Gunzip {
  public static final int BUFFER = 1 << 16;

  private Gunzip() {}

  /** The uncompressed content of {@code file}. */
  public static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      raw.mark(2);
      boolean compressed = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      return compressed ? new GZIPInputStream(raw, BUFFER) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** SHA-256 of the uncompressed content of {@code file}, in hexadecimal digits. */
  public static String sha256(Path file) throws IOException {
    MessageDigest digest = ContentDigest.sha256();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = open(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return ContentDigest.hex(digest);
  }
}
