package io.github.ann2snn.runtime.network;

import io.github.ann2snn.files.Refusal;
import java.util.Locale;

/**
 * How a network is meant to be run, unless its user says otherwise.
 *
 * @param timesteps number of steps, at least 1
 * @param coding how input values enter the network
 * @param readout how the class is read from the output layer
 * @param readoutStart the step, 1 ... T, from which on outputs count; those before it, in which a
 *     deep network still settles, do not
 */
public record RunDefaults(int timesteps, InputCoding coding, Readout readout, int readoutStart) {
  /**
   * Checks the numbers.
   *
   * @param timesteps number of steps, at least 1
   * @param coding how input values enter the network
   * @param readout how the class is read from the output layer
   * @param readoutStart the step, 1 ... T, from which on outputs count; those before it, in which a
   *     deep network still settles, do not
   * @throws IllegalArgumentException if {@code timesteps} is not positive, or {@code readoutStart}
   *     not one of them
   */
  public RunDefaults {
    Refusal.when(timesteps < 1, "timesteps is %s, expected at least 1", timesteps);
    Refusal.when(
        readoutStart < 1 || readoutStart > timesteps,
        "readout start is %s, expected 1 to %s, the last step",
        readoutStart,
        timesteps);
  }

  /**
   * Outputs count from the first step on.
   *
   * @param timesteps number of steps, at least 1
   * @param coding how input values enter the network
   * @param readout how the class is read from the output layer
   * @throws IllegalArgumentException if {@code timesteps} is not positive
   */
  public RunDefaults(int timesteps, InputCoding coding, Readout readout) {
    this(timesteps, coding, readout, 1);
  }

  /** How an input value x in [0, 1] enters the network. */
  public enum InputCoding {
    /** x is injected as a constant current at every step (Rueckauer et al. 2017, section 2.3). */
    CURRENT,
    /** A Bernoulli spike per step, with probability x. */
    POISSON,
    /** An input neuron integrates x and fires at 1, reset by subtraction: a deterministic rate. */
    REGULAR,
    /** A spike at every step where x > 0.5. */
    BINARY;

    /** How users and files name it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How the class is read from the output layer; a prediction exists at every step. */
  public enum Readout {
    /** The output layer only integrates; the class is the highest membrane potential. */
    MEMBRANE,
    /** The output layer fires; the class has the most spikes so far, ties by membrane potential. */
    SPIKES;

    /** How users and files name it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
