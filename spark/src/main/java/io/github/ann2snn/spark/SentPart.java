package io.github.ann2snn.spark;

import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.spark.stored.SamplePart;
import java.io.Serial;
import org.apache.hadoop.conf.Configuration;

/** A part of samples that the driver has; their values are packed when it is sent, not before. */
final class SentPart implements SamplePart {
  @Serial private static final long serialVersionUID = 1L;

  private final transient SampleSource samples;
  private final int from;
  private final int to;
  private final int width;

  /**
   * @param samples the whole data set
   * @param width inputs of a sample
   */
  SentPart(SampleSource samples, int from, int to, int width) {
    this.samples = samples;
    this.from = from;
    this.to = to;
    this.width = width;
  }

  @Override
  public int from() {
    return from;
  }

  @Override
  public int to() {
    return to;
  }

  @Override
  public OpenSamples open(Configuration hadoop) {
    return packed().open(hadoop);
  }

  private PackedPart packed() {
    return PackedPart.of(samples, from, to, width);
  }

  @Serial
  private Object writeReplace() {
    return packed();
  }
}
