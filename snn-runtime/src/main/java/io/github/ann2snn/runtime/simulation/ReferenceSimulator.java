package io.github.ann2snn.runtime.simulation;

import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The definition of a run, written step by step as the equations read: slow, and the oracle of
 * every test.
 *
 * @param network the network that runs
 * @param settings how it runs
 */
public record ReferenceSimulator(SpikingNetwork network, SimulationSettings settings)
    implements Simulator {
  @Override
  public void run(
      List<float[]> inputs, long firstSample, Optional<EarlyExit> exit, Consumer<SampleRun> sink) {
    inputs.forEach(network::checkInput);
    for (int i = 0; i < inputs.size(); i++) {
      sink.accept(runOne(inputs.get(i), firstSample + i, exit));
    }
  }

  private SampleRun runOne(float[] input, long sampleIndex, Optional<EarlyExit> exit) {
    Optional<SpikeTrain> inputSpikes = InputEncoder.encode(input, settings, sampleIndex);
    List<LayerState> states = new ArrayList<>();
    for (Population layer : network.populations()) {
      states.add(new LayerState(layer));
    }
    boolean membrane = settings.readout() == Readout.MEMBRANE;
    LayerState output = states.get(states.size() - 1);
    OutputTrace trace = new OutputTrace(network.outputs(), settings.timesteps());
    Optional<SpikeTrain> outputSpikes = membrane ? Optional.empty() : Optional.of(output.train);
    Decisions decisions = new Decisions(network, settings, trace, outputSpikes, exit);

    for (int t = 0; !decisions.done(); t++) {
      float[] x = inputSpikes.isPresent() ? spikes(inputSpikes.get(), t) : input;
      LayerState before = null;
      for (LayerState state : states) {
        state.integrate(state.gated(x, before, t), inputSpikes.isEmpty() && before == null, t);
        if (!(membrane && state == output)) {
          state.fire();
          x = spikes(state.train, t);
        }
        before = state;
      }
      trace.record(t, 0, output.v, 0, output.v.length);
      decisions.readTo(t + 1);
    }

    List<SpikeTrain> trains = new ArrayList<>(states.stream().map(s -> s.train).toList());
    if (membrane) {
      trains.remove(trains.size() - 1);
    }
    Map<Integer, SpikeTrain> gated = new TreeMap<>();
    for (int l = 0; l < states.size(); l++) {
      if (network.populations().get(l).gate().isPresent()) {
        gated.put(l, states.get(l).passed);
      }
    }
    return decisions.run(inputSpikes, trains, gated);
  }

  /** The spikes of step {@code t} as zeros and ones. */
  private static float[] spikes(SpikeTrain train, int t) {
    float[] s = new float[train.neurons()];
    for (int i = 0; i < s.length; i++) {
      s[i] = train.fired(t, i) ? 1f : 0f;
    }
    return s;
  }

  /** A layer's membrane potentials and what it has fired. */
  private final class LayerState {
    private final Population layer;
    private final Connection connection;
    private final NeuronModel neurons;
    private final float[] v;
    private final float[] synaptic;
    private float[] constant;
    private final float[] accumulated;
    private final SpikeTrain train;
    private final SpikeTrain passed;

    LayerState(Population layer) {
      this.layer = layer;
      this.connection = layer.connection();
      this.neurons = layer.neurons();
      this.v = neurons.firing().initialPotential();
      this.synaptic = new float[v.length];
      this.accumulated = new float[v.length];
      this.train = new SpikeTrain(v.length, settings.timesteps());
      this.passed = new SpikeTrain(connection.inputs(), settings.timesteps());
    }

    /** What comes through max pooling, if there is any. */
    float[] gated(float[] x, LayerState before, int t) {
      if (layer.gate().isEmpty()) {
        return x;
      }
      int[][] members = layer.gate().get().members();
      for (int q = 0; q < members.length; q++) {
        int leader = members[q][0];
        for (int i : members[q]) {
          leader = before.accumulated[i] > before.accumulated[leader] ? i : leader;
        }
        if (x[leader] != 0f) {
          passed.fire(q);
        }
      }
      passed.endStep();
      return spikes(passed, t);
    }

    void integrate(float[] x, boolean injected, int t) {
      float[] current = injected ? injected(x) : current(x);
      layer.recurrent().ifPresent(back -> addRecurrent(back, t, current));
      for (int j = 0; j < v.length; j++) {
        accumulated[j] = accumulated[j] + current[j];
      }
      neurons.integrate(v, synaptic, current, network.timestep());
    }

    /** Bias, then the weights of the layer's own spikes of the step before. */
    private void addRecurrent(Connection back, int t, float[] current) {
      for (int j = 0; j < current.length; j++) {
        current[j] = current[j] + back.bias(j);
      }
      for (int i = 0; t > 0 && i < v.length; i++) {
        if (train.fired(t - 1, i)) {
          back.forEachTarget(i, (j, w) -> current[j] = current[j] + w);
        }
      }
    }

    /** {@code I_j = b_j + sum w x_i}, path by path, over nonzero inputs in ascending order. */
    private float[] current(float[] x) {
      float[] current = biases();
      for (int i = 0; i < x.length; i++) {
        float value = x[i];
        if (value != 0f) {
          connection.forEachTarget(i, (j, w) -> current[j] = current[j] + w * value);
        }
      }
      return current;
    }

    /** The current of a constant input, which is the same at every step. */
    private float[] injected(float[] x) {
      if (constant == null) {
        constant = network.arithmetic().isInteger() ? integerCurrent(x) : current(x);
      }
      return constant.clone();
    }

    /** {@code I_j = b_j + floor((sum w round(256 x_i) + 128) / 256)}. */
    private float[] integerCurrent(float[] x) {
      float[] current = biases();
      long[] sum = new long[current.length];
      for (int i = 0; i < x.length; i++) {
        long q = (long) Math.rint(Arithmetic.INPUT_STEPS * x[i]);
        connection.forEachTarget(i, (j, w) -> sum[j] += (long) w * q);
      }
      for (int j = 0; j < current.length; j++) {
        current[j] +=
            Math.floorDiv(sum[j] + Arithmetic.INPUT_STEPS / 2, (long) Arithmetic.INPUT_STEPS);
      }
      return current;
    }

    private float[] biases() {
      float[] biases = new float[connection.outputs()];
      for (int j = 0; j < biases.length; j++) {
        biases[j] = connection.bias(j);
      }
      return biases;
    }

    /** Integer potentials are held within their limits. */
    private void saturate() {
      for (int j = 0; j < v.length; j++) {
        v[j] = Arithmetic.saturate((int) v[j]);
      }
    }

    void fire() {
      if (network.arithmetic().isInteger()) {
        saturate();
      }
      Firing firing = neurons.firing();
      float[] theta = firing.threshold();
      float[] resetPotential = firing.resetPotential();
      for (int j = 0; j < v.length; j++) {
        if (firing.rule().fires(v[j], theta[j])) {
          train.fire(j);
          v[j] = firing.reset() == Reset.SUBTRACT ? v[j] - theta[j] : resetPotential[j];
        }
      }
      train.endStep();
    }
  }
}
