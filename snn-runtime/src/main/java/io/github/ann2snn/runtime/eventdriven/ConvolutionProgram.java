package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.kernel.Aligned;
import io.github.ann2snn.runtime.kernel.NeuronProgram;
import io.github.ann2snn.runtime.network.Layer;
import java.util.Arrays;

/**
 * A convolution laid out for kernels: neurons lie channels last, position by position, so that a
 * spike adds a row of weights, one per output channel, at each position that it reaches; where rows
 * and positions follow each other it adds them in one go.
 *
 * @param input shape of what comes in
 * @param output shape of the neurons
 * @param lanes places of a position: its channels and some that are empty
 * @param places of the neurons, which are numbered channels first
 * @param width weights of a row
 * @param weights for each input channel, for each slot of the rows and of the columns, a row; -0
 *     where there is none, which changes nothing that it is added to; behind a lead ({@link
 *     Aligned#LEAD})
 * @param lane where the row of an input channel begins within a position
 * @param rows how the window covers a row of the input
 * @param columns how it covers a column
 * @param neurons the neurons
 */
record ConvolutionProgram(
    FeatureMaps input,
    FeatureMaps output,
    int lanes,
    int[] places,
    int width,
    float[] weights,
    int[] lane,
    Reach rows,
    Reach columns,
    NeuronProgram neurons) {
  /** Number of weights of an input channel. */
  int weightsPerChannel() {
    return rows.slots().length * columns.slots().length * width;
  }

  /**
   * Lays out a layer.
   *
   * @param convolution its connection
   */
  static ConvolutionProgram of(Layer layer, Convolution convolution, double timestep) {
    FeatureMaps input = convolution.input();
    FeatureMaps output = convolution.output();
    int[] lane = new int[input.channels()];
    int width = 0;
    for (int c = 0; c < lane.length; c++) {
      int first = convolution.groupOf(c) * convolution.outputsPerGroup();
      lane[c] = first / NeuronProgram.PADDING * NeuronProgram.PADDING;
      int end = NeuronProgram.padded(first + convolution.outputsPerGroup());
      width = Math.max(width, end - lane[c]);
    }
    int lanes = lane[lane.length - 1] + width;
    int[] places = places(output, lanes);
    int stride = Math.multiplyExact(output.area(), lanes);
    boolean merged = width == lanes;
    Reach rows = Reach.of(convolution.window().vertical(), input.height(), false);
    Reach columns = Reach.of(convolution.window().horizontal(), input.width(), merged);
    return new ConvolutionProgram(
        input,
        output,
        lanes,
        places,
        width,
        weights(convolution, rows.slots(), columns.slots(), lane, width),
        lane,
        rows,
        columns,
        NeuronProgram.of(layer, timestep, places, stride));
  }

  private static int[] places(FeatureMaps output, int lanes) {
    int[] places = new int[output.size()];
    for (int j = 0; j < places.length; j++) {
      places[j] = j % output.area() * lanes + output.channel(j);
    }
    return places;
  }

  private static float[] weights(
      Convolution convolution, int[] rows, int[] columns, int[] lane, int width) {
    int perChannel = Math.multiplyExact(Math.multiplyExact(rows.length, columns.length), width);
    float[] weights = Aligned.floats(Math.multiplyExact(lane.length, perChannel));
    Arrays.fill(weights, -0f);
    for (int c = 0; c < lane.length; c++) {
      int first = convolution.groupOf(c) * convolution.outputsPerGroup();
      for (int k = 0; k < rows.length; k++) {
        for (int l = 0; l < columns.length; l++) {
          int row = c * perChannel + (rows[k] * columns.length + columns[l]) * width;
          for (int o = first; o < first + convolution.outputsPerGroup(); o++) {
            weights[Aligned.LEAD + row + o - lane[c]] = convolution.weight(o, c, k, l);
          }
        }
      }
    }
    return weights;
  }
}
