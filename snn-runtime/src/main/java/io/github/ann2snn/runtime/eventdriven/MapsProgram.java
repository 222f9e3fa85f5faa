package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.simulation.SpikeTrain;

/** A connection laid out for the neurons of feature maps. */
sealed interface MapsProgram permits ConvolutionProgram, OneToOneProgram {
  /** Lays out a connection that does not pool. */
  static MapsProgram of(Connection connection, MapsLayout layout) {
    if (connection instanceof Convolution convolution) {
      return ConvolutionProgram.of(convolution, layout);
    } else if (connection instanceof OneToOne direct) {
      return OneToOneProgram.of(direct, layout);
    } else if (connection instanceof Affine affine) {
      return ConvolutionProgram.of(affine, layout);
    }
    throw new IllegalArgumentException("pooling has no place here: " + connection);
  }

  /**
   * Adds the weights of the inputs that fire at step {@code t}.
   *
   * @param currents one value per place from {@code to} on
   */
  void addSpikes(SpikeTrain in, int t, float[] currents, int to, Kernel kernel);

  /**
   * Adds the products of a sample's values.
   *
   * @param current one value per place, behind a lead
   */
  void addInput(SparseInput x, float[] current, Kernel kernel);
}
