package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.convert.GateTally.GateError;
import io.github.ann2snn.convert.attribution.LayerAttribution.TermError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where a spiking network's error comes from.
 *
 * @param samples number of samples
 * @param timesteps T
 * @param score accuracies and agreement on them
 * @param layers those that fire, in order
 * @param output the output layer's potentials
 * @param gates errors of max pooling gates, which are inherited by the layers behind them
 */
public record Attribution(
    int samples,
    int timesteps,
    Score score,
    List<LayerAttribution> layers,
    OutputError output,
    List<GateError> gates) {
  public Attribution {
    layers = List.copyOf(layers);
    gates = List.copyOf(gates);
  }

  /**
   * One term of one layer.
   *
   * @param layer name
   * @param term which arises in the layer itself
   * @param effect on the output
   */
  public record Source(String layer, ErrorTerm term, OutputEffect effect) {}

  /** All sources of error, by the size of their effect on the logits, the largest first. */
  public List<Source> sources() {
    List<Source> sources = new ArrayList<>();
    for (LayerAttribution layer : layers) {
      layer
          .effects()
          .forEach((term, effect) -> sources.add(new Source(layer.name(), term, effect)));
    }
    Comparator<Source> bySize = Comparator.comparingDouble(s -> s.effect().meanAbsolute());
    sources.sort(bySize.reversed());
    return sources;
  }

  /** The largest source of error; empty if there is no hidden layer or no error. */
  public Optional<Source> mainSource() {
    return sources().stream().filter(s -> s.effect().meanAbsolute() > 0).findFirst();
  }

  /**
   * What one term of one layer does to the output if it is the only error: the layer's activations
   * with that error alone go through the layers behind it, which compute as an ANN. Effects do not
   * add up exactly to the total, because those layers are not linear.
   *
   * @param meanAbsolute mean magnitude of the change of a logit
   * @param changedShare share of the samples whose largest logit is another
   */
  public record OutputEffect(double meanAbsolute, double changedShare) {}

  /**
   * The error of the output layer's potentials: {@code lambda (v(T) + n theta - v(0)) / (T theta)},
   * which is lambda times the mean current, less the ANN's logit. The current is not quantised, so
   * that all of this is inherited; n is 0 under membrane readout.
   *
   * @param name of the layer
   * @param lambda its scale
   * @param meanLogit mean magnitude of the ANN's logits; what errors are related to
   * @param correlation Pearson's, of the logits and their counterparts; NaN if either is constant
   * @param error of the counterparts
   */
  public record OutputError(
      String name, double lambda, double meanLogit, double correlation, TermError error) {}

  /**
   * How a spiking network does beside its ANN on the same samples.
   *
   * @param samples number of samples
   * @param annAccuracy share that the ANN classifies correctly
   * @param snnAccuracy share that the spiking network does
   * @param agreement share to which both give the same class
   * @param logitError mean magnitude of the difference of a logit and its counterpart
   */
  public record Score(
      int samples, double annAccuracy, double snnAccuracy, double agreement, double logitError) {}
}
