package io.github.ann2snn.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ContentDigestTest {
  private static final byte[] LABELS = {2, 1};

  @Test
  void digestsWidthSizeBytesAndLabels() throws NoSuchAlgorithmException {
    byte[] content = {0, 0, 0, 3, 0, 0, 0, 2, 10, 11, 12, 13, 14, (byte) 255, 2, 1};
    Split split = Split.ofBytes(new byte[] {10, 11, 12, 13, 14, (byte) 255}, LABELS, 3);
    assertEquals(sha256(content), split.contentDigest());
  }

  @Test
  void digestsFloatsAsBigEndian() throws NoSuchAlgorithmException {
    float[] values = {0.25f, 1f};
    ByteBuffer content = ByteBuffer.allocate(18).putInt(1).putInt(2);
    content.putFloat(0.25f).putFloat(1f).put(LABELS);
    assertEquals(sha256(content.array()), Split.ofFloats(values, LABELS, 1).contentDigest());
  }

  @Test
  void dependsOnTheOrderOfASubset() {
    Split all = Split.ofBytes(new byte[] {1, 2, 3, 4}, new byte[] {0, 1, 0, 1}, 1);
    Split same = Split.ofBytes(new byte[] {3, 4}, new byte[] {0, 1}, 1);
    assertEquals(same.contentDigest(), all.slice(2, 4).contentDigest());
    assertNotEquals(all.contentDigest(), all.shuffled(1).contentDigest());
  }

  private static String sha256(byte[] content) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
