package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.dynamics.unsupervised.Responses.Response;
import io.github.ann2snn.runtime.simulation.SpikeTrain;

/**
 * Shows samples to a network, each from rest. A step integrates both populations, lets input spikes
 * arrive, then excitatory neurons fire, then inhibitory ones; what they cause is felt from the next
 * step on. Not for several threads at once.
 */
final class Presentation {
  private final CompetitiveNetwork network;
  private final CompetitiveModel model;
  private final Population excitatory;
  private final Population inhibitory;
  private final int[] arriving;
  private final int[] fired;

  Presentation(CompetitiveNetwork network) {
    this.network = network;
    this.model = network.model();
    double gain = (double) CompetitiveModel.REFERENCE_INPUTS / network.inputs();
    this.excitatory = new Population(model, model.excitatory(), network.neurons(), gain);
    this.inhibitory = new Population(model, model.inhibitory(), network.neurons(), 1);
    this.arriving = new int[network.inputs()];
    this.fired = new int[network.neurons()];
  }

  /** What {@code input} causes; nothing is learned. */
  Response respond(SpikeTrain input) {
    return run(input, null);
  }

  /** The same while weights, and thresholds with each spike, change. */
  Response learn(SpikeTrain input, Plasticity plasticity) {
    plasticity.rest();
    return run(input, plasticity);
  }

  private Response run(SpikeTrain input, Plasticity plasticity) {
    excitatory.rest();
    excitatory.setThresholds((float) model.baseThresholdMv(), network.sharedThresholds());
    inhibitory.rest();
    Response response =
        new Response(
            input,
            new SpikeTrain(network.neurons(), model.steps()),
            new SpikeTrain(network.neurons(), model.steps()));
    for (int t = 0; t < model.steps(); t++) {
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
      inhibitory.excite(n, (float) model.relayWeight());
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
