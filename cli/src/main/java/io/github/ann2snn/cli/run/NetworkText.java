package io.github.ann2snn.cli.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;

/** A spiking network described, for people or as JSON. */
public final class NetworkText {
  private NetworkText() {}

  public static String of(SpikingNetwork network, boolean json) {
    return json ? json(network) : text(network);
  }

  private static String text(SpikingNetwork network) {
    StringBuilder text = new StringBuilder();
    text.append(
        Text.of(
            "spiking network: input %s, meant to run %d steps with %s coding and %s readout%n",
            network.inputShape(),
            network.defaults().timesteps(),
            network.defaults().coding(),
            network.defaults().readout()));
    text.append(
        Text.of(
            "computes in %s, %,d bytes of weights and neurons%n",
            network.arithmetic(), network.footprintBytes()));
    for (Layer layer : network.layers()) {
      Firing firing = layer.neurons().firing();
      text.append(
          Text.of(
              "  %-16s %6d -> %-6d %s, %s%s%n",
              layer.name(),
              layer.connection().inputs(),
              layer.connection().outputs(),
              layer.neurons().getClass().getSimpleName(),
              firing(firing),
              layer.recurrent().isPresent() ? ", recurrent" : ""));
    }
    network.provenance().forEach((key, value) -> text.append(Text.of("  %s: %s%n", key, value)));
    return text.toString();
  }

  private static String firing(Firing firing) {
    return firing.isNever()
        ? "only integrates"
        : Text.of("fires at v %s theta, reset %s", firing.rule().symbol(), firing.reset());
  }

  private static String json(SpikingNetwork network) {
    ObjectNode root = new JsonMapper().createObjectNode();
    network.inputShape().forEach(root.putArray("inputShape")::add);
    root.putObject("defaults")
        .put("timesteps", network.defaults().timesteps())
        .put("coding", network.defaults().coding().toString())
        .put("readout", network.defaults().readout().toString());
    root.put("arithmetic", network.arithmetic().toString());
    root.put("footprintBytes", network.footprintBytes());
    var layers = root.putArray("layers");
    for (Layer layer : network.layers()) {
      Firing firing = layer.neurons().firing();
      layers
          .addObject()
          .put("name", layer.name())
          .put("inputs", layer.connection().inputs())
          .put("neurons", layer.connection().outputs())
          .put("model", layer.neurons().getClass().getSimpleName())
          .put("fireAt", firing.rule().symbol())
          .put("reset", firing.reset().toString());
    }
    network.provenance().forEach(root.putObject("provenance")::put);
    return root.toPrettyString() + "\n";
  }
}
