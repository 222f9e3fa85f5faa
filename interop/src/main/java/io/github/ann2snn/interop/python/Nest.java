package io.github.ann2snn.interop.python;

import io.github.ann2snn.interop.python.Feature.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * NEST (Gewaltig and Diesmann 2007, "NEST (NEural Simulation Tool)", Scholarpedia 2(4):1430). Its
 * neurons {@code iaf_psc_delta} reset to a value, and {@code eprop_iaf}, made for learning,
 * subtract the threshold; a spike takes at least a step.
 */
public record Nest() implements PythonSimulator {
  @Override
  public String name() {
    return "NEST";
  }

  @Override
  public String key() {
    return "nest";
  }

  @Override
  public boolean isDelayed() {
    return true;
  }

  @Override
  public Optional<Limit> limit(Feature feature) {
    return Shifts.limit(feature, "NEST");
  }

  @Override
  public List<String> cautions(ExportedRun run) {
    List<String> cautions = new ArrayList<>(Shifts.cautions(run, "NEST"));
    if (run.has(Feature.INTEGERS) && run.has(Feature.RESET_BY_SUBTRACTION)) {
      cautions.add(
          "NEST holds potentials above -16384, but not below 16384: a neuron that reaches that limit"
              + " may fire more often there.");
    }
    if (run.has(Feature.ABOVE_THRESHOLD)
        && run.has(Feature.RESET_BY_SUBTRACTION)
        && !run.has(Feature.INTEGERS)) {
      cautions.add(
          "NEST fires at v >= threshold where it resets by subtraction: potentials are lower there by"
              + " 2^-40 of the threshold, so that one equal to it does not fire.");
    }
    return cautions;
  }

  @Override
  public String versions() {
    return "Python with NumPy and NEST 3.9 or later, the first with `eprop_iaf` (`conda install -c"
        + " conda-forge nest-simulator`); run with NEST 3.10.0, NumPy 1.24.2 and Python 3.11.2.";
  }

  @Override
  public String exactness() {
    return "Populations that reset to zero are `iaf_psc_delta`, those that reset by subtraction"
        + " `eprop_iaf`, without its learning: both without leak (a time constant of 1e300 ms) and"
        + " refractory time, in double precision. What is constant - biases and injected currents -"
        + " comes from a generator that fires at every step, the initial potential from one that"
        + " fires at the first. "
        + Shifts.EXACTNESS;
  }
}
