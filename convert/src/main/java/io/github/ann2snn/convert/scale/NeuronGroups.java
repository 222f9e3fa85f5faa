package io.github.ann2snn.convert.scale;

import io.github.ann2snn.convert.ann.AnnLayer;
import java.util.Arrays;

/**
 * Neurons of a layer that share a scale; those of a group follow each other.
 *
 * @param groups number of groups
 * @param size neurons of each
 */
record NeuronGroups(int groups, int size) {
  /**
   * The groups of a layer.
   *
   * @param byChannel whether neurons that share weights are a group, or else all neurons are one
   */
  static NeuronGroups of(AnnLayer layer, boolean byChannel) {
    int size = byChannel ? layer.outputsPerChannel() : layer.outputs();
    return new NeuronGroups(layer.outputs() / size, size);
  }

  int neurons() {
    return groups * size;
  }

  /** The group of a neuron. */
  int of(int neuron) {
    return neuron / size;
  }

  /** The largest value of each group, at least 0. */
  double[] max(float[] perNeuron) {
    double[] max = new double[groups];
    for (int j = 0; j < perNeuron.length; j++) {
      max[of(j)] = Math.max(max[of(j)], perNeuron[j]);
    }
    return max;
  }

  /** The scale of every neuron; a group that was silent throughout takes the largest of all. */
  LayerScale scale(String layer, double[] perGroup) {
    double silent = Arrays.stream(perGroup).max().orElse(0);
    float[] lambda = new float[neurons()];
    for (int j = 0; j < lambda.length; j++) {
      double own = perGroup[of(j)];
      lambda[j] = (float) (own > 0 ? own : silent);
    }
    return new LayerScale(layer, lambda);
  }
}
