package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.MapEvents;
import io.github.ann2snn.runtime.kernel.WindowProgram.Currents;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A connection that leads from each input to one neuron at most.
 *
 * @param place of the neuron that each place of the input leads to; of some neuron where it leads
 *     to none
 * @param weight of each place of the input; -0, which changes nothing that it is added to, where it
 *     leads nowhere
 * @param stride places of the neurons
 * @param identity whether each place leads to the same place, as that of most shortcuts does
 */
record OneToOneProgram(int[] place, float[] weight, int stride, boolean identity)
    implements MapsProgram {
  private static final int NOTHING = Float.floatToRawIntBits(-0f);

  /**
   * Lays out a connection.
   *
   * @param inputs places of what comes in, or of its lines
   * @param lines for each input: 2 where they are signed neurons, or 1
   */
  static OneToOneProgram of(OneToOne connection, MapsLayout inputs, MapsLayout layout, int lines) {
    int[] place = new int[inputs.stride()];
    float[] weight = new float[place.length];
    Arrays.fill(weight, -0f);
    float[] byChannel = connection.weightByChannel();
    for (int line = 0; line < lines * connection.inputs(); line++) {
      int i = line / lines;
      int target = connection.target(i);
      if (target >= 0) {
        float w = byChannel[connection.input().channel(i)];
        place[inputs.places()[line]] = layout.places()[target];
        weight[inputs.places()[line]] = line % lines == 0 ? w : -w;
      }
    }
    boolean identity =
        place.length <= layout.stride()
            && IntStream.range(0, place.length)
                .allMatch(i -> place[i] == i || Float.floatToRawIntBits(weight[i]) == NOTHING);
    return new OneToOneProgram(place, weight, layout.stride(), identity);
  }

  @Override
  public void add(MapEvents in, Currents currents, Kernel kernel) {
    float[] to = begin(currents);
    int at = currents.at();
    if (identity && !in.areValued()) {
      for (int k = 0; k < in.count(); k++) {
        int i = in.place(k);
        to[at + i] += weight[i];
      }
      return;
    }
    for (int k = 0; k < in.count(); k++) {
      int i = in.place(k);
      to[at + place[i]] += weight[i] * in.value(k);
    }
  }

  /** Puts what was there before where the sums go. */
  private float[] begin(Currents currents) {
    float[] to = currents.to();
    if (currents.base() != to || currents.from() != currents.at()) {
      System.arraycopy(currents.base(), currents.from(), to, currents.at(), stride);
    }
    return to;
  }
}
