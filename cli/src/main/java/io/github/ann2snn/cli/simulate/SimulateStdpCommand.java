package io.github.ann2snn.cli.simulate;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.cli.brian2.Brian2Program;
import io.github.ann2snn.cli.options.QuantityConverter;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.dynamics.leaky.StdpRule;
import io.github.ann2snn.dynamics.leaky.StdpRule.StdpPairing;
import io.github.ann2snn.dynamics.quantity.Quantity;
import io.github.ann2snn.dynamics.quantity.Unit;
import io.github.ann2snn.report.simulation.LeakyRecording;
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
      "Simulates leaky integrate-and-fire neurons with synapses, by default of each onto every other,"
          + " whose weights learn by spike-timing-dependent plasticity."
    },
    footer = {
      "",
      "Example: ann2snn simulate stdp --preset tutorial-driven --out simulation",
      "Example: ann2snn simulate stdp --preset tutorial"
    })
@OptionGroup.In(OptionGroup.NETWORK)
final class SimulateStdpCommand extends BaseCommand {
  @Mixin private LeakyOptions neurons;

  @Mixin private SynapseOptions synapses;

  @Option(
      names = "--a-plus",
      paramLabel = "W",
      description =
          "What a pair adds to a weight if the neuron behind the synapse fires at once. Default:"
              + " 0.01mV; 0.005nA if exponential.")
  private String potentiation;

  @Option(
      names = "--a-minus",
      paramLabel = "W",
      description =
          "What a pair takes if it has fired just before. Default: 0.01mV; 0.005nA if exponential.")
  private String depression;

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
  public void run() throws IOException {
    StdpRule rule = fromOptions(this::rule);
    LeakyRecording recording =
        neurons.recording(
            this,
            options,
            (count, dt) ->
                List.of(synapses.group(this, count, options.seed, dt).withPlasticity(rule)));
    options.finish(
        this,
        fromOptions(() -> recording.run(progress())),
        () -> Brian2Program.of(recording),
        settings(),
        neurons.preset,
        synapses.notes());
  }

  private StdpPairing pairing() {
    return nearest ? StdpPairing.NEAREST_NEIGHBOUR : StdpPairing.ALL_TO_ALL;
  }

  private Quantity potentiation() {
    return synapses.weight(this, "--a-plus", potentiation, "0.01mV", "0.005nA");
  }

  private Quantity depression() {
    return synapses.weight(this, "--a-minus", depression, "0.01mV", "0.005nA");
  }

  private StdpRule rule() {
    return new StdpRule(
        potentiation().in(synapses.unit()),
        depression().in(synapses.unit()),
        tauPlus.in(Unit.MILLISECOND),
        tauMinus.in(Unit.MILLISECOND),
        pairing());
  }

  private ObjectNode settings() {
    ObjectNode settings = neurons.describe(new JsonMapper().createObjectNode());
    return synapses
        .describe(this, settings)
        .put("aPlus", potentiation().toString())
        .put("aMinus", depression().toString())
        .put("tauPlus", tauPlus.toString())
        .put("tauMinus", tauMinus.toString())
        .put("pairing", pairing().name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
