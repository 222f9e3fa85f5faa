package io.github.ann2snn.train.step;

import io.github.ann2snn.files.SplitMix64;
import java.util.Arrays;

/**
 * Dropout (Srivastava et al. 2014), inverted: what is kept is divided by the probability to be
 * kept, so that nothing changes when the network is only run. What is dropped of a sample depends
 * on the seed, the layer and the sample's place in the epoch alone.
 *
 * @param layer its number in the network
 * @param factors what was multiplied with
 */
record DropoutLayer(Flow in, Flow out, double kept, int layer, float[] factors)
    implements StepLayer {
  DropoutLayer(Flow in, Flow out, double kept, int layer) {
    this(in, out, kept, layer, new float[in.values().length]);
  }

  @Override
  public void forward(Part part) {
    float factor = (float) (1 / kept);
    int width = in.width();
    for (int row = part.from(); row < part.to(); row++) {
      int to = (row + 1) * width;
      if (part.batch().isTraining()) {
        long sample = part.batch().first() + row;
        SplitMix64 random = new SplitMix64(SplitMix64.seed(part.batch().seed(), layer, sample));
        for (int i = row * width; i < to; i++) {
          factors[i] = random.nextDouble() < kept ? factor : 0;
        }
      } else {
        Arrays.fill(factors, row * width, to, 1);
      }
    }
    multiply(part, in.values(), out.values());
  }

  @Override
  public void backward(Part part) {
    multiply(part, out.gradients(), in.gradients());
  }

  private void multiply(Part part, float[] x, float[] y) {
    for (int i = part.from() * in.width(); i < part.to() * in.width(); i++) {
      y[i] = x[i] * factors[i];
    }
  }
}
