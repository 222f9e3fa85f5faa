package io.github.ann2snn.runtime.simulation;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.Negative;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import io.github.ann2snn.runtime.simulation.SampleRun.Passage;
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
 * @param delay steps that a spike takes from one population to another: what is fired at step t
 *     arrives at step {@code t + delay}. Networks are defined with 0; other simulators cannot do
 *     less than 1. Biases, injected currents and spikes of the inputs have none, recurrent spikes
 *     take one step in any case.
 */
public record ReferenceSimulator(SpikingNetwork network, SimulationSettings settings, int delay)
    implements Simulator {
  /**
   * Checks the delay.
   *
   * @param network the network that runs
   * @param settings how it runs
   * @param delay steps that a spike takes from one population to another, at least 0
   * @throws IllegalArgumentException if it is negative, or a max gate, which compares what was
   *     summed up in the step in which spikes pass, would have to look back
   */
  public ReferenceSimulator {
    Refusal.when(delay < 0, "delay is %d, expected at least 0", delay);
    Refusal.when(delay > 0 && !network.gated().isEmpty(), "max pooling is not defined with delays");
  }

  /**
   * Without delays, as networks are defined.
   *
   * @param network the network that runs
   * @param settings how it runs
   */
  public ReferenceSimulator(SpikingNetwork network, SimulationSettings settings) {
    this(network, settings, 0);
  }

  @Override
  public void run(
      List<float[]> inputs, long firstSample, Optional<EarlyExit> exit, Consumer<SampleRun> sink) {
    inputs.forEach(network::checkInput);
    for (int i = 0; i < inputs.size(); i++) {
      sink.accept(runOne(inputs.get(i), firstSample + i, exit, PotentialListener.NONE));
    }
  }

  /**
   * Runs one sample as {@link #run(float[], long)} does, and tells the potentials of all neurons.
   *
   * @param input as many values in [0, 1] as the network has inputs
   * @param sampleIndex index of the sample in its data set, which keys its random stream
   * @param listener is told the potentials
   * @return what the sample did
   * @throws IllegalArgumentException if the number of values is wrong
   */
  public SampleRun trace(float[] input, long sampleIndex, PotentialListener listener) {
    network.checkInput(input);
    return runOne(input, sampleIndex, Optional.empty(), listener);
  }

  private SampleRun runOne(
      float[] input, long sampleIndex, Optional<EarlyExit> exit, PotentialListener listener) {
    Optional<SpikeTrain> inputSpikes = InputEncoder.encode(input, settings, sampleIndex);
    List<State> states = new ArrayList<>();
    for (Population population : network.populations()) {
      states.add(new State(population, states, inputSpikes.isEmpty() ? input : null));
    }
    boolean membrane = settings.readout() == Readout.MEMBRANE;
    State output = states.get(states.size() - 1);
    OutputTrace trace = new OutputTrace(network.outputs(), settings.timesteps());
    Optional<SpikeTrain> outputSpikes = membrane ? Optional.empty() : Optional.of(output.train);
    Decisions decisions = new Decisions(network, settings, trace, outputSpikes, exit);

    for (int t = 0; !decisions.done(); t++) {
      for (int p = 0; p < states.size(); p++) {
        State state = states.get(p);
        boolean fires = !(membrane && state == output);
        state.integrate(inputSpikes, t);
        if (fires) {
          state.saturate();
        }
        listener.integrated(p, t, state.v);
        if (fires) {
          state.fire();
        }
        listener.ended(p, t, state.v);
      }
      trace.record(t, 0, output.v, 0, output.v.length);
      decisions.readTo(t + 1);
    }

    List<SpikeTrain> trains = new ArrayList<>(states.stream().map(s -> s.train).toList());
    if (membrane) {
      trains.remove(trains.size() - 1);
    }
    Map<Passage, SpikeTrain> gated = new TreeMap<>();
    for (int p = 0; p < states.size(); p++) {
      List<Projection> projections = network.populations().get(p).projections();
      for (int k = 0; k < projections.size(); k++) {
        if (projections.get(k).gate().isPresent()) {
          gated.put(new Passage(p, k), states.get(p).passed.get(k));
        }
      }
    }
    return decisions.run(inputSpikes, trains, gated);
  }

  /** A population's membrane potentials and what it has fired. */
  private final class State {
    private final Population population;
    private final List<Projection> projections;
    private final List<Connection> connections;
    private final NeuronModel neurons;
    private final List<State> states;
    private final float[] constant;
    private final float[] v;
    private final float[] synaptic;
    private final float[] accumulated;
    private final int[] net;
    private final SpikeTrain train;
    private final List<SpikeTrain> passed = new ArrayList<>();

    /**
     * @param states of the populations before
     * @param injected the input values; null where they are spikes
     */
    State(Population population, List<State> states, float[] injected) {
      this.population = population;
      this.projections = population.projections();
      // Averages become sums once, not at every step.
      this.connections =
          projections.stream()
              .map(Projection::connection)
              .map(each -> each instanceof Pooled pooled ? pooled.summed() : each)
              .toList();
      this.neurons = population.neurons();
      this.states = states;
      this.constant = constant(injected);
      this.v = neurons.firing().initialPotential();
      this.synaptic = new float[v.length];
      this.accumulated = new float[v.length];
      this.net = new int[v.length];
      this.train = new SpikeTrain(v.length, settings.timesteps(), population.isSigned());
      for (Projection projection : projections) {
        int inputs = projection.connection().inputs();
        boolean signed = network.isSigned(projection.source());
        passed.add(new SpikeTrain(inputs, settings.timesteps(), signed));
      }
    }

    /** Biases, and the current of a constant input, which is the same at every step. */
    private float[] constant(float[] x) {
      float[] current = population.biases();
      boolean integer = network.arithmetic().isInteger();
      long[] sum = new long[current.length];
      for (int k = 0; x != null && k < connections.size(); k++) {
        if (!projections.get(k).isFromInput()) {
          continue;
        }
        if (integer) {
          addRounded(connections.get(k), x, sum);
        } else {
          connections.get(k).add(x, current);
        }
      }
      for (int j = 0; integer && j < current.length; j++) {
        current[j] +=
            Math.floorDiv(sum[j] + Arithmetic.INPUT_STEPS / 2, (long) Arithmetic.INPUT_STEPS);
      }
      return current;
    }

    /** {@code sum_j += w round(256 x_i)}. */
    private static void addRounded(Connection connection, float[] x, long[] sum) {
      for (int i = 0; i < x.length; i++) {
        long q = (long) Math.rint(Arithmetic.INPUT_STEPS * x[i]);
        connection.forEachTarget(i, (j, w) -> sum[j] += ((long) w) * q);
      }
    }

    void integrate(Optional<SpikeTrain> inputSpikes, int t) {
      float[] current = constant.clone();
      for (int k = 0; k < projections.size(); k++) {
        Projection projection = projections.get(k);
        if (!projection.isFromInput()) {
          if (t >= delay) {
            addSpikes(connections.get(k), arriving(k, t), t - delay, current);
          }
        } else if (inputSpikes.isPresent()) {
          addSpikes(connections.get(k), inputSpikes.get(), t, current);
        }
      }
      population.recurrent().ifPresent(back -> addRecurrent(back, t, current));
      for (int j = 0; j < v.length; j++) {
        accumulated[j] = accumulated[j] + current[j];
      }
      neurons.integrate(v, synaptic, current, network.timestep());
    }

    /** What comes over a projection from a population, through max pooling if there is any. */
    private SpikeTrain arriving(int k, int t) {
      Projection projection = projections.get(k);
      State source = states.get(projection.source());
      if (projection.gate().isEmpty()) {
        return source.train;
      }
      int[][] members = projection.gate().get().members();
      for (int q = 0; q < members.length; q++) {
        int leader = members[q][0];
        for (int i : members[q]) {
          leader = source.accumulated[i] > source.accumulated[leader] ? i : leader;
        }
        int spike = source.train.spike(t, leader);
        if (spike != 0) {
          passed.get(k).fire(q, spike);
        }
      }
      passed.get(k).endStep();
      return passed.get(k);
    }

    /** {@code I_j += w s_i(t)}. */
    private static void addSpikes(Connection from, SpikeTrain spikes, int t, float[] current) {
      int[] fired = new int[spikes.count(t)];
      spikes.copy(t, fired);
      float[] s = new float[from.inputs()];
      for (int event : fired) {
        s[spikes.neuron(event)] = spikes.sign(event);
      }
      from.add(s, current);
    }

    /** Bias, then the weights of the population's own spikes of the step before. */
    private void addRecurrent(Connection back, int t, float[] current) {
      for (int j = 0; j < current.length; j++) {
        current[j] = current[j] + back.bias(j);
      }
      if (t > 0) {
        addSpikes(back, train, t - 1, current);
      }
    }

    /** Integer potentials are held within their limits. */
    void saturate() {
      for (int j = 0; network.arithmetic().isInteger() && j < v.length; j++) {
        v[j] = Arithmetic.saturate((int) v[j]);
      }
    }

    void fire() {
      if (neurons.firing().isSigned()) {
        fireSigned(neurons.firing(), neurons.firing().negative().orElseThrow());
      } else {
        fireUnsigned();
      }
      train.endStep();
    }

    private void fireSigned(Firing firing, Negative negative) {
      float[] theta = firing.threshold();
      float[] below = negative.threshold();
      float[] price = negative.price();
      for (int j = 0; j < v.length; j++) {
        float d = negative.shift(j, theta[j]);
        if (firing.rule().fires(v[j], net[j] >= 0 ? theta[j] : theta[j] + d)) {
          v[j] = v[j] - (net[j] >= 0 ? theta[j] : price[j]);
          net[j]++;
          train.fire(j, 1);
        } else if ((net[j] > 0 || price[j] != Negative.NONE)
            && firing.rule().fires(-v[j], net[j] > 0 ? below[j] : below[j] + d)) {
          v[j] = v[j] + (net[j] > 0 ? theta[j] : price[j]);
          net[j]--;
          train.fire(j, -1);
        }
      }
    }

    private void fireUnsigned() {
      Firing firing = neurons.firing();
      float[] theta = firing.threshold();
      float[] resetPotential = firing.resetPotential();
      for (int j = 0; j < v.length; j++) {
        if (firing.rule().fires(v[j], theta[j])) {
          train.fire(j);
          v[j] = firing.reset() == Reset.SUBTRACT ? v[j] - theta[j] : resetPotential[j];
        }
      }
    }
  }
}
