package io.github.ann2snn.files.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Good files, and one for each defect. */
class SafetensorsFileTest {
  @TempDir Path folder;

  private Path write(String header, byte[] data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).put(data);
    return Files.write(folder.resolve("m.safetensors"), bytes.array());
  }

  private static String tensor(String name, String type, String shape, long begin, long end) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
        .formatted(name, type, shape, begin, end);
  }

  private void refused(String reason, String header, int dataBytes) throws IOException {
    Path file = write(header, new byte[dataBytes]);
    BadFileException refusal =
        assertThrows(
            BadFileException.class,
            () -> {
              try (SafetensorsFile opened = SafetensorsFile.open(file)) {
                for (String name : opened.shapes().keySet()) {
                  opened.read(name);
                }
              }
            });
    assertEquals(file + ": " + reason, refusal.getMessage());
  }

  @Test
  void readsAllTypesOfRealNumbers() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    data.putDouble(0.1).putDouble(-2).putFloat(3.5f).putFloat(-0.25f);
    data.putShort((short) 0xc100).putShort((short) 1).putShort((short) 0x4049).putLong(7);
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + String.join(
                ",",
                tensor("d", "F64", "[2]", 0, 16),
                tensor("f", "F32", "[1,2]", 16, 24),
                tensor("h", "F16", "[2]", 24, 28),
                tensor("b", "BF16", "[]", 28, 30),
                tensor("n", "I64", "[1]", 30, 38),
                tensor("none", "F32", "[0,3]", 38, 38),
                tensor("last", "U8", "[2]", 38, 40))
            + "}    ";
    Path file = write(header, data.array());
    assertTrue(SafetensorsFile.isOne(file));
    try (SafetensorsFile opened = SafetensorsFile.open(file)) {
      assertEquals(
          List.of("d", "f", "h", "b", "n", "none", "last"), List.copyOf(opened.shapes().keySet()));
      assertEquals(List.of(1, 2), opened.shapes().get("f"));
      assertArrayEquals(new float[] {0.1f, -2}, opened.read("d").values());
      assertArrayEquals(new float[] {3.5f, -0.25f}, opened.read("f").values());
      assertArrayEquals(new float[] {-2.5f, 0x1p-24f}, opened.read("h").values());
      assertArrayEquals(new float[] {3.140625f}, opened.read("b").values());
      assertEquals(0, opened.read("none").values().length);
    }
  }

  @Test
  void readsMoreNumbersThanABufferHas() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(4 * 70_001).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 70_001; i++) {
      data.putFloat(4 * i, i);
    }
    Path file = write("{" + tensor("f", "F32", "[70001]", 0, 280_004) + "}", data.array());
    try (SafetensorsFile opened = SafetensorsFile.open(file)) {
      float[] values = opened.read("f").values();
      for (int i = 0; i < values.length; i++) {
        assertEquals(i, values[i]);
      }
    }
  }

  @Test
  void whatIsNoneIsTold() throws IOException {
    Path file = Files.write(folder.resolve("m.safetensors"), new byte[5]);
    assertFalse(SafetensorsFile.isOne(file));
    assertEquals(
        file + ": no complete safetensors file: its header would have -1 bytes",
        assertThrows(BadFileException.class, () -> SafetensorsFile.open(file)).getMessage());
    Path missing = folder.resolve("other");
    assertEquals(
        missing + ": no such file; safetensors.torch.save_file(model.state_dict(), name) makes one",
        assertThrows(BadFileException.class, () -> SafetensorsFile.open(missing)).getMessage());
  }

  @Test
  void headersThatAreTooLong() throws IOException {
    Path file = write("{}" + " ".repeat(5 << 20), new byte[0]);
    assertEquals(
        file + ": has a header of 5242882 bytes; at most 4194304 can be read",
        assertThrows(BadFileException.class, () -> SafetensorsFile.open(file)).getMessage());
    ByteBuffer long64 = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    long64.putLong(Long.MAX_VALUE).put((byte) '{');
    Files.write(file, long64.array());
    assertFalse(SafetensorsFile.isOne(file));
    assertEquals(
        file + ": no complete safetensors file: its header would have 9223372036854775807 bytes",
        assertThrows(BadFileException.class, () -> SafetensorsFile.open(file)).getMessage());
  }

  @Test
  void headersThatAreNoTensors() throws IOException {
    refused("header: names no tensors", "{}", 0);
    refused("header: tensor a: VALUE_NUMBER_INT where START_OBJECT is expected", "{\"a\":1}", 0);
    refused(
        "header: tensor a: expected dtype, shape and two data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}",
        4);
    refused(
        "header: tensor a: expected dtype, shape and two data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4]}}",
        4);
    refused("header: tensor a: more is unknown", "{\"a\":{\"more\":1}}", 4);
    refused("header: something stands behind it", "{" + tensor("a", "F32", "[1]", 0, 4) + "}{", 4);
    refused(
        "header: tensor a: its dtype F4 is unknown", "{" + tensor("a", "F4", "[2]", 0, 1) + "}", 1);
    refused(
        "header: tensor a: a number is below 0", "{" + tensor("a", "U8", "[-1]", 0, 1) + "}", 1);
    refused(
        "header: tensor a: more than 8 numbers",
        "{" + tensor("a", "U8", "[1,1,1,1,1,1,1,1,1]", 0, 1) + "}",
        1);
  }

  @Test
  void aNameThatSteersATerminalTwice() throws IOException {
    String name = "\\u001b[2J";
    String header =
        "{" + tensor(name, "F32", "[1]", 0, 4) + "," + tensor(name, "F32", "[1]", 4, 8) + "}";
    refused("header: no complete JSON (Duplicate field '?[2J')", header, 8);
  }

  @Test
  void aNameTwice() throws IOException {
    String twice = tensor("a", "F32", "[1]", 0, 4) + "," + tensor("a", "F32", "[1]", 4, 8);
    Path file = write("{" + twice + "}", new byte[8]);
    String message =
        assertThrows(BadFileException.class, () -> SafetensorsFile.open(file)).getMessage();
    assertEquals(file + ": header: no complete JSON (Duplicate field 'a')", message);
  }

  @Test
  void bytesThatAreNotThoseOfTheTensors() throws IOException {
    refused(
        "header: tensor a: F32 of shape [2] from byte 0 to 4",
        "{" + tensor("a", "F32", "[2]", 0, 4) + "}",
        4);
    refused(
        "header: its tensors have 4 bytes, but 5 are there",
        "{" + tensor("a", "F32", "[1]", 0, 4) + "}",
        5);
    String first = tensor("a", "F32", "[1]", 0, 4);
    refused(
        "header: tensor b begins at byte 5, but the one before it ends at 4",
        "{" + first + "," + tensor("b", "U8", "[1]", 5, 6) + "}",
        6);
    refused(
        "header: tensor b begins at byte 2, but the one before it ends at 4",
        "{" + tensor("b", "F32", "[1]", 2, 6) + "," + first + "}",
        6);
    refused(
        "header: long overflow",
        "{" + tensor("a", "F32", "[2000000000,2000000000,2000000000,9]", 0, 4) + "}",
        4);
  }

  @Test
  void numbersThatAreNotReal() throws IOException {
    refused(
        "tensor a: holds numbers of type I8; save the model with F32, F64, F16 or BF16, and before"
            + " it is quantised",
        "{" + tensor("a", "I8", "[4]", 0, 4) + "}",
        4);
    Path file =
        write(
            "{" + tensor("a", "BF16", "[2]", 0, 4) + "}",
            new byte[] {0, 0, (byte) 0x80, (byte) 0x7f});
    try (SafetensorsFile opened = SafetensorsFile.open(file)) {
      assertEquals(Map.of("a", List.of(2)), opened.shapes());
      assertEquals(
          file + ": tensor a: number 1 is Infinity; expected finite float32",
          assertThrows(BadFileException.class, () -> opened.read("a")).getMessage());
    }
  }
}
