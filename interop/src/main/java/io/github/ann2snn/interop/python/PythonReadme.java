package io.github.ann2snn.interop.python;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.Version;
import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.Map;

/**
 * Says what lies in a folder, what it needs and what is exact.
 *
 * @param simulator whose program it is
 * @param recorded the samples and how they were run
 */
record PythonReadme(PythonSimulator simulator, RecordedSamples recorded) {
  private static final String INTEGERS =
      "The network computes with integers, which double precision holds exactly: the spike counts of"
          + " every neuron must be equal.";

  private static final String SINGLE =
      "ann2snn computes in single precision, the program in double. Where a potential is next to its"
          + " threshold, rounding decides, and neurons behind may follow: 99.9 % of the spike counts"
          + " and all classes must be equal.";

  private static final String DELAYS =
      "A spike takes one step from a population to the next (--delays), in ann2snn's own run, too:"
          + " what a population fires at step t moves those behind it at step t + 1. Biases, injected"
          + " currents and input spikes have no delay, and initial potentials stand from the start."
          + " So population k integrates its biases for k steps before the first spike that depends"
          + " on the inputs reaches it.";

  private static final String NO_DELAYS =
      "A spike reaches the populations behind in the step in which it was fired, as in ann2snn.";

  /** How such a file begins. */
  static String beginning(PythonSimulator simulator) {
    return "# A spiking network for " + simulator.name();
  }

  /** The text. */
  String text(Map<String, NpyArray> network) {
    ExportedRun run = recorded.run();
    SpikingNetwork of = run.network();
    SimulationSettings settings = run.settings();
    StringBuilder text = new StringBuilder(beginning(simulator)).append("\n\n");
    text.append(
        Text.of(
            """
            `python3 %1$s` builds the network of `network.npz`, runs it in %2$s on the
            %3$d samples of `samples.npz`, prints classes and spike counts beside those that
            ann2snn %4$s got, and ends with 1 if they do not agree.

            ## Versions

            %5$s

            ## The run

            %6$d steps, %7$s input, class by %8$s from step %9$d on, numbers %10$s. Here, %11$d of %3$d
            samples got their class, with %12$d spikes in all.

            ## What is exact

            %13$s

            %14$s

            %15$s

            """,
            simulator.program(),
            simulator.name(),
            recorded.samples().size(),
            Version.current(),
            simulator.versions(),
            settings.timesteps(),
            settings.coding(),
            settings.readout(),
            settings.readoutStart(),
            of.arithmetic(),
            recorded.right(),
            recorded.spikes(),
            simulator.exactness(),
            of.arithmetic().isInteger() ? INTEGERS : SINGLE,
            run.delays() ? DELAYS : NO_DELAYS));
    simulator.cautions(run).forEach(caution -> text.append(caution).append("\n\n"));
    text.append(
        """
        ## network.npz

        `LAYER.PARAMETER` has a number for each neuron. A projection is a matrix `.weight` with a
        row for each target; or it is sparse: `.fan_out`, the number of paths of each source, then
        `.to` and `.weight` of each path, source by source. Neurons and inputs are numbered row-major,
        channels first. `bias` is added to the current at every step.

        | array | shape |
        |---|---|
        """);
    network.forEach((name, array) -> text.append(row(name, array)));
    text.append(
        """

        ## samples.npz

        `spikes.LAYER` are the spike counts of each neuron in ann2snn, `potentials` those of the outputs
        after the last step. Where inputs are spikes, `input_spike_counts` has their number for each
        step, and `input_spikes` the inputs that fired, one after the other.

        | array | shape |
        |---|---|
        """);
    recorded.arrays().forEach((name, array) -> text.append(row(name, array)));
    return text.toString();
  }

  private static String row(String name, NpyArray array) {
    return Text.of("| `%s` | %s |%n", Text.printable(name).replaceAll("[`|]", "?"), array.shape());
  }
}
