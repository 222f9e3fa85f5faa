package io.github.ann2snn.spark;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.RowSource;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.spark.stored.SamplePart;
import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;

/**
 * Inputs of samples that the driver has: a byte each where all are multiples of 1/255, as the
 * pixels of images are, and otherwise a {@code float} each. Nothing is lost.
 *
 * @param first index of the first sample
 * @param pixels values in 255ths, or null
 * @param values values, or null
 */
record PackedRows(int first, byte[] pixels, float[] values) implements RowSource {
  /** Packs samples {@code from} to {@code to}. */
  static PackedRows of(SampleSource samples, int from, int to, int width) {
    byte[] pixels = new byte[Math.multiplyExact(to - from, width)];
    float[] values = null;
    float[] sample = new float[width];
    for (int i = from; i < to; i++) {
      samples.read(i, sample);
      int at = (i - from) * width;
      if (values == null && !pack(sample, pixels, at)) {
        values = new float[pixels.length];
        RowSource.ofBytes(pixels, 0, values);
      }
      if (values != null) {
        System.arraycopy(sample, 0, values, at, width);
      }
    }
    return values == null ? new PackedRows(from, pixels, null) : new PackedRows(from, null, values);
  }

  private static boolean pack(float[] sample, byte[] pixels, int at) {
    for (int i = 0; i < sample.length; i++) {
      int pixel = Math.round(sample[i] * 255);
      if (pixel < 0 || pixel > 255 || pixel / 255f != sample[i]) {
        return false;
      }
      pixels[at + i] = (byte) pixel;
    }
    return true;
  }

  @Override
  public OpenRows open(DataFiles files) {
    return (row, target) -> {
      int at = (row - first) * target.length;
      if (pixels != null) {
        RowSource.ofBytes(pixels, at, target);
      } else {
        System.arraycopy(values, at, target, 0, target.length);
      }
    };
  }

  /** Digest of all values and labels: it tells samples apart. */
  static byte[] digest(SampleSource samples, int width) {
    MessageDigest digest = ContentDigest.sha256();
    float[] values = new float[width];
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * (width + 1));
    for (int i = 0; i < samples.size(); i++) {
      samples.read(i, values);
      bytes.clear().putInt(samples.label(i)).asFloatBuffer().put(values);
      digest.update(bytes.array());
    }
    return digest.digest();
  }

  /** A part of samples that goes to an executor; it is packed when it is sent, not before. */
  static SamplePart part(SampleSource samples, int from, int to, int width) {
    return new SamplePart(from, new Sent(samples, from, to, width), labels(samples, from, to));
  }

  /** A part of samples of which each executor gets all, once, as several networks run on them. */
  static SamplePart part(SampleSource samples, int from, int to, Broadcast<PackedRows> all) {
    return new SamplePart(from, new Shared(all), labels(samples, from, to));
  }

  private static int[] labels(SampleSource samples, int from, int to) {
    return IntStream.range(from, to).map(samples::label).toArray();
  }

  private record Shared(Broadcast<PackedRows> all) implements RowSource {
    @Override
    public OpenRows open(DataFiles files) {
      return all.value().open(files);
    }
  }

  private static final class Sent implements RowSource {
    @Serial private static final long serialVersionUID = 1L;

    private final transient SampleSource samples;
    private final int from;
    private final int to;
    private final int width;

    Sent(SampleSource samples, int from, int to, int width) {
      this.samples = samples;
      this.from = from;
      this.to = to;
      this.width = width;
    }

    @Override
    public OpenRows open(DataFiles files) throws IOException {
      return packed().open(files);
    }

    private PackedRows packed() {
      return PackedRows.of(samples, from, to, width);
    }

    @Serial
    private Object writeReplace() {
      return packed();
    }
  }
}
