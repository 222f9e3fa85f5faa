package io.github.ann2snn.spark;

import io.github.ann2snn.spark.stored.SamplePart;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;

/**
 * A part of samples that each executor gets as a whole, once, because several networks run on them.
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
