package io.github.ann2snn.cli.run;

import io.github.ann2snn.convert.tuning.ChosenPoint;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.report.document.Results.SourcePart;
import io.github.ann2snn.runtime.evaluation.SampleChunks;
import io.github.ann2snn.runtime.eventdriven.RunMemory;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.io.IOException;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A spiking network described, for people or as JSON. */
public final class NetworkText {
  /** Spikes per neuron and step, as many networks have it. */
  private static final double TYPICAL_RATE = 0.1;

  private static final int LONGEST_NAME = 40;

  private NetworkText() {}

  public static String of(SpikingNetwork network, boolean json) {
    return json ? JsonDocument.text(new NetworkPart(network)) : text(network);
  }

  private static String text(SpikingNetwork network) {
    Formatter text = new Formatter(Locale.ROOT);
    text.format(
        "spiking network: input %s, meant to run %d steps with %s coding and %s readout%s%n",
        network.inputShape(),
        network.defaults().timesteps(),
        network.defaults().coding(),
        network.defaults().readout(),
        network.defaults().readoutStart() == 1
            ? ""
            : Text.of(" from step %d on", network.defaults().readoutStart()));
    text.format(
        "computes in %s, %,d bytes of weights and neurons%n",
        network.arithmetic(), network.footprintBytes());
    memory(network)
        .ifPresent(
            memory ->
                text.format(
                    "takes at most %,d KB of memory a thread to run (%,d KB at a firing rate of %s)%n",
                    kilobytes(memory), kilobytes(memory.atRate(TYPICAL_RATE)), TYPICAL_RATE));
    int width =
        network.populations().stream().mapToInt(layer -> layer.name().length()).max().orElse(0);
    String line = "  %-" + Math.min(Math.max(width, 16), LONGEST_NAME) + "s %6d -> %-6d %s, %s%s%n";
    String before = null;
    for (Population layer : network.populations()) {
      text.format(
          line,
          layer.name(),
          layer.projections().stream().mapToInt(Projection::inputs).sum(),
          layer.size(),
          layer.neurons().getClass().getSimpleName(),
          firing(layer.neurons().firing()),
          layer.recurrent().isPresent() ? ", recurrent" : "");
      List<SourcePart> sources = SourcePart.of(network, layer);
      // Nobody needs to be told that a layer follows the one before.
      if (sources.size() > 1 || !Objects.equals(sources.get(0).layer(), before)) {
        for (SourcePart source : sources) {
          String from = source.layer() == null ? "the inputs" : source.layer();
          text.format("      from %s: %s%n", from, source.connection());
        }
      }
      before = layer.name();
    }
    List<String> reasons = reasons(network);
    network
        .provenance()
        .forEach(
            (key, value) -> {
              if (reasons.isEmpty() || !key.equals(ChosenPoint.KEY)) {
                text.format("  %s: %s%n", key, value);
              }
            });
    reasons.forEach(reason -> text.format("%s%n", reason));
    return text.toString();
  }

  /** Why it is run so; of a damaged document the text itself is shown. */
  private static List<String> reasons(SpikingNetwork network) {
    try {
      return ChosenPoint.of("the network", network.provenance())
          .map(ChosenPoint::lines)
          .orElse(List.of());
    } catch (IOException damaged) {
      return List.of();
    }
  }

  /** What a run of it takes, if the fast simulator can run it as it is meant to be. */
  private static Optional<RunMemory> memory(SpikingNetwork network) {
    boolean runs =
        !network.isRecurrent()
            && network.defaults().timesteps() <= SimulationSettings.MAX_TIMESTEPS;
    return runs
        ? Optional.of(RunMemory.of(network, SimulationSettings.of(network), SampleChunks.CHUNK))
        : Optional.empty();
  }

  private static long kilobytes(RunMemory memory) {
    return memory.total() / 1000;
  }

  private static String firing(Firing firing) {
    return firing.isNever()
        ? "only integrates"
        : Text.of(
            "%sfires at v %s theta, reset %s",
            firing.isSigned() ? "signed, " : "", firing.rule().symbol(), firing.reset());
  }

  /** What is told as JSON. */
  private record NetworkPart(
      List<Integer> inputShape,
      RunDefaults defaults,
      Arithmetic arithmetic,
      long footprintBytes,
      Long runBytesPerThread,
      List<LayerPart> layers,
      Map<String, String> provenance) {
    NetworkPart(SpikingNetwork network) {
      this(
          network.inputShape(),
          network.defaults(),
          network.arithmetic(),
          network.footprintBytes(),
          memory(network).map(RunMemory::total).orElse(null),
          network.populations().stream().map(layer -> new LayerPart(network, layer)).toList(),
          network.provenance());
    }
  }

  private record LayerPart(
      String name,
      List<Integer> shape,
      List<SourcePart> sources,
      int inputs,
      int neurons,
      String model,
      String fireAt,
      Reset reset) {
    LayerPart(SpikingNetwork network, Population layer) {
      this(
          layer.name(),
          layer.shape(),
          SourcePart.of(network, layer),
          layer.projections().stream().mapToInt(Projection::inputs).sum(),
          layer.size(),
          layer.neurons().getClass().getSimpleName(),
          layer.neurons().firing().rule().symbol(),
          layer.neurons().firing().reset());
    }
  }
}
