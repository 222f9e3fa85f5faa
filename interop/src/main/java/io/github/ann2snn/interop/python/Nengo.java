package io.github.ann2snn.interop.python;

import io.github.ann2snn.interop.python.Feature.Limit;
import java.util.Optional;

/**
 * Nengo (Bekolay et al. 2014, "Nengo: a Python tool for building large-scale functional brain
 * models", Frontiers in Neuroinformatics 7:48), the simulator of Spaun. What a population does in a
 * step is a class of its own there, and a connection without synapse is of the same step.
 */
public record Nengo() implements PythonSimulator {
  @Override
  public String name() {
    return "Nengo";
  }

  @Override
  public String key() {
    return "nengo";
  }

  @Override
  public Optional<Limit> limit(Feature feature) {
    return feature == Feature.MAX_POOLING
        ? Optional.of(
            new Limit(
                "no connection of Nengo passes the spikes of the neuron alone whose summed current"
                    + " is the largest of its window",
                "train and convert the model with average pooling"))
        : Optional.empty();
  }

  @Override
  public String versions() {
    return "Python with NumPy and Nengo 3.1 or later (`pip install nengo`; with SciPy, sparse"
        + " projections are faster); run with Nengo 4.1.1.dev0 (43e46ed), NumPy 1.24.2, SciPy 1.10.1"
        + " and Python 3.11.2.";
  }

  @Override
  public String exactness() {
    return "The neurons are a `NeuronType` with the equations of this network, in double precision."
        + " Connections have no synapse, so a spike - an output of 1 in its step, where Nengo's own"
        + " neurons have 1 / dt - reaches the populations behind in the same step. A synapse of time"
        + " constant 0 hands it on a step later, as recurrent connections and --delays need it.";
  }
}
