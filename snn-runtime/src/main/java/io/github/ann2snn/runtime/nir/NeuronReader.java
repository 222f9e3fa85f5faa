package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.neuron.CurrentBasedLeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Negative;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import io.github.ann2snn.runtime.nir.graph.Metadata;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import io.github.ann2snn.runtime.nir.graph.NirNode;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Reads the neurons of an {@code IF}, {@code LIF} or {@code CubaLIF} node, or an {@code I} or
 * {@code LI} node as neurons that only integrate. What the node's metadata does not say follows the
 * text of NIR (since 1.0.6): spike if {@code v > v_threshold}, then {@code v} becomes {@code
 * v_reset}, or 0 without it. NIR does not say where {@code v} starts: 0 is assumed.
 */
final class NeuronReader {
  private final NirNode node;
  private final int neurons;
  private final StringJoiner rules = new StringJoiner("; ");

  /**
   * @param neurons how many neurons the connection before reaches
   */
  NeuronReader(NirNode node, int neurons) {
    this.node = node;
    this.neurons = neurons;
  }

  /**
   * The neurons.
   *
   * @throws BadFileException if a shape does not fit or a value is out of range
   */
  NeuronModel read() throws BadFileException {
    float[] resistance = perNeuron(required(NirNames.RESISTANCE));
    return switch (node.type()) {
      case IF, INTEGRATOR -> new IntegrateAndFire(resistance, firing());
      case CUBA_LIF -> currentBased(resistance);
      default ->
          new LeakyIntegrateAndFire(
              positivePerNeuron(required(NirNames.TIME_CONSTANT)),
              resistance,
              perNeuron(required(NirNames.LEAK_POTENTIAL)),
              firing());
    };
  }

  private NeuronModel currentBased(float[] resistance) throws BadFileException {
    Optional<Hdf5Dataset> weight = node.group().optionalDataset(NirNames.INPUT_WEIGHT);
    rules.add("forward Euler: the synaptic current starts at 0 and moves v one step later");
    return new CurrentBasedLeakyIntegrateAndFire(
        positivePerNeuron(required(NirNames.SYNAPTIC_TIME_CONSTANT)),
        positivePerNeuron(required(NirNames.MEMBRANE_TIME_CONSTANT)),
        resistance,
        perNeuron(required(NirNames.LEAK_POTENTIAL)),
        weight.isPresent() ? perNeuron(weight.get()) : Values.filled(neurons, 1f),
        firing());
  }

  /** Which rules {@link #read} took, and why. */
  String rules() {
    return rules.toString();
  }

  private Firing firing() throws BadFileException {
    Metadata metadata = node.metadata();
    Optional<Negative> negative = negative(metadata);
    if (node.type().isIntegrator()) {
      rules.add("only integrates, as its potential is the output");
      return never(metadata);
    }
    float[] threshold = positivePerNeuron(required(NirNames.THRESHOLD));
    Optional<Hdf5Dataset> resetPotential = node.group().optionalDataset(NirNames.RESET_POTENTIAL);
    FireRule rule = rule(metadata);
    Reset reset = reset(metadata, resetPotential.isPresent());
    return new Firing(
        threshold,
        initialPotential(metadata),
        rule,
        reset,
        perNeuronOrZero(resetPotential),
        negative);
  }

  /** How signed neurons fire; the mark and the metadata go together. */
  private Optional<Negative> negative(Metadata metadata) throws BadFileException {
    Optional<Hdf5Dataset> mark = node.group().optionalDataset(NirNames.SIGNED);
    Optional<Hdf5Dataset> threshold = metadata.dataset(NirNames.NEGATIVE_THRESHOLD);
    Optional<Hdf5Dataset> price = metadata.dataset(NirNames.NEGATIVE_PRICE);
    if (mark.isEmpty()) {
      Optional<Hdf5Dataset> stray = threshold.isPresent() ? threshold : price;
      if (stray.isPresent()) {
        throw stray
            .get()
            .fault(
                "is there, but the dataset %s of the node, which says that its spikes have a"
                    + " sign, is not",
                NirNames.SIGNED);
      }
      return Optional.empty();
    }
    if (node.type().isIntegrator()) {
      throw mark.get().fault("is there, but %s fires no spikes", node.type().nirName());
    }
    if (threshold.isEmpty()) {
      throw mark.get()
          .fault(
              "is there, but no metadata %s: nobody says when a neuron fires -1",
              NirNames.NEGATIVE_THRESHOLD);
    }
    rules.add("fires -1 below -v_threshold_negative, to take back what it fired (metadata)");
    float[] below = positivePerNeuron(threshold.get());
    return Optional.of(
        price.isPresent()
            ? new Negative(below, positivePerNeuron(price.get()))
            : Negative.rectified(below));
  }

  private Firing never(Metadata metadata) throws BadFileException {
    Firing firing = Firing.never(initialPotential(metadata));
    if (metadata.dataset(NirNames.SPIKE_CONDITION).isPresent()) {
      firing = firing.withRule(rule(metadata));
    }
    Optional<Reset> reset = metadata.constant(NirNames.RESET, Reset.class);
    return reset.isPresent() ? firing.withReset(reset.get()) : firing;
  }

  private FireRule rule(Metadata metadata) throws BadFileException {
    Optional<Hdf5Dataset> condition = metadata.dataset(NirNames.SPIKE_CONDITION);
    if (condition.isEmpty()) {
      rules.add("fires at v > v_threshold (the text of NIR; no metadata spike_condition)");
      return FireRule.ABOVE_THRESHOLD;
    }
    String symbol = condition.get().text();
    for (FireRule rule : FireRule.values()) {
      if (rule.symbol().equals(symbol)) {
        rules.add(Text.of("fires at v %s v_threshold (metadata)", symbol));
        return rule;
      }
    }
    throw condition.get().fault("is '%s', expected >= or >", symbol);
  }

  private Reset reset(Metadata metadata, boolean hasPotential) throws BadFileException {
    String zero = hasPotential ? "reset to v_reset" : "reset to 0, as there is no v_reset";
    Optional<Reset> stated = metadata.constant(NirNames.RESET, Reset.class);
    if (stated.isEmpty()) {
      rules.add(zero + " (the text of NIR; no metadata reset)");
      return Reset.ZERO;
    }
    rules.add((stated.get() == Reset.SUBTRACT ? "reset by subtraction" : zero) + " (metadata)");
    return stated.get();
  }

  private float[] initialPotential(Metadata metadata) throws BadFileException {
    Optional<Hdf5Dataset> stated = metadata.dataset(NirNames.INITIAL_POTENTIAL);
    rules.add(stated.isPresent() ? "v starts at v_init (metadata)" : "v starts at 0 (assumed)");
    return perNeuronOrZero(stated);
  }

  private Hdf5Dataset required(String name) throws BadFileException {
    return node.group().dataset(name);
  }

  private float[] perNeuronOrZero(Optional<Hdf5Dataset> dataset) throws BadFileException {
    return dataset.isPresent() ? perNeuron(dataset.get()) : new float[neurons];
  }

  private float[] perNeuron(Hdf5Dataset dataset) throws BadFileException {
    return spread(dataset, dataset.floats());
  }

  private float[] positivePerNeuron(Hdf5Dataset dataset) throws BadFileException {
    return spread(dataset, dataset.positiveFloats());
  }

  /** Some writers store one value for all neurons. */
  private float[] spread(Hdf5Dataset dataset, float[] values) throws BadFileException {
    if (values.length == neurons) {
      return values;
    }
    if (values.length != 1) {
      throw dataset.fault("has %d values, but there are %d neurons", values.length, neurons);
    }
    return Values.filled(neurons, values[0]);
  }
}
