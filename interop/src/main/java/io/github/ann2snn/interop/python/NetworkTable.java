package io.github.ann2snn.interop.python;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.neuron.CurrentBasedLeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A network and its run as Python: constants, a line for each population and one for each
 * projection.
 *
 * @param run what is exported
 */
record NetworkTable(ExportedRun run) {
  /** Neurons in single precision may differ so much in double: a share of their spike counts. */
  private static final String TOLERATED = "0.001";

  /** What the inputs are called; no population has this name. */
  String input() {
    Set<String> names =
        run.network().populations().stream().map(Population::name).collect(Collectors.toSet());
    StringBuilder name = new StringBuilder("input");
    while (names.contains(name.toString())) {
      name.append('_');
    }
    return name.toString();
  }

  /** The text. */
  String python() {
    boolean integers = run.network().arithmetic().isInteger();
    StringBuilder text =
        new StringBuilder(
            "# ---------------------------------------------------------------- the network\n\n");
    constant(text, "STEPS", run.settings().timesteps() + "", "of a sample");
    constant(
        text, "CODING", quoted(run.settings().coding() + ""), "current is injected, else spikes");
    constant(
        text,
        "READOUT",
        quoted(run.settings().readout() + ""),
        "the class has the highest potential (membrane) or the most spikes");
    constant(
        text,
        "READOUT_START",
        run.settings().readoutStart() + "",
        "outputs count from this step on");
    constant(
        text, "INTEGERS", integers ? "True" : "False", "rounded currents, potentials in LIMIT");
    constant(
        text, "LIMIT", Arithmetic.POTENTIAL_LIMIT + "", "potentials of integers: -LIMIT to LIMIT");
    constant(text, "DELAYS", run.delays() ? "1" : "0", "steps from a population to the next");
    constant(text, "TOLERATED", integers ? "0" : TOLERATED, "share of counts that may differ");
    constant(text, "INPUT", quoted(input()), "the name of the inputs");
    constant(text, "INPUTS", run.network().inputs() + "", "how many they are");
    text.append("\n# name, neurons, model, fires where v ... threshold, reset\nPOPULATIONS = [\n");
    run.network().populations().forEach(layer -> text.append(population(layer)));
    text.append("]\n\n# from, to, name of its arrays in network.npz\nPROJECTIONS = [\n");
    for (Population layer : run.network().populations()) {
      List<Projection> projections = layer.projections();
      for (int k = 0; k < projections.size(); k++) {
        Projection from = projections.get(k);
        projection(text, source(from), layer, NetworkArrays.name(layer, k), from.kind());
      }
      layer
          .recurrent()
          .ifPresent(
              back ->
                  projection(
                      text, layer.name(), layer, NetworkArrays.recurrent(layer), back.kind()));
    }
    return text.append("]\n").toString();
  }

  private String source(Projection from) {
    return from.isFromInput() ? input() : run.network().populations().get(from.source()).name();
  }

  private static void constant(StringBuilder text, String name, String value, String meaning) {
    text.append(Text.of("%s = %s  # %s%n", name, value, meaning));
  }

  private String population(Population layer) {
    Firing firing = layer.neurons().firing();
    String fires =
        run.fires(layer)
            ? quoted(firing.rule().symbol())
                + ", "
                + quoted(firing.isSigned() ? "signed" : firing.reset().toString())
            : "None, None";
    return Text.of(
        "    (%s, %d, %s, %s),%n",
        quoted(layer.name()), layer.size(), quoted(model(layer.neurons())), fires);
  }

  private static void projection(
      StringBuilder text, String source, Population layer, String arrays, String kind) {
    text.append(
        Text.of(
            "    (%s, %s, %s),  # %s%n",
            quoted(source), quoted(layer.name()), quoted(arrays), kind));
  }

  private static String model(NeuronModel neurons) {
    if (neurons instanceof IntegrateAndFire) {
      return "if";
    }
    if (neurons instanceof LeakyIntegrateAndFire) {
      return "lif";
    }
    if (neurons instanceof CurrentBasedLeakyIntegrateAndFire) {
      return "cubalif";
    }
    throw new IllegalArgumentException("no model of Python for " + neurons);
  }

  /**
   * {@return text as a string of Python: letters, digits and signs of ASCII as they are, all else
   * by its number}
   *
   * @param text from anywhere, such as the name of a layer in a file
   */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              boolean plain = c >= ' ' && c <= '~' && c != '"' && c != '\\';
              quoted.append(plain ? Character.toString(c) : Text.of("\\U%08x", c));
            });
    return quoted.append('"').toString();
  }
}
