package io.github.ann2snn.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.cli.dynamics.NeuronRun;
import io.github.ann2snn.runtime.dynamics.NeuronRange;
import io.github.ann2snn.runtime.dynamics.Quantity;
import io.github.ann2snn.runtime.dynamics.StdpPairing;
import io.github.ann2snn.runtime.dynamics.StdpRule;
import io.github.ann2snn.runtime.dynamics.SynapseGroup;
import io.github.ann2snn.runtime.dynamics.SynapseResponse;
import io.github.ann2snn.runtime.dynamics.SynapseRule;
import io.github.ann2snn.runtime.dynamics.Unit;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A network that learns. */
@Command(
    name = "stdp",
    description = {
      "Simulates leaky integrate-and-fire neurons, each with a synapse onto every other. An arriving"
          + " spike lifts V by the weight; weights learn by spike-timing-dependent plasticity."
    },
    footer = {
      "",
      "Example: ann2snn simulate stdp --preset tutorial-driven --out simulation",
      "Example: ann2snn simulate stdp --preset tutorial"
    })
final class SimulateStdpCommand extends BaseCommand {
  private static final int MOST_NEURONS = 2000;

  @Mixin private LeakyOptions neurons;

  @Option(
      names = "--weight",
      paramLabel = "V",
      converter = QuantityConverter.Voltage.class,
      defaultValue = "0.02mV",
      description = "Weight of each synapse at the start.")
  private Quantity weight;

  @Option(
      names = "--weight-limit",
      paramLabel = "V",
      converter = QuantityConverter.Voltage.class,
      defaultValue = "100mV",
      description = "Weights stay within plus and minus this.")
  private Quantity limit;

  @Option(
      names = "--a-plus",
      paramLabel = "V",
      converter = QuantityConverter.Voltage.class,
      defaultValue = "0.01mV",
      description = "What a pair adds to a weight if the neuron behind the synapse fires at once.")
  private Quantity potentiation;

  @Option(
      names = "--a-minus",
      paramLabel = "V",
      converter = QuantityConverter.Voltage.class,
      defaultValue = "0.01mV",
      description = "What a pair takes if it has fired just before.")
  private Quantity depression;

  @Option(
      names = "--tau-plus",
      paramLabel = "T",
      converter = QuantityConverter.Time.class,
      defaultValue = "20ms",
      description = "Time constant of the former.")
  private Quantity tauPlus;

  @Option(
      names = "--tau-minus",
      paramLabel = "T",
      converter = QuantityConverter.Time.class,
      defaultValue = "20ms",
      description = "Time constant of the latter.")
  private Quantity tauMinus;

  @Option(
      names = "--nearest",
      description = "Pair each spike with the last one on the other side alone, not with all.",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private boolean nearest;

  @Mixin private SimulationOptions options;

  @Override
  void run() throws IOException {
    if (neurons.neurons < 1 || neurons.neurons > MOST_NEURONS) {
      throw usage(
          "--neurons is %d, expected 1 to %d: every pair has a synapse"
              .formatted(neurons.neurons, MOST_NEURONS));
    }
    NeuronRun run = neurons.run(this, options, List.of(fromOptions(this::synapses)));
    options.finish(this, run, settings(), neurons.preset());
  }

  private StdpPairing pairing() {
    return nearest ? StdpPairing.NEAREST_NEIGHBOUR : StdpPairing.ALL_TO_ALL;
  }

  private SynapseGroup synapses() {
    NeuronRange all = NeuronRange.first(neurons.neurons);
    double most = limit.in(Unit.MILLIVOLT);
    StdpRule rule =
        new StdpRule(
            potentiation.in(Unit.MILLIVOLT),
            depression.in(Unit.MILLIVOLT),
            tauPlus.in(Unit.MILLISECOND),
            tauMinus.in(Unit.MILLISECOND),
            pairing());
    return SynapseGroup.of(
            new SynapseRule.AllToAll(all, all, false),
            new SynapseResponse.Jump(),
            weight.in(Unit.MILLIVOLT))
        .withLimits(-most, most)
        .withPlasticity(rule);
  }

  private ObjectNode settings() {
    return neurons
        .describe(new JsonMapper().createObjectNode())
        .put("weight", weight.toString())
        .put("weightLimit", limit.toString())
        .put("aPlus", potentiation.toString())
        .put("aMinus", depression.toString())
        .put("tauPlus", tauPlus.toString())
        .put("tauMinus", tauMinus.toString())
        .put("pairing", pairing().name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
