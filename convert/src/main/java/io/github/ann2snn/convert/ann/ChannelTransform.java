package io.github.ann2snn.convert.ann;

import io.github.ann2snn.ann.graph.BatchNorm;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * {@code y = scale x + shift}, channel by channel: what batch normalisation does at inference
 * (Ioffe and Szegedy 2015, "Batch Normalization", algorithm 2).
 *
 * @param scale one value per channel
 * @param shift one value per channel
 */
record ChannelTransform(double[] scale, double[] shift) {
  /** What a node of a graph does. */
  static ChannelTransform of(BatchNorm norm) {
    return new ChannelTransform(doubles(norm.scale()), doubles(norm.shift()));
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }

  /** The same with each channel cut into {@code times} neighbouring ones. */
  ChannelTransform spread(int times) {
    double[] scales = new double[channels() * times];
    double[] shifts = new double[scales.length];
    Arrays.setAll(scales, c -> scale[c / times]);
    Arrays.setAll(shifts, c -> shift[c / times]);
    return new ChannelTransform(scales, shifts);
  }

  /** This, then {@code next}; where one tells more channels apart, both do. */
  ChannelTransform then(ChannelTransform next) {
    if (channels() < next.channels()) {
      return spread(next.channels() / channels()).then(next);
    }
    double[] both = scale.clone();
    double[] sum = shift.clone();
    int shared = both.length / next.channels();
    for (int c = 0; c < both.length; c++) {
      both[c] *= next.scale[c / shared];
      sum[c] = sum[c] * next.scale[c / shared] + next.shift[c / shared];
    }
    return new ChannelTransform(both, sum);
  }

  /** That of the channels {@code from ... to}. */
  ChannelTransform part(int from, int to) {
    return new ChannelTransform(
        Arrays.copyOfRange(scale, from, to), Arrays.copyOfRange(shift, from, to));
  }

  /** The same without shift: what a further branch of a sum gets. */
  ChannelTransform withoutShift() {
    return new ChannelTransform(scale, new double[shift.length]);
  }

  /** Whether zeros, such as those of a padding, are shifted. */
  boolean shifts() {
    return Arrays.stream(shift).anyMatch(s -> s != 0);
  }

  /** Whether it turns the order of some channel's values around, or makes them all equal. */
  boolean turns() {
    return Arrays.stream(scale).anyMatch(s -> !(s > 0));
  }

  /** Whether it changes nothing. */
  boolean isIdentity() {
    return !shifts() && Arrays.stream(scale).allMatch(s -> s == 1);
  }

  /**
   * Where the numbers of one of {@code of} channels are; the first of them if there are several.
   */
  int at(int channel, int of) {
    return (int) ((long) channel * channels() / of);
  }

  /** Whether each of {@code count} channels has one factor. */
  boolean scalesAlike(int count) {
    int each = Math.max(1, channels() / count);
    return IntStream.range(0, channels()).allMatch(c -> scale[c] == scale[c / each * each]);
  }

  /** Whether all channels are treated alike. */
  boolean isUniform() {
    return Arrays.stream(scale).allMatch(s -> s == scale[0])
        && Arrays.stream(shift).allMatch(s -> s == shift[0]);
  }

  int channels() {
    return scale.length;
  }
}
