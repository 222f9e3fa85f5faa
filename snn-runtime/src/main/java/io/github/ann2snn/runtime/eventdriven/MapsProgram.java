package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.MapEvents;
import io.github.ann2snn.runtime.kernel.MapSpikes;
import io.github.ann2snn.runtime.kernel.WindowLayout;
import io.github.ann2snn.runtime.kernel.WindowProgram;
import io.github.ann2snn.runtime.kernel.WindowProgram.Currents;
import io.github.ann2snn.runtime.signed.Lines;

/** A connection laid out for the neurons of feature maps. */
sealed interface MapsProgram permits MapsProgram.Windows, OneToOneProgram {
  /**
   * Lays out a connection that does not pool.
   *
   * @param inputs places of what comes in
   * @param lines whether it comes on the lines of signed neurons, two a place
   * @param integer whether all that comes in, and all sums of weights, are integers of 16 bits
   */
  static MapsProgram of(
      Connection connection,
      MapsLayout inputs,
      MapsLayout layout,
      boolean lines,
      Kernel kernel,
      boolean integer) {
    boolean narrow = integer && kernel.addsIntegerWindows();
    MapsLayout from = lines ? inputs.lines() : inputs;
    if (connection instanceof Convolution maps) {
      Convolution convolution = lines ? Lines.of(maps) : maps;
      return new Windows(
          WindowLayout.of(convolution, from.lanes(), layout.lanes(), kernel.lanes(), narrow));
    } else if (connection instanceof OneToOne direct) {
      return OneToOneProgram.of(direct, from, layout, lines ? 2 : 1);
    } else if (connection instanceof Affine matrix) {
      Affine affine = lines ? Lines.of(matrix) : matrix;
      return new Windows(
          WindowLayout.of(
              affine,
              from.places(),
              from.stride(),
              layout.places(),
              layout.stride(),
              kernel.lanes(),
              narrow));
    }
    throw new IllegalArgumentException("pooling has no place here: " + connection);
  }

  /** Shape of what comes in. */
  static FeatureMaps inputs(Connection connection) {
    if (connection instanceof Convolution convolution) {
      return convolution.input();
    } else if (connection instanceof OneToOne direct) {
      return direct.input();
    } else if (connection instanceof Pooled pooled) {
      return pooled.pooling().input();
    }
    return new FeatureMaps(connection.inputs(), 1, 1);
  }

  /** Adds what comes in. */
  void add(MapEvents in, Currents currents, Kernel kernel);

  /**
   * Adds the spikes of step {@code t}.
   *
   * @param room to list them
   */
  void add(MapSpikes in, int t, MapEvents room, Currents currents, Kernel kernel);

  /** Weights that slide over maps; a matrix sees all of them at once. */
  record Windows(WindowProgram program) implements MapsProgram {
    @Override
    public void add(MapEvents in, Currents currents, Kernel kernel) {
      kernel.addWindows(program, in, currents);
    }

    @Override
    public void add(MapSpikes in, int t, MapEvents room, Currents currents, Kernel kernel) {
      kernel.list(in, t, room);
      kernel.addWindows(program, room, currents);
    }
  }
}
