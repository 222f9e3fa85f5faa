package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.convert.certificate.GateError;
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
}
