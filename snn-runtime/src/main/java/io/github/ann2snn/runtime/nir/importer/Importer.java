package io.github.ann2snn.runtime.nir.importer;

import static io.github.ann2snn.runtime.nir.importer.Verdict.CLOSE;
import static io.github.ann2snn.runtime.nir.importer.Verdict.DIFFERS;
import static io.github.ann2snn.runtime.nir.importer.Verdict.REFUSES;
import static io.github.ann2snn.runtime.nir.importer.Verdict.UNKNOWN;

import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Programs that read NIR files, and what each makes of what a network has. All of it was found by
 * reading the source of each at the commit that {@link #version} names; features that are not
 * listed are read as they are meant. None reads our metadata. All run what NIR's own library loads,
 * and all but it build on NIRTorch (commit 2604ce2), whose {@code nirtorch/nir_interpreter.py} maps
 * what they leave out ({@code AvgPool2d}, {@code SumPool2d} without its padding, {@code Linear},
 * {@code Flatten} with the dimensions as they stand in the file).
 */
public enum Importer {
  /** The reference library: loads a file and checks its types, simulates nothing. */
  NIR("NIR library", "1.0.7, 7232ada") {
    @Override
    void describe(Map<Feature, Finding> findings) {
      loads(findings);
    }
  },
  /** {@code sinabs.from_nir}. */
  SINABS("Sinabs", "3.1.3, 904eb89") {
    @Override
    void describe(Map<Feature, Finding> findings) {
      loads(findings);
      simulates(findings);
      String nir = "sinabs/nir.py";
      findings.put(
          Feature.INTEGRATE_AND_FIRE,
          new Finding(
              CLOSE,
              "IF fires v / threshold times in a step and cuts v off below -threshold;"
                  + " --neuron lif is not cut off",
              nir + ", sinabs/activation/spike_generation.py"));
      findings.put(
          Feature.LEAKLESS,
          new Finding(
              CLOSE,
              "LIF fires v / threshold times in a step",
              "sinabs/activation/spike_generation.py"));
      findings.put(Feature.RESISTANCE, new Finding(DIFFERS, "ignores r", nir));
      findings.put(
          Feature.LEAKY,
          new Finding(
              DIFFERS,
              "takes tau for a number of steps and ignores r",
              nir + ", sinabs/layers/lif.py"));
      findings.put(Feature.LEAK_POTENTIAL, new Finding(REFUSES, "v_leak must be 0", nir));
      findings.put(Feature.RESETS_TO_ZERO, new Finding(DIFFERS, "always subtracts", nir));
      findings.put(Feature.RESETS_ELSEWHERE, new Finding(DIFFERS, "always subtracts", nir));
      findings.put(
          Feature.FIRES_ABOVE_THRESHOLD,
          new Finding(CLOSE, "fires at v >= threshold", "sinabs/activation/spike_generation.py"));
      findings.put(Feature.CURRENT_BASED, new Finding(REFUSES, "has no CubaLIF", nir));
      findings.put(Feature.INTEGRATOR, new Finding(DIFFERS, "has no I, and another LI", nir));
      findings.put(
          Feature.AVERAGE_POOLING,
          new Finding(DIFFERS, "leaves AvgPool2d out; use --pool sum", nir));
      findings.put(Feature.PADDED_SUM_POOLING, new Finding(DIFFERS, "pools unpadded", nir));
      findings.put(Feature.RECURRENT, new Finding(UNKNOWN, "feedback was not tried", nir));
    }
  },
  /** {@code spikingjelly.activation_based.nir_exchange.import_from_nir}. */
  SPIKINGJELLY("SpikingJelly", "master, afb1322") {
    @Override
    void describe(Map<Feature, Finding> findings) {
      loads(findings);
      simulates(findings);
      String nir = "spikingjelly/activation_based/nir_exchange/from_nir.py";
      resetsToValue(findings, nir);
      findings.put(
          Feature.RESISTANCE,
          new Finding(REFUSES, "IF needs r = 1/dt; say dt=1 and write r = 1", nir));
      findings.put(
          Feature.LEAKY,
          new Finding(
              CLOSE, "needs one tau and r a layer, r = tau/dt or 1, v_leak = v_reset", nir));
      findings.put(
          Feature.FIRES_ABOVE_THRESHOLD,
          new Finding(
              CLOSE, "fires at v >= threshold", "spikingjelly/activation_based/surrogate.py"));
      findings.put(
          Feature.DIFFERENT_THRESHOLDS, new Finding(REFUSES, "needs one threshold a layer", nir));
      findings.put(Feature.CURRENT_BASED, new Finding(REFUSES, "has no CubaLIF", nir));
      findings.put(Feature.INTEGRATOR, new Finding(REFUSES, "has no I and LI", nir));
      findings.put(
          Feature.PADDED_SUM_POOLING,
          new Finding(DIFFERS, "pools unpadded", "nirtorch/nir_interpreter.py"));
      findings.put(Feature.RECURRENT, new Finding(UNKNOWN, "feedback was not tried", nir));
    }
  },
  /** {@code norse.torch.from_nir}. */
  NORSE("Norse", "1.1.0, 065a3b4") {
    @Override
    void describe(Map<Feature, Finding> findings) {
      loads(findings);
      simulates(findings);
      String nir = "norse/torch/utils/import_nir.py";
      resetsToValue(findings, nir);
      findings.put(Feature.RESETS_ELSEWHERE, new Finding(DIFFERS, "always resets to 0", nir));
      findings.put(Feature.RESISTANCE, new Finding(DIFFERS, "ignores r", nir));
      findings.put(Feature.LEAKY, new Finding(DIFFERS, "ignores r; dt is 1e-3 s unless told", nir));
      findings.put(
          Feature.LEAKLESS,
          new Finding(DIFFERS, "ignores r, so that no input arrives; use --neuron if", nir));
      findings.put(
          Feature.CURRENT_BASED,
          new Finding(DIFFERS, "moves v in the same step; dt is 1e-3 s unless told", nir));
      findings.put(
          Feature.FIRES_AT_THRESHOLD,
          new Finding(CLOSE, "fires at v > threshold", "norse/torch/functional/heaviside.py"));
      findings.put(
          Feature.FLATTEN,
          new Finding(CLOSE, "flattens the batch too: run samples one by one", nir));
      findings.put(Feature.INTEGRATOR, new Finding(REFUSES, "has no I; ignores r of LI", nir));
      findings.put(Feature.PADDED_SUM_POOLING, new Finding(DIFFERS, "pools unpadded", nir));
      findings.put(Feature.RECURRENT, new Finding(UNKNOWN, "feedback was not tried", nir));
    }
  },
  /** {@code snntorch.import_nir.import_from_nir}. */
  SNNTORCH("snnTorch", "0.9.4, 634fc22") {
    @Override
    void describe(Map<Feature, Finding> findings) {
      loads(findings);
      simulates(findings);
      String nir = "snntorch/import_nir.py";
      findings.put(
          Feature.SUBTRACTS, new Finding(DIFFERS, "LIF resets to 0 (only IF subtracts)", nir));
      findings.put(
          Feature.INTEGRATE_AND_FIRE,
          new Finding(DIFFERS, "IF forgets a tenth in a step (beta 0.9); use --neuron lif", nir));
      findings.put(Feature.RESISTANCE, new Finding(REFUSES, "IF needs r = 1", nir));
      findings.put(Feature.RESETS_ELSEWHERE, new Finding(DIFFERS, "always resets to 0", nir));
      findings.put(
          Feature.LEAKY,
          new Finding(CLOSE, "takes dt for 1e-4 s and the r of one neuron for all", nir));
      findings.put(Feature.LEAK_POTENTIAL, new Finding(REFUSES, "v_leak must be 0", nir));
      findings.put(
          Feature.CURRENT_BASED,
          new Finding(DIFFERS, "moves v in the same step; needs r = tau_mem/dt, dt 1e-4 s", nir));
      findings.put(
          Feature.FIRES_AT_THRESHOLD,
          new Finding(CLOSE, "fires at v > threshold", "snntorch/_neurons/neurons.py"));
      findings.put(
          Feature.DIFFERENT_THRESHOLDS, new Finding(REFUSES, "needs one threshold a layer", nir));
      findings.put(Feature.INTEGRATOR, new Finding(REFUSES, "has no I and LI", nir));
      findings.put(
          Feature.FLATTEN,
          new Finding(
              CLOSE,
              "flattens the batch too: run samples one by one",
              "nirtorch/nir_interpreter.py"));
      findings.put(
          Feature.PADDED_SUM_POOLING,
          new Finding(DIFFERS, "pools unpadded", "nirtorch/nir_interpreter.py"));
      findings.put(
          Feature.RECURRENT,
          new Finding(DIFFERS, "leads the input into the recurrent weights", nir));
    }
  };

  private final String title;
  private final String version;
  private final Map<Feature, Finding> findings = new EnumMap<>(Feature.class);

  Importer(String title, String version) {
    this.title = title;
    this.version = version;
    describe(findings);
  }

  abstract void describe(Map<Feature, Finding> findings);

  /** What all do that load files with NIR's library. */
  private static void loads(Map<Feature, Finding> findings) {
    findings.put(
        Feature.MAX_POOLING, new Finding(REFUSES, "NIR has no max pooling", "nir/ir/pooling.py"));
    findings.put(
        Feature.GROUPS,
        new Finding(REFUSES, "the type check takes a group's channels for all", "nir/ir/conv.py"));
    findings.put(
        Feature.OBLONG_KERNEL,
        new Finding(
            REFUSES, "the type check takes the kernel's height for its width", "nir/ir/conv.py"));
  }

  /** What all do that simulate what it loads. */
  private static void simulates(Map<Feature, Finding> findings) {
    findings.put(
        Feature.INITIAL_POTENTIAL,
        new Finding(
            DIFFERS,
            "starts at 0, as NIR has no initial potential (convert --initial-potential 0)",
            "nir/ir/neuron.py"));
    findings.put(
        Feature.INTEGERS,
        new Finding(
            DIFFERS,
            "computes in float32, without saturation and rounding of inputs",
            "nir/ir/neuron.py"));
  }

  /** A missing {@code v_reset} is 0 to NIR's library, and NIR has no other reset. */
  private static void resetsToValue(Map<Feature, Finding> findings, String source) {
    findings.put(
        Feature.SUBTRACTS, new Finding(DIFFERS, "resets to 0 instead of subtracting", source));
  }

  /** Its name. */
  public String title() {
    return title;
  }

  /** Release or branch, and commit, of the source that was read. */
  public String version() {
    return version;
  }

  /** What it makes of features; of those that are not keys, what is meant. */
  public Map<Feature, Finding> findings() {
    return Collections.unmodifiableMap(findings);
  }

  /** What it makes of what {@code network} has, the worst first. */
  public List<Finding> findings(SpikingNetwork network) {
    List<Finding> found = new ArrayList<>();
    for (Feature feature : Feature.of(network)) {
      if (findings.containsKey(feature)) {
        found.add(findings.get(feature));
      }
    }
    found.sort((a, b) -> b.verdict().compareTo(a.verdict()));
    return found;
  }

  /** How well it reproduces {@code network}: as well as the worst that it makes of it. */
  public Verdict verdict(SpikingNetwork network) {
    List<Finding> found = findings(network);
    return found.isEmpty() ? Verdict.REPRODUCES : found.get(0).verdict();
  }
}
