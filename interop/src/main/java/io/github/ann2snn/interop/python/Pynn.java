package io.github.ann2snn.interop.python;

import io.github.ann2snn.interop.python.Feature.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * PyNN (Davison et al. 2009, "PyNN: a common interface for neuronal network simulators", Frontiers
 * in Neuroinformatics 2:11) with its standard neurons, which NEST, NEURON, Brian2 and SpiNNaker
 * have: they reset to a value, and a spike takes at least a step.
 */
public record Pynn() implements PythonSimulator {
  @Override
  public String name() {
    return "PyNN";
  }

  @Override
  public String key() {
    return "pynn";
  }

  @Override
  public boolean isDelayed() {
    return true;
  }

  @Override
  public Optional<Limit> limit(Feature feature) {
    return feature == Feature.RESET_BY_SUBTRACTION
        ? Optional.of(
            new Limit(
                "the standard neurons of PyNN all reset to a value",
                "--reset zero exports it with that reset, which costs accuracy, and says how much is"
                    + " left; Brian2, Nengo and NEST subtract"))
        : Shifts.limit(feature, "PyNN");
  }

  @Override
  public List<String> cautions(ExportedRun run) {
    List<String> cautions = new ArrayList<>(Shifts.cautions(run, "PyNN"));
    if (run.has(Feature.INTEGERS)) {
      cautions.add(
          "PyNN does not hold potentials above -16384: a neuron that reaches that limit may fire"
              + " earlier here than there.");
    } else {
      cautions.add(
          "Simulators of PyNN differ in whether a potential equal to the threshold fires: the"
              + " threshold lies beside it by 2^-40 of its value, on the side of this network's rule.");
    }
    return cautions;
  }

  @Override
  public String versions() {
    return "Python with NumPy, PyNN 0.10 or later and one of its simulators (Debian: `python3-pynn"
        + " python3-brian`; else `pip install pynn brian2`); run with PyNN 0.10.1 on Brian2 2.5.1,"
        + " NumPy 1.24.2 and Python 3.11.2 of Debian 12. There, PyNN takes a minute to set up"
        + " 100,000 synapses.";
  }

  @Override
  public String exactness() {
    return "All populations are `IF_curr_exp` without leak (a time constant of 1e20 ms) and refractory"
        + " time. The current of a synapse is over within a 200th of a tick, so that a weight of 1 nA"
        + " moves the potential by 1 mV at once, two ticks of 0.1 ms after the spike: these two are a"
        + " step. What is constant comes from a source that fires at every step, the initial potential"
        + " from one that fires at the first. "
        + Shifts.EXACTNESS;
  }
}
