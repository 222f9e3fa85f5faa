package io.github.ann2snn.cli.run;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A spiking network described, for people or as JSON. */
public final class NetworkText {
  private NetworkText() {}

  public static String of(SpikingNetwork network, boolean json) {
    return json ? JsonDocument.text(new NetworkPart(network)) : text(network);
  }

  private static String text(SpikingNetwork network) {
    Formatter text = new Formatter(Locale.ROOT);
    text.format(
        "spiking network: input %s, meant to run %d steps with %s coding and %s readout%n",
        network.inputShape(),
        network.defaults().timesteps(),
        network.defaults().coding(),
        network.defaults().readout());
    text.format(
        "computes in %s, %,d bytes of weights and neurons%n",
        network.arithmetic(), network.footprintBytes());
    for (Population layer : network.populations()) {
      Firing firing = layer.neurons().firing();
      text.format(
          "  %-16s %6d -> %-6d %s, %s%s%n",
          layer.name(),
          layer.projections().stream().mapToInt(Projection::inputs).sum(),
          layer.size(),
          layer.neurons().getClass().getSimpleName(),
          firing(firing),
          layer.recurrent().isPresent() ? ", recurrent" : "");
    }
    network.provenance().forEach((key, value) -> text.format("  %s: %s%n", key, value));
    return text.toString();
  }

  private static String firing(Firing firing) {
    return firing.isNever()
        ? "only integrates"
        : Text.of("fires at v %s theta, reset %s", firing.rule().symbol(), firing.reset());
  }

  /** What is told as JSON. */
  private record NetworkPart(
      List<Integer> inputShape,
      RunDefaults defaults,
      Arithmetic arithmetic,
      long footprintBytes,
      List<LayerPart> layers,
      Map<String, String> provenance) {
    NetworkPart(SpikingNetwork network) {
      this(
          network.inputShape(),
          network.defaults(),
          network.arithmetic(),
          network.footprintBytes(),
          network.populations().stream().map(LayerPart::new).toList(),
          network.provenance());
    }
  }

  private record LayerPart(
      String name, int inputs, int neurons, String model, String fireAt, Reset reset) {
    LayerPart(Population layer) {
      this(
          layer.name(),
          layer.projections().stream().mapToInt(Projection::inputs).sum(),
          layer.size(),
          layer.neurons().getClass().getSimpleName(),
          layer.neurons().firing().rule().symbol(),
          layer.neurons().firing().reset());
    }
  }
}
