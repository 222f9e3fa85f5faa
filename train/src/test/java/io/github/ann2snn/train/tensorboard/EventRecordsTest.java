package io.github.ann2snn.train.tensorboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.train.tensorboard.messages.EventMessages.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventRecordsTest {
  /** RFC 3720, appendix B.4: the CRC-32C of 32 zeros is 0x8a9136aa. */
  @Test
  void checksumsAreMasked() {
    int crc = 0x8a9136aa;
    int rotated = (crc >>> 15) | (crc << 17);
    assertEquals(rotated + 0xa282ead8, EventRecords.maskedChecksum(new byte[32]));
  }

  /** As TensorFlow begins its files: a time of 0 and the version. */
  @Test
  void aRecordIsLengthMessageAndTheirChecksums() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Event version = Event.newBuilder().setFileVersion("brain.Event:2").build();
    EventRecords.write(List.of(version), out);
    byte[] message = HexFormat.of().parseHex("1a0d627261696e2e4576656e743a32");
    byte[] record = out.toByteArray();
    assertEquals(8 + 4 + 15 + 4, record.length);
    assertEquals("0f00000000000000", HexFormat.of().formatHex(record, 0, 8));
    assertArrayEquals(message, java.util.Arrays.copyOfRange(record, 12, 27));
    assertEquals(
        littleEndian(EventRecords.maskedChecksum(HexFormat.of().parseHex("0f00000000000000"))),
        HexFormat.of().formatHex(record, 8, 12));
    assertEquals(
        littleEndian(EventRecords.maskedChecksum(message)),
        HexFormat.of().formatHex(record, 27, 31));
  }

  private static String littleEndian(int value) {
    return HexFormat.of().toHexDigits(Integer.reverseBytes(value));
  }
}
