package io.github.ann2snn.spark;

import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.spark.stored.StoredSplit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Supplier;

/** What tells samples apart, so that a checkpoint is not taken up for others. */
final class SamplesDigest {
  private SamplesDigest() {}

  /** Of all values and labels; computed when it is asked for. */
  static Supplier<byte[]> of(SampleSource samples, int width) {
    return () -> {
      MessageDigest digest = ContentDigest.sha256();
      float[] values = new float[width];
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * (width + 1));
      for (int i = 0; i < samples.size(); i++) {
        samples.read(i, values);
        bytes.clear().putInt(samples.label(i)).asFloatBuffer().put(values);
        digest.update(bytes.array());
      }
      return digest.digest();
    };
  }

  /** Of the files' names, sizes and times, and of all labels: they may be too large to be read. */
  static Supplier<byte[]> of(StoredSplit split) {
    return () -> {
      MessageDigest digest = ContentDigest.sha256();
      digest.update(split.identity().getBytes(StandardCharsets.UTF_8));
      return digest.digest(split.labels());
    };
  }
}
