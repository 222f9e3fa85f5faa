package io.github.ann2snn.runtime.weights;

import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.List;

/** Says what the arrays of an export are, and what a program has to do with them. */
final class WeightsReadme {
  private static final String INTEGERS =
      """


      All numbers are integers. Pixels enter as `q = round(256 x)`, and their current is
      `floor((weight * q + 128) / 256)`; potentials stay within -%d ... %d."""
          .formatted(Arithmetic.POTENTIAL_LIMIT, Arithmetic.POTENTIAL_LIMIT);

  private WeightsReadme() {}

  static String of(SpikingNetwork network, List<PlainLayer> layers, String file) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # A spiking network's weights

        `%s` has the numbers of a spiking network of %d layers as they run: normalised, batch
        normalisation folded in. Arrays are float32, row-major; %s

        Input: %s, pixels in [0, 1], channels first. Meant to run %d steps with %s coding and %s
        readout, in %s.

        At every step, layer by layer (a spike reaches the next layer in the same step):

        1. `I = bias + weight * spikes of the layer before` (the first layer of `current` coding gets
           the pixel values themselves, at every step), and where there is a `recurrent_weight`
           plus `recurrent_bias + recurrent_weight * the layer's own spikes of the step before`;
        2. the neurons integrate, fire and reset as said below; `v` starts at `initial_potential`.

        With `membrane` readout the last layer only integrates, and the class is the largest `v`; with
        `spikes` it is the largest number of spikes.%s
        """
            .formatted(
                file,
                layers.size(),
                file.endsWith(".npz")
                    ? "names are `layer.array`: `numpy.load(\"%s\")[\"%s.weight\"]`."
                        .formatted(file, layers.get(0).layer().name())
                    : "each has a `shape` and its `values`.",
                network.inputShape(),
                network.defaults().timesteps(),
                network.defaults().coding(),
                network.defaults().readout(),
                network.arithmetic(),
                network.arithmetic().isInteger() ? INTEGERS : ""));
    for (PlainLayer layer : layers) {
      text.append("%n## %s%n%n`%s`%n%n".formatted(layer.layer().name(), layer.dynamics()));
      text.append("| array | shape | meaning |\n|---|---|---|\n");
      for (PlainArray array : layer.arrays()) {
        text.append(
            "| `%s` | %s | %s |%n"
                .formatted(array.name(), array.values().shape(), array.meaning()));
      }
    }
    return text.toString();
  }
}
