package io.github.ann2snn.datasets;

import java.nio.ByteBuffer;
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

  static MessageDigest sha256() {
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
