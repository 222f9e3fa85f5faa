package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.dynamics.unsupervised.CompetitiveModel.ConductanceMembrane;
import io.github.ann2snn.dynamics.unsupervised.NeuronClasses.Responses.Response;
import io.github.ann2snn.files.SplitMix64;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.SplittableRandom;

/**
 * Shows samples to a network, each from rest. A step integrates both populations, lets input spikes
 * arrive, then excitatory neurons fire, then inhibitory ones; what they cause is felt from the next
 * step on. Not for several threads at once.
 */
final class Presentation {
  private final CompetitiveNetwork network;
  private final CompetitiveModel model;
  private final long seed;
  private final Population excitatory;
  private final Population inhibitory;
  private final int[] arriving;
  private final int[] fired;

  /**
   * @param seed of the input spikes
   */
  Presentation(CompetitiveNetwork network, long seed) {
    this.network = network;
    this.model = network.model();
    this.seed = seed;
    double gain = (double) CompetitiveModel.REFERENCE_INPUTS / network.inputs();
    this.excitatory = new Population(ConductanceMembrane.EXCITATORY, network.neurons(), gain);
    this.inhibitory = new Population(ConductanceMembrane.INHIBITORY, network.neurons(), 1);
    this.arriving = new int[network.inputs()];
    this.fired = new int[network.neurons()];
  }

  /**
   * What a sample causes at the first intensity; nothing is learned.
   *
   * @param x inputs in [0, 1]
   * @param number of the presentation
   */
  Response respond(float[] x, long number) {
    return run(spikes(x, number, CompetitiveModel.INTENSITY), null);
  }

  /** The same at any intensity while weights, and thresholds with each spike, change. */
  Response learn(float[] x, long number, int intensity, Plasticity plasticity) {
    plasticity.rest();
    return run(spikes(x, number, intensity), plasticity);
  }

  /**
   * The spikes of a sample, which depend on nothing but what is given here and the seed: drawn at
   * each step with a probability that is proportional to the inputs. That of an input of 1 has the
   * rate {@link CompetitiveModel#HERTZ_PER_INTENSITY} times the intensity.
   */
  private SpikeTrain spikes(float[] x, long number, int intensity) {
    double most = CompetitiveModel.HERTZ_PER_INTENSITY * intensity * CompetitiveModel.DT_MS / 1000;
    int[] inputs = new int[x.length];
    double[] probability = new double[x.length];
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      if (x[i] > 0) {
        probability[count] = x[i] * most;
        inputs[count++] = i;
      }
    }
    SplittableRandom random = new SplittableRandom(SplitMix64.seed(seed, number, intensity));
    SpikeTrain train = new SpikeTrain(x.length, CompetitiveModel.STEPS);
    for (int t = 0; t < CompetitiveModel.STEPS; t++) {
      for (int k = 0; k < count; k++) {
        if (random.nextDouble() < probability[k]) {
          train.fire(inputs[k]);
        }
      }
      train.endStep();
    }
    return train;
  }

  private Response run(SpikeTrain input, Plasticity plasticity) {
    excitatory.rest();
    excitatory.setThresholds((float) model.baseThresholdMv(), network.sharedThresholds());
    inhibitory.rest();
    Response response =
        new Response(
            input,
            new SpikeTrain(network.neurons(), CompetitiveModel.STEPS),
            new SpikeTrain(network.neurons(), CompetitiveModel.STEPS));
    for (int t = 0; t < CompetitiveModel.STEPS; t++) {
      excitatory.integrate(t);
      inhibitory.integrate(t);
      arrive(input, t, plasticity);
      fireExcitatory(t, plasticity, response.excitatory());
      fireInhibitory(t, response.inhibitory());
    }
    return response;
  }

  private void arrive(SpikeTrain input, int t, Plasticity plasticity) {
    int count = input.copy(t, arriving);
    for (int k = 0; k < count; k++) {
      excitatory.excite(network.sharedWeights(), arriving[k] * network.neurons());
      if (plasticity != null) {
        plasticity.before(arriving[k], t);
      }
    }
  }

  private void fireExcitatory(int t, Plasticity plasticity, SpikeTrain record) {
    int count = excitatory.fire(t, fired);
    for (int k = 0; k < count; k++) {
      int n = fired[k];
      record.fire(n);
      inhibitory.excite(n, (float) CompetitiveModel.RELAY_WEIGHT);
      if (plasticity != null) {
        plasticity.behind(n, t);
        network.sharedThresholds()[n] += (float) model.thresholdStepMv();
        excitatory.raise(n, (float) model.thresholdStepMv());
      }
    }
    record.endStep();
  }

  private void fireInhibitory(int t, SpikeTrain record) {
    int count = inhibitory.fire(t, fired);
    excitatory.inhibitOthers(fired, count, (float) model.inhibition());
    for (int k = 0; k < count; k++) {
      record.fire(fired[k]);
    }
    record.endStep();
  }
}
