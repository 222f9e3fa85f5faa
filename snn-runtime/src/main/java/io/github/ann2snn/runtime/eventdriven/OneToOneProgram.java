package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.Kernel.Direct;
import io.github.ann2snn.runtime.kernel.MapEvents;
import io.github.ann2snn.runtime.kernel.MapSpikes;
import io.github.ann2snn.runtime.kernel.WindowProgram.Currents;
import java.util.Arrays;
import java.util.Optional;

/**
 * A connection that leads from each input to one neuron at most.
 *
 * @param place of the neuron that each place of the input leads to; of some neuron where it leads
 *     to none
 * @param weight of each place of the input; -0, which changes nothing that it is added to, where it
 *     leads nowhere
 * @param stride places of the neurons
 * @param direct the same for spikes by position, where the inputs of a block follow each other
 */
record OneToOneProgram(int[] place, float[] weight, int stride, Optional<Direct> direct)
    implements MapsProgram {
  private static final int NONE = Integer.MIN_VALUE;

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
    return new OneToOneProgram(
        place, weight, layout.stride(), direct(connection, inputs, layout, lines));
  }

  private static Optional<Direct> direct(
      OneToOne connection, MapsLayout inputs, MapsLayout layout, int lines) {
    float[] byChannel = connection.weightByChannel();
    float[] weight = new float[layout.stride()];
    Arrays.fill(weight, -0f);
    int[] before = new int[weight.length / MapSpikes.BLOCK];
    Arrays.fill(before, NONE);
    for (int i = 0; i < connection.inputs(); i++) {
      int target = connection.target(i);
      if (target >= 0) {
        int to = layout.places()[target];
        int block = to / MapSpikes.BLOCK;
        int distance = inputs.places()[lines * i] - lines * to;
        if (before[block] != NONE && before[block] != distance) {
          return Optional.empty();
        }
        before[block] = distance;
        weight[to] = byChannel[connection.input().channel(i)];
      }
    }
    int[] first = new int[before.length];
    int[] shift = new int[before.length];
    for (int block = 0; block < before.length; block++) {
      if (before[block] != NONE) {
        int place = before[block] + lines * block * MapSpikes.BLOCK;
        first[block] = Math.max(0, Math.floorDiv(place, MapSpikes.BLOCK));
        shift[block] = place - first[block] * MapSpikes.BLOCK;
      }
    }
    return Optional.of(new Direct(first, shift, weight, lines == 2));
  }

  @Override
  public void add(MapEvents in, Currents currents, Kernel kernel) {
    float[] to = begin(currents);
    for (int k = 0; k < in.count(); k++) {
      int i = in.place(k);
      to[currents.at() + place[i]] += weight[i] * in.value(k);
    }
  }

  @Override
  public void add(MapSpikes in, int t, MapEvents room, Currents currents, Kernel kernel) {
    if (direct.isPresent()) {
      kernel.addDirect(direct.get(), in, t, currents);
    } else {
      kernel.list(in, t, room);
      add(room, currents, kernel);
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
