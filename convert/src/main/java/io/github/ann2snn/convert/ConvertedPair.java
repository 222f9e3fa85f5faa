package io.github.ann2snn.convert;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.convert.ann.Ann;
import io.github.ann2snn.convert.ann.Ann.ActivationConsumer;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.ann.GraphAnn;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.ann.Signed;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model and the spiking network that was converted from it.
 *
 * @param network the spiking network, in single precision
 * @param scales lambda of each of its layers, in order
 * @param bounds the most that each layer's activations can be in the model, maybe infinite
 * @param ann runs the model: hands the activations of all layers to the consumer, batch by batch in
 *     the samples' order; one array for each layer of the spiking network, the last with logits
 * @param notices what the reader must know about how the two belong together
 */
public record ConvertedPair(
    SpikingNetwork network,
    List<LayerScale> scales,
    List<Double> bounds,
    Runner ann,
    List<String> notices) {
  /** Runs a model, as {@link Ann#run} does. */
  @FunctionalInterface
  public interface Runner {
    /**
     * Hands the activations of some samples to the consumer.
     *
     * @throws InterruptedException if the calling thread is interrupted
     */
    void run(Split samples, ActivationConsumer consumer) throws InterruptedException;
  }

  public ConvertedPair {
    scales = List.copyOf(scales);
    bounds = List.copyOf(bounds);
    notices = List.copyOf(notices);
  }

  /**
   * Checks that a network was converted from a model, weight by weight, and finds its scales.
   *
   * @throws ConversionRefusedException if the model could not have been converted
   * @throws BadFileException if the network did not come of this model, or computes with integers
   */
  public static ConvertedPair of(AnnGraph model, int threads, SpikingNetwork network)
      throws ConversionRefusedException, BadFileException {
    return of(ann(model, threads, network), network);
  }

  /** The model as far as it was converted: with averages, if the network has them. */
  private static Ann ann(AnnGraph model, int threads, SpikingNetwork network)
      throws ConversionRefusedException {
    String average = MaxPooling.AVERAGE.toString();
    boolean averaged = average.equals(network.provenance().get(Converter.MAX_POOLING));
    MaxPooling maxPooling = averaged ? MaxPooling.AVERAGE : MaxPooling.GATE;
    return new GraphAnn(model, maxPooling, Signed.AUTO, threads, Progress.NONE);
  }

  static ConvertedPair of(Ann ann, SpikingNetwork network) throws BadFileException {
    ScaleRecovery recovery = ScaleRecovery.of(ann.layers(), network);
    return of(ann, network, recovery.scales, recovery.notices);
  }

  private static ConvertedPair of(
      Ann ann, SpikingNetwork network, List<LayerScale> scales, List<String> notices) {
    List<Double> bounds = ann.layers().stream().map(AnnLayer::bound).toList();
    return new ConvertedPair(network, scales, bounds, ann::run, notices);
  }

  /**
   * A model and a network that are run beside each other, with the scales that {@link #of} finds
   * or, where weights are rounded or neurons leak, those that the network's file states.
   *
   * @return empty if the model could not have been converted, layers have other sizes or feed back,
   *     or a layer has no scale of its own
   */
  public static Optional<ConvertedPair> find(AnnGraph model, int threads, SpikingNetwork network) {
    try {
      return find(ann(model, threads, network), network);
    } catch (ConversionRefusedException e) {
      return Optional.empty();
    }
  }

  static Optional<ConvertedPair> find(Ann ann, SpikingNetwork network) {
    if (network.isRecurrent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(ann, network));
    } catch (BadFileException e) {
      return statedScales(ann.layers(), network).map(scales -> of(ann, network, scales, List.of()));
    }
  }

  /** The ANN's activations for some samples, each layer by layer, the last with logits. */
  public List<float[][]> activations(Split samples) throws InterruptedException {
    int[] outputs =
        network.populations().stream().mapToInt(layer -> layer.neurons().neurons()).toArray();
    List<float[][]> kept = new ArrayList<>();
    ann.run(
        samples,
        (rows, inputs, activations) -> {
          for (int row = 0; row < rows; row++) {
            float[][] layers = new float[outputs.length][];
            for (int l = 0; l < outputs.length; l++) {
              int from = row * outputs[l];
              layers[l] = Arrays.copyOfRange(activations[l], from, from + outputs[l]);
            }
            kept.add(layers);
          }
        });
    return kept;
  }

  /** The same model with a network whose weights and scales are others. */
  public ConvertedPair with(SpikingNetwork other, List<LayerScale> otherScales) {
    return new ConvertedPair(other, otherScales, bounds, ann, notices);
  }

  /** The scales that the file states; empty if sizes are not the model's, or a layer has none. */
  private static Optional<List<LayerScale>> statedScales(
      List<AnnLayer> model, SpikingNetwork network) {
    if (!ScaleRecovery.sizes(model).equals(ScaleRecovery.sizes(network))) {
      return Optional.empty();
    }
    List<LayerScale> scales = new ArrayList<>();
    for (Population layer : network.populations()) {
      float lambda = statedLambda(network.provenance(), layer.name());
      if (!(lambda > 0)) {
        return Optional.empty();
      }
      scales.add(LayerScale.uniform(layer.name(), layer.neurons().neurons(), lambda));
    }
    return Optional.of(scales);
  }

  /** NaN if the file does not state one for all neurons of the layer. */
  static float statedLambda(Map<String, String> provenance, String layer) {
    try {
      return Float.parseFloat(provenance.getOrDefault(Converter.lambdaKey(layer), ""));
    } catch (NumberFormatException e) {
      return Float.NaN;
    }
  }
}
