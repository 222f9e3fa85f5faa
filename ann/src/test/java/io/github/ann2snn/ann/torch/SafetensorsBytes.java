package io.github.ann2snn.ann.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes small safetensors files: a bias is a row, a weight a matrix with as many rows as its bias.
 */
final class SafetensorsBytes {
  private SafetensorsBytes() {}

  static Path write(Path file, Map<String, float[]> tensors) throws IOException {
    List<String> header = new ArrayList<>();
    int end = 0;
    for (Map.Entry<String, float[]> tensor : tensors.entrySet()) {
      String name = tensor.getKey();
      int count = tensor.getValue().length;
      int rows = tensors.get(name.replace("weight", "bias")).length;
      String shape = name.endsWith("weight") ? rows + "," + count / rows : "" + count;
      header.add(
          "\"%s\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
              .formatted(name, shape, end, end + 4 * count));
      end += 4 * count;
    }
    byte[] json = ("{" + String.join(",", header) + "}").getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + end).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    for (float[] values : tensors.values()) {
      for (float value : values) {
        bytes.putFloat(value);
      }
    }
    return Files.write(file, bytes.array());
  }
}
