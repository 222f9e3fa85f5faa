package io.github.ann2snn.spark;

import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.spark.stored.SamplePart;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;

/**
 * A part of samples with their values: a byte each where all are multiples of 1/255, as the pixels
 * of images are, and otherwise a {@code float} each. Nothing is lost.
 *
 * @param pixels values in 255ths, or null
 * @param values values, or null
 * @param labels class of each sample
 */
record PackedPart(int from, int to, int width, byte[] pixels, float[] values, int[] labels)
    implements SamplePart {
  /** Packs samples {@code from} to {@code to}. */
  static PackedPart of(SampleSource samples, int from, int to, int width) {
    byte[] pixels = new byte[Math.multiplyExact(to - from, width)];
    int[] labels = new int[to - from];
    boolean exact = true;
    float[] sample = new float[width];
    for (int i = from; i < to; i++) {
      labels[i - from] = samples.label(i);
      samples.read(i, sample);
      exact = exact && pack(sample, pixels, (i - from) * width);
    }
    return exact
        ? new PackedPart(from, to, width, pixels, null, labels)
        : new PackedPart(from, to, width, null, values(samples, from, to, width), labels);
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

  private static float[] values(SampleSource samples, int from, int to, int width) {
    float[] values = new float[(to - from) * width];
    float[] sample = new float[width];
    for (int i = from; i < to; i++) {
      samples.read(i, sample);
      System.arraycopy(sample, 0, values, (i - from) * width, width);
    }
    return values;
  }

  @Override
  public OpenSamples open(Configuration hadoop) {
    return new Unpacked(this);
  }

  private record Unpacked(PackedPart part) implements OpenSamples {
    @Override
    public int size() {
      return part.labels.length;
    }

    @Override
    public void read(int sample, float[] target) {
      int at = sample * part.width;
      if (part.pixels == null) {
        System.arraycopy(part.values, at, target, 0, part.width);
        return;
      }
      for (int i = 0; i < part.width; i++) {
        target[i] = (part.pixels[at + i] & 0xff) / 255f;
      }
    }

    @Override
    public int label(int sample) {
      return part.labels[sample];
    }
  }

  /**
   * A part of samples that each executor gets as a whole, once, because several networks run on
   * them.
   */
  record SharedPart(int from, int to, Broadcast<PackedPart> all) implements SamplePart {
    @Override
    public OpenSamples open(Configuration hadoop) throws IOException {
      return new Shared(this, all.value().open(hadoop));
    }

    private record Shared(SharedPart part, OpenSamples all) implements OpenSamples {
      @Override
      public int size() {
        return part.to - part.from;
      }

      @Override
      public void read(int sample, float[] target) {
        all.read(part.from + sample, target);
      }

      @Override
      public int label(int sample) {
        return all.label(part.from + sample);
      }
    }
  }
}
