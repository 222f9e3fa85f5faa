package io.github.ann2snn.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of what a split holds, whatever file it came from: the width and the number of samples as
 * four big-endian bytes each, then the inputs of every sample in order (one byte each, or a
 * big-endian IEEE 754 {@code float} each where they do not fit a byte), then one byte per label.
 */
public final class ContentDigest {
  private ContentDigest() {}

  /** The digest of {@code split} as 64 lower-case hexadecimal digits. */
  public static String of(Split split) {
    MessageDigest digest = sha256();
    digest.update(ByteBuffer.allocate(8).putInt(split.width()).putInt(split.size()).flip());
    split.addTo(digest);
    return hex(digest);
  }

  /**
   * SHA-256 of a file's bytes as 64 lower-case hexadecimal digits.
   *
   * @throws IOException if the file cannot be read
   */
  public static String ofFile(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return hex(digest);
  }

  /** A digest of nothing yet. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
