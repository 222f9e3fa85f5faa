package io.github.ann2snn.convert.scale;

import io.github.ann2snn.convert.ann.Ann;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.network.Projection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * The scales of a network's layers, measured once for each normalisation and percentile. A layer's
 * scale does not depend on the percentiles of other layers, so those of a list are put together
 * from measurements with one percentile for all.
 */
public final class ActivationScales {
  private final Ann ann;
  private final Split calibration;
  private final Map<Measure, List<LayerScale>> measured = new HashMap<>();
  private boolean outputBelowZero;

  /** What a layer's scale depends on; steps and potential where it depends on them. */
  private record Measure(
      Normalization normalization, double percentile, int timesteps, double initialPotential) {
    static Measure of(ConversionConfig config) {
      boolean brief = config.normalization().usesTimesteps();
      return new Measure(
          config.normalization(),
          config.measuredPercentile(),
          brief ? config.defaults().timesteps() : 0,
          brief ? config.initialPotential() : 0);
    }
  }

  /**
   * @param calibration samples to measure activations on
   */
  public ActivationScales(Ann ann, Split calibration) {
    this.ann = ann;
    this.calibration = calibration;
  }

  /**
   * The scales under a configuration.
   *
   * @throws IllegalArgumentException if it has not as many percentiles as the network layers
   * @throws ConversionRefusedException if a layer never activates, or the samples cannot be used,
   *     see {@link ActivationSummary}
   */
  public List<LayerScale> of(ConversionConfig config)
      throws ConversionRefusedException, InterruptedException {
    config.requireLayers(ann.layers().size());
    if (!config.byLayer()) {
      return requireUsable(measured(config), config);
    }
    List<LayerScale> scales = new ArrayList<>();
    for (double percentile : config.layerPercentiles()) {
      scales.add(measured(config.withPercentile(percentile)).get(scales.size()));
    }
    return requireUsable(scales, config);
  }

  private List<LayerScale> requireUsable(List<LayerScale> scales, ConversionConfig config)
      throws ConversionRefusedException {
    for (int l = 0; l < scales.size(); l++) {
      LayerScale scale = scales.get(l);
      if (!(scale.min() > 0) || Float.isInfinite(scale.max())) {
        throw ConversionRefusedException.at(
            l,
            ann.layers().get(l),
            "cannot be normalised: its scale is %s, because it never activates on the calibration samples. Try %smore --calibration-samples; if that does not help, the layer is dead and the network should be retrained.",
            scale.min() > 0 ? scale.max() : scale.min(),
            config.normalization().usesPercentile() ? "--percentile 100 or " : "");
      }
    }
    return scales;
  }

  private List<LayerScale> measured(ConversionConfig config)
      throws ConversionRefusedException, InterruptedException {
    Measure key = Measure.of(config);
    List<LayerScale> scales = measured.get(key);
    if (scales == null) {
      scales = spread(measure(config), config);
      measured.put(key, scales);
    }
    return scales;
  }

  /**
   * The scales with one for the output layer, whatever the sign of its logits: it has no ReLU. That
   * of logits above zero counts where there is one.
   */
  private List<LayerScale> spread(List<LayerScale> scales, ConversionConfig config)
      throws ConversionRefusedException, InterruptedException {
    int last = scales.size() - 1;
    if (scales.get(last).min() > 0) {
      return scales;
    }
    outputBelowZero = true;
    List<LayerScale> spread = new ArrayList<>(scales.subList(0, last));
    Ann negated = new NegatedOutput(ann);
    spread.add(new ActivationScales(negated, calibration).measure(config).get(last));
    return spread;
  }

  /** Whether what was measured says that output neurons hardly ever fire. */
  public boolean outputBelowZero() {
    return outputBelowZero;
  }

  private List<LayerScale> measure(ConversionConfig config)
      throws ConversionRefusedException, InterruptedException {
    return switch (config.normalization()) {
      case MODEL -> fromWeights();
      case PERCENTILE, MAX, CHANNEL, QCFS ->
          search(
              config,
              (l, groups) ->
                  new PercentileScale(groups, config.measuredPercentile(), ann.quantization(l)));
      case MMSE, MMSE_CHANNEL -> {
        ActivationSummary summary = ActivationSummary.of(ann, calibration);
        yield search(
            config,
            (l, groups) ->
                new MmseScale(groups, groups.max(summary.layers().get(l).max()), config));
      }
      case LTB, LTB_CHANNEL -> balanced(config, LtbScale.UPDATES);
      case AUTO -> throw new IllegalArgumentException("auto must be settled for a network");
    };
  }

  /** Those of {@link LtbScale} after a number of updates, at least 1. */
  public List<LayerScale> balanced(ConversionConfig config, int updates)
      throws ConversionRefusedException, InterruptedException {
    ActivationSummary.of(ann, calibration);
    return search(config, (l, groups) -> new LtbScale(groups, updates));
  }

  private List<LayerScale> fromWeights() {
    List<AnnLayer> layers = ann.layers();
    double[] bounds = new double[layers.size()];
    List<LayerScale> scales = new ArrayList<>();
    for (int l = 0; l < bounds.length; l++) {
      AnnLayer layer = layers.get(l);
      double bound =
          Normalizer.bound(
              layer,
              s -> s == Projection.INPUT ? 1 : bounds[s],
              s -> s != Projection.INPUT && layers.get(s).isSigned());
      bounds[l] = layer.isSigned() ? bound : Math.min(layer.bound(), bound);
      scales.add(LayerScale.uniform(layer.name(), layer.outputs(), (float) bounds[l]));
    }
    return scales;
  }

  /** Finds the scale of a layer from its activations, in one pass over the samples or several. */
  interface Search {
    /** Takes some samples. */
    void add(float[] activations, int rows);

    /** Ends a pass, and tells whether there must be another. */
    default boolean endPass() {
      return false;
    }

    /** What was found in all passes. */
    LayerScale scale();
  }

  /** The classes share one scale: scaling them differently would change which of them wins. */
  private List<LayerScale> search(
      ConversionConfig config, BiFunction<Integer, NeuronGroups, Search> searches)
      throws InterruptedException {
    List<AnnLayer> layers = ann.layers();
    List<Search> all = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      boolean byNeuron = config.normalization().byNeuron() && l < layers.size() - 1;
      all.add(searches.apply(l, NeuronGroups.of(layers.get(l), byNeuron)));
    }
    List<Integer> open = new ArrayList<>(IntStream.range(0, all.size()).boxed().toList());
    while (!open.isEmpty()) {
      ann.run(
          calibration,
          (rows, inputs, activations) ->
              open.forEach(l -> all.get(l).add(reach(l, activations[l], rows), rows)));
      // Some layers need more passes than others.
      open.removeIf(l -> !all.get(l).endPass());
    }
    return all.stream().map(Search::scale).toList();
  }

  /** How far activations lie from 0, on either side where a hidden layer has two. */
  private float[] reach(int l, float[] activations, int rows) {
    AnnLayer layer = ann.layers().get(l);
    if (l == ann.layers().size() - 1 || !layer.isSigned()) {
      return activations;
    }
    float[] reach = Arrays.copyOf(activations, rows * layer.outputs());
    for (int k = 0; k < reach.length; k++) {
      reach[k] = Math.abs(reach[k]);
    }
    return reach;
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
