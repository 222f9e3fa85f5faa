package io.github.ann2snn.convert.scale;

import io.github.ann2snn.convert.ann.Ann;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.datasets.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/** Finds the scale of every layer. */
public final class ActivationScales {
  private ActivationScales() {}

  /**
   * The scales, whatever they are.
   *
   * @throws ConversionRefusedException if the samples cannot be used, see {@link ActivationSummary}
   */
  public static List<LayerScale> of(Ann ann, Split calibration, ConversionConfig config)
      throws ConversionRefusedException {
    return switch (config.normalization()) {
      case MODEL -> fromWeights(ann.layers());
      case PERCENTILE, MAX, CHANNEL, QCFS ->
          search(
              ann,
              calibration,
              config,
              (l, groups) ->
                  new PercentileScale(groups, config.measuredPercentile(), ann.quantization(l)));
      case MMSE, MMSE_CHANNEL -> {
        ActivationSummary summary = ActivationSummary.of(ann, calibration);
        yield search(
            ann,
            calibration,
            config,
            (l, groups) ->
                new MmseScale(groups, groups.max(summary.layers().get(l).max()), config));
      }
      case LTB, LTB_CHANNEL -> balanced(ann, calibration, config, LtbScale.UPDATES);
      case AUTO -> throw new IllegalArgumentException("auto must be settled for a network");
    };
  }

  /** Those of {@link LtbScale} after a number of updates, at least 1. */
  public static List<LayerScale> balanced(
      Ann ann, Split calibration, ConversionConfig config, int updates)
      throws ConversionRefusedException {
    ActivationSummary.of(ann, calibration);
    return search(ann, calibration, config, (l, groups) -> new LtbScale(groups, updates));
  }

  private static List<LayerScale> fromWeights(List<AnnLayer> layers) {
    List<LayerScale> scales = new ArrayList<>();
    double before = 1;
    for (AnnLayer layer : layers) {
      before = Normalizer.bound(layer, before);
      scales.add(LayerScale.uniform(layer.name(), layer.outputs(), (float) before));
    }
    return scales;
  }

  /** Finds the scale of a layer from its activations, in one pass over the samples or several. */
  interface Search {
    /** Takes some samples. */
    void add(float[] activations, int rows);

    /** Ends a pass, and tells whether there must be another. */
    boolean endPass();

    /** What was found in all passes. */
    LayerScale scale();
  }

  /** The classes share one scale: scaling them differently would change which of them wins. */
  private static List<LayerScale> search(
      Ann ann,
      Split calibration,
      ConversionConfig config,
      BiFunction<Integer, NeuronGroups, Search> searches) {
    List<AnnLayer> layers = ann.layers();
    List<Search> all = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      boolean byNeuron = config.normalization().byNeuron() && l < layers.size() - 1;
      all.add(searches.apply(l, NeuronGroups.of(layers.get(l), byNeuron)));
    }
    boolean more = true;
    while (more) {
      ann.run(
          calibration,
          (rows, inputs, activations) -> {
            for (int l = 0; l < all.size(); l++) {
              all.get(l).add(activations[l], rows);
            }
          });
      more = all.stream().map(Search::endPass).reduce(false, Boolean::logicalOr);
    }
    return all.stream().map(Search::scale).toList();
  }

  /**
   * Neurons of a layer that share a scale; those of a group follow each other.
   *
   * @param layer name of the layer
   * @param groups number of groups
   * @param size neurons of each
   */
  record NeuronGroups(String layer, int groups, int size) {
    /**
     * The groups of a layer.
     *
     * @param byChannel whether neurons that share weights are a group, or else all neurons are one
     */
    static NeuronGroups of(AnnLayer layer, boolean byChannel) {
      int size = byChannel ? layer.outputsPerChannel() : layer.outputs();
      return new NeuronGroups(layer.name(), layer.outputs() / size, size);
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
    LayerScale scale(double[] perGroup) {
      double silent = Arrays.stream(perGroup).max().orElse(0);
      float[] lambda = new float[neurons()];
      for (int j = 0; j < lambda.length; j++) {
        double own = perGroup[of(j)];
        lambda[j] = (float) (own > 0 ? own : silent);
      }
      return new LayerScale(layer, lambda);
    }
  }
}
