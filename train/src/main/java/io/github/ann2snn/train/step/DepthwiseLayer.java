package io.github.ann2snn.train.step;

import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import java.util.Arrays;

/** A convolution that makes some channels of each. Deeplearning4j's weights lie tap by tap. */
final class DepthwiseLayer implements StepLayer {
  private final Flow in;
  private final Flow out;
  private final FeatureMaps input;
  private final Segments segments;
  private final int channels;
  private final int positions;
  private final Parameters biases;
  private final Parameters weights;

  /** Gradients of the parts of a batch: those of the biases, then those of the weights. */
  private final float[][] sums;

  DepthwiseLayer(
      Flow in,
      Flow out,
      Window window,
      FeatureMaps input,
      FeatureMaps output,
      int parts,
      Parameters.Taker parameters) {
    this.in = in;
    this.out = out;
    this.input = input;
    this.segments = Segments.of(window, input);
    this.channels = output.channels();
    this.positions = output.area();
    int taps = segments.taps().length;
    this.biases = parameters.take(channels);
    this.weights = parameters.take(Math.multiplyExact(channels, taps));
    this.sums = new float[parts][channels * (taps + 1)];
  }

  private int map(int sample, int channel) {
    int multiplier = channels / input.channels();
    return sample * in.width() + channel / multiplier * input.area();
  }

  @Override
  public void forward(Part part) {
    float[] weight = weights.numbers().values();
    float[] bias = biases.numbers().values();
    for (int sample = part.from(); sample < part.to(); sample++) {
      for (int c = 0; c < channels; c++) {
        int at = sample * out.width() + c * positions;
        Arrays.fill(out.values(), at, at + positions, bias[c]);
        for (int tap = 0; tap < segments.taps().length; tap++) {
          float w = weight[tap * channels + c];
          segments.collect(tap, w, in.values(), map(sample, c), out.values(), at);
        }
      }
    }
  }

  @Override
  public void backward(Part part) {
    float[] weight = weights.numbers().values();
    float[] sum = sums[part.number()];
    Arrays.fill(sum, 0);
    if (in.needsGradients()) {
      Arrays.fill(in.gradients(), part.from() * in.width(), part.to() * in.width(), 0);
    }
    for (int sample = part.from(); sample < part.to(); sample++) {
      for (int c = 0; c < channels; c++) {
        int at = sample * out.width() + c * positions;
        int map = map(sample, c);
        sum[c] += Sums.of(out.gradients(), at, at + positions);
        for (int tap = 0; tap < segments.taps().length; tap++) {
          int w = tap * channels + c;
          sum[channels + w] += segments.dot(tap, out.gradients(), at, in.values(), map);
          if (in.needsGradients()) {
            segments.spread(tap, weight[w], out.gradients(), at, in.gradients(), map);
          }
        }
      }
    }
  }

  @Override
  public void sum(int parts) {
    float[] all = new float[sums[0].length];
    for (int part = 0; part < parts; part++) {
      Sums.add(sums[part], all);
    }
    biases.gradients().buffer().put(0, all, 0, channels);
    weights.gradients().buffer().put(0, all, channels, all.length - channels);
  }
}
