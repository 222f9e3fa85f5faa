package io.github.ann2snn.train.tensorboard;

import io.github.ann2snn.train.tensorboard.messages.EventMessages.Event;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Events in the record format of TensorFlow (lib/io/record_writer.h): for each its length in eight
 * bytes, the checksum of these eight, the message, the checksum of that; all little-endian.
 */
final class EventRecords {
  private static final int MASK = 0xa282ead8;

  private EventRecords() {}

  /** Writes events, one after the other. */
  static void write(List<Event> events, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    for (Event event : events) {
      byte[] message = event.toByteArray();
      byte[] length = littleEndian(Long.BYTES).putLong(message.length).array();
      data.write(length);
      data.write(littleEndian(Integer.BYTES).putInt(maskedChecksum(length)).array());
      data.write(message);
      data.write(littleEndian(Integer.BYTES).putInt(maskedChecksum(message)).array());
    }
    data.flush();
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * CRC-32C (RFC 3720, appendix B.4), rotated and shifted, so that checksums of what holds
   * checksums are good ones.
   */
  static int maskedChecksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int value = (int) crc.getValue();
    return Integer.rotateRight(value, 15) + MASK;
  }
}
