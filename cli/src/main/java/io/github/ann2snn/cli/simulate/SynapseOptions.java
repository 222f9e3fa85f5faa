package io.github.ann2snn.cli.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.cli.options.QuantityConverter;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.dynamics.leaky.SynapseGroup;
import io.github.ann2snn.dynamics.leaky.SynapseResponse;
import io.github.ann2snn.dynamics.quantity.Quantity;
import io.github.ann2snn.dynamics.quantity.Unit;
import io.github.ann2snn.dynamics.quantity.Unit.Dimension;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.report.simulation.ConnectionChoice;
import io.github.ann2snn.report.simulation.ConnectionChoice.SynapseKind;
import io.github.ann2snn.report.simulation.Switching.WholeSteps;
import io.github.ann2snn.report.simulation.SynapseList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Synapses between leaky neurons. */
@OptionGroup.In(OptionGroup.NETWORK)
final class SynapseOptions {
  private static final int LONGEST_DELAY = 1_000_000;

  @Option(
      names = "--connect",
      paramLabel = "RULE",
      converter = ConnectionsConverter.class,
      defaultValue = "all",
      description =
          "Who has a synapse onto whom: all (each onto every other), one-to-one (neuron k of the"
              + " first half onto neuron k of the second), a probability such as 0.1 (of each pair,"
              + " by --seed), or a CSV file of from,to[,weight_mV[,delay_ms]] with that header"
              + " (weight_nA with --synapse exponential).")
  private ConnectionChoice connections;

  @Option(
      names = "--synapse",
      paramLabel = "KIND",
      defaultValue = "jump",
      description =
          "jump: an arriving spike lifts V by the weight, a voltage. exponential: it lifts a current"
              + " that decays, by the weight, a current.")
  private SynapseKind kind;

  @Option(
      names = "--tau-synapse",
      paramLabel = "T",
      converter = QuantityConverter.Time.class,
      description = "Time constant of that current. Default: 5ms.")
  private Quantity tauSynapse;

  @Option(
      names = "--delay",
      paramLabel = "T",
      converter = QuantityConverter.Time.class,
      defaultValue = "0ms",
      description = "From a spike to its arrival; rounded to whole steps, which is said.")
  private Quantity delay;

  @Option(
      names = "--weight",
      paramLabel = "W",
      description = "Weight of each synapse at the start. Default: 0.02mV; 0.01nA if exponential.")
  private String weight;

  @Option(
      names = "--weight-limit",
      paramLabel = "W",
      description = "Weights stay within plus and minus this. Default: 100mV; 50nA if exponential.")
  private String limit;

  /** What was rounded. */
  private final List<String> notes = new ArrayList<>();

  /** Of the list of synapses; null if there is none. */
  private String listSha256;

  /** The unit of weights. */
  Unit unit() {
    return kind == SynapseKind.JUMP ? Unit.MILLIVOLT : Unit.NANOAMPERE;
  }

  /** The value of an option that is a weight: a voltage or a current, as the synapses want. */
  Quantity weight(BaseCommand command, String option, String text, String jump, String current) {
    String usual = kind == SynapseKind.JUMP ? jump : current;
    try {
      return Quantity.parse(text == null ? usual : text, kind.dimension());
    } catch (IllegalArgumentException e) {
      throw command.usage(
          "Invalid value for option '%s' (with --synapse %s): %s", option, kind, e.getMessage());
    }
  }

  private Quantity weight(BaseCommand command) {
    return weight(command, "--weight", weight, "0.02mV", "0.01nA");
  }

  private Quantity limit(BaseCommand command) {
    return weight(command, "--weight-limit", limit, "100mV", "50nA");
  }

  /**
   * The synapses.
   *
   * @param dt length of a step
   * @throws IOException if they are listed in a file that cannot be read
   */
  SynapseGroup group(BaseCommand command, int neurons, long seed, Quantity dt) throws IOException {
    double most = limit(command).in(unit());
    double initial = weight(command).in(unit());
    SynapseResponse response = command.fromOptions(() -> response(command));
    int steps = command.fromOptions(() -> delaySteps(dt));
    Optional<Path> list = connections.list();
    SynapseGroup group =
        list.isPresent()
            ? listed(
                list.get(),
                new SynapseList.Terms(neurons, initial, most, response.unit(), steps, dt),
                response)
            : command.fromOptions(
                () ->
                    SynapseGroup.of(connections.rule(neurons, seed), response, initial)
                        .withDelay(steps));
    return command.fromOptions(() -> group.withLimits(-most, most));
  }

  private SynapseGroup listed(Path file, SynapseList.Terms terms, SynapseResponse response)
      throws IOException {
    SynapseList list = terms.read(file);
    notes.addAll(list.notes(terms.dt()));
    listSha256 = ContentDigest.ofFile(file);
    return list.group(response);
  }

  private int delaySteps(Quantity dt) {
    WholeSteps steps = WholeSteps.of("--delay", delay, dt);
    if (steps.steps() > LONGEST_DELAY) {
      throw Refusal.of("--delay is %s, expected at most %,d steps of %s", delay, LONGEST_DELAY, dt);
    }
    steps.note().ifPresent(notes::add);
    return (int) steps.steps();
  }

  private SynapseResponse response(BaseCommand command) {
    if (kind == SynapseKind.EXPONENTIAL) {
      return new SynapseResponse.ExponentialCurrent(tau().in(Unit.MILLISECOND));
    }
    command.refuse(
        tauSynapse != null,
        "--tau-synapse is given, but a jump has no time constant; add --synapse exponential");
    return new SynapseResponse.Jump();
  }

  private Quantity tau() {
    return tauSynapse != null ? tauSynapse : Quantity.parse("5ms", Dimension.TIME);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /** All of it for the document. */
  ObjectNode describe(BaseCommand command, ObjectNode settings) {
    settings.put(
        "connect",
        connections.list().map(file -> file.getFileName().toString()).orElse(connections.text()));
    if (listSha256 != null) {
      settings.put("connectSha256", listSha256);
    }
    settings.put("synapse", kind.toString());
    if (kind == SynapseKind.EXPONENTIAL) {
      settings.put("tauSynapse", tau().toString());
    }
    return settings
        .put("delay", delay.toString())
        .put("weight", weight(command).toString())
        .put("weightLimit", limit(command).toString());
  }

  /** Reads who is connected to whom; lists are read later, as they depend on other options. */
  static final class ConnectionsConverter implements ITypeConverter<ConnectionChoice> {
    @Override
    public ConnectionChoice convert(String text) {
      try {
        return new ConnectionChoice(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
