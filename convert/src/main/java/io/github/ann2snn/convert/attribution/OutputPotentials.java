package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.Readout;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.List;

/** Reads from an output layer's potentials what the ANN's logits are there; see OutputError. */
final class OutputPotentials {
  private final boolean fires;
  private final float[] theta;
  private final float[] initial;
  private final float[] lambda;

  OutputPotentials(ConvertedPair pair, SimulationSettings settings) {
    List<Layer> layers = pair.network().layers();
    Firing firing = layers.get(layers.size() - 1).neurons().firing();
    this.fires = settings.readout() == Readout.SPIKES;
    this.theta = firing.threshold();
    this.initial = firing.initialPotential();
    this.lambda = pair.scales().get(layers.size() - 1).lambda();
  }

  /** {@code lambda (v(T) + n theta - v(0)) / (T theta)} of each class. */
  double[] logits(SampleRun run) {
    int[] spikes =
        fires ? run.layers().get(run.layers().size() - 1).counts() : new int[theta.length];
    double[] logits = new double[theta.length];
    for (int j = 0; j < logits.length; j++) {
      double sum = (double) run.potentials()[j] + (double) spikes[j] * theta[j] - initial[j];
      logits[j] = lambda[j] * sum / theta[j] / run.timesteps();
    }
    return logits;
  }
}
