package io.github.ann2snn.interop.python;

import io.github.ann2snn.interop.python.Feature.Limit;
import java.util.Optional;

/**
 * Brian 2 (Stimberg, Brette and Goodman 2019, "Brian 2, an intuitive and efficient neural
 * simulator", eLife 8:e47314). Its schedule gives every population slots of its own in a step, so
 * that spikes arrive in the step in which they were fired.
 */
public record Brian2() implements PythonSimulator {
  @Override
  public String name() {
    return "Brian2";
  }

  @Override
  public String key() {
    return "brian2";
  }

  @Override
  public Optional<Limit> limit(Feature feature) {
    return feature == Feature.MAX_POOLING
        ? Optional.of(
            new Limit(
                "no synapse of Brian2 passes the spikes of the neuron alone whose summed current is"
                    + " the largest of its window",
                "train and convert the model with average pooling"))
        : Optional.empty();
  }

  @Override
  public String versions() {
    return "Python 3.9 or later with NumPy and Brian2 2.5 or later (Debian: `python3-brian`; else `pip"
        + " install brian2`); run with Brian2 2.5.1, NumPy 1.24.2 and Python 3.11.2 of Debian 12.";
  }

  @Override
  public String exactness() {
    return "Each population has slots of its own in Brian2's schedule - integrate, fire, reset,"
        + " deliver - in the order of the network, so a spike reaches the populations behind in the"
        + " step in which it was fired.";
  }
}
