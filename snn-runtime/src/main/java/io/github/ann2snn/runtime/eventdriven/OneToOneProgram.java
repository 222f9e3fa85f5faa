package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.kernel.Aligned;
import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.simulation.SpikeTrain;

/**
 * A connection that leads from each input to one neuron at most.
 *
 * @param place of the neuron that each input leads to; of some neuron where it leads to none
 * @param weight of each input; -0, which changes nothing that it is added to, where it leads
 *     nowhere
 */
record OneToOneProgram(int[] place, float[] weight) implements MapsProgram {
  static OneToOneProgram of(OneToOne connection, MapsLayout layout) {
    int[] place = new int[connection.inputs()];
    float[] weight = new float[place.length];
    float[] byChannel = connection.weightByChannel();
    for (int i = 0; i < place.length; i++) {
      int target = connection.target(i);
      place[i] = target < 0 ? 0 : layout.places()[target];
      weight[i] = target < 0 ? -0f : byChannel[connection.input().channel(i)];
    }
    return new OneToOneProgram(place, weight);
  }

  @Override
  public void addSpikes(SpikeTrain in, int t, float[] currents, int to, Kernel kernel) {
    int[] indices = in.indices();
    int end = in.offsets()[t + 1];
    for (int k = in.offsets()[t]; k < end; k++) {
      int i = indices[k];
      currents[to + place[i]] += weight[i];
    }
  }

  @Override
  public void addInput(SparseInput x, float[] current, Kernel kernel) {
    for (int k = 0; k < x.count(); k++) {
      int i = x.indices()[k];
      current[Aligned.LEAD + place[i]] += weight[i] * x.values()[k];
    }
  }
}
