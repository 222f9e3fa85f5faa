package io.github.ann2snn.convert.scale;

import io.github.ann2snn.convert.scale.ActivationScales.NeuronGroups;

/**
 * Local threshold balancing (Bu, Li and Yu, "Inference-Scale Complexity in ANN-SNN Conversion for
 * High-Performance and Low-Power Applications", CVPR 2025, section 4.2). Each layer's scale goes
 * down the gradient of its own squared error between an activation and the same clipped at the
 * scale (eq. 12 and 13); starting from 0, after every mini-batch
 *
 * <pre>lambda &lt;- lambda + eta * mean(2 (a - lambda) H(a - lambda))        eta = 1/2</pre>
 *
 * <p>(eq. 14 and 15; eq. 17 with a scale for every neuron of its own). As in the authors' code, the
 * mean replaces the sum and a mini-batch has {@value #BATCH} samples; there are {@value #UPDATES}
 * of them. Four things differ: eta is 1/2 and not 1, because then a scale cannot overshoot the
 * largest activation, from where nothing would bring it back; a layer sees the ANN's own
 * activations and not those that clipping in the layers before leaves; mini-batches are taken in
 * the order of the samples, not drawn; and the output layer gets a scale as well, from its logits
 * above 0 where there are any.
 *
 * <p>The trade-off: the error is that of clipping alone, so the scale rises towards the maximum,
 * slower the fewer activations are above it. It does not know T: better than a percentile where
 * steps are many, worse than {@link MmseScale} where they are few.
 */
final class LtbScale implements ActivationScales.Search {
  private static final int BATCH = 100;
  static final int UPDATES = 1000;

  private final NeuronGroups groups;
  private final int limit;
  private final double[] lambda;
  private final double[] excess;
  private int rows;
  private int updates;

  LtbScale(NeuronGroups groups, int limit) {
    this.groups = groups;
    this.limit = limit;
    this.lambda = new double[groups.groups()];
    this.excess = new double[groups.groups()];
  }

  @Override
  public void add(float[] activations, int count) {
    int neurons = groups.neurons();
    for (int row = 0; row < count; row++) {
      for (int j = 0; j < neurons; j++) {
        int group = groups.of(j);
        excess[group] += Math.max(0, activations[row * neurons + j] - lambda[group]);
      }
      rows++;
      if (rows == BATCH) {
        update();
      }
    }
  }

  /** The last mini-batch of a pass may be smaller. */
  @Override
  public boolean endPass() {
    update();
    return updates < limit;
  }

  @Override
  public LayerScale scale() {
    return groups.scale(lambda);
  }

  private void update() {
    if (rows == 0 || updates == limit) {
      return;
    }
    for (int group = 0; group < lambda.length; group++) {
      lambda[group] += excess[group] / ((double) rows * groups.size());
      excess[group] = 0;
    }
    rows = 0;
    updates++;
  }
}
