package io.github.ann2snn.train.convolution;

import io.github.ann2snn.ann.architecture.NetworkStage;
import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.train.array.ArrayMemory;
import java.util.Arrays;
import org.nd4j.linalg.api.blas.Level3;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A convolution of some samples as matrix products (Chellapilla et al. 2006): row p of the matrix
 * of patches holds what output position p reads. Matrices are column-major, as BLAS has them, so
 * that the maps of a sample need not be transposed.
 */
final class Patches {
  /** So many numbers of patches stay in the second-level cache. */
  private static final int CACHE = 1 << 18;

  private final int samples;
  private final int channels;
  private final int inputSize;
  private final int positions;
  private final int fanIn;

  /** For each kernel position, and in it each output position, which input is read. */
  private final int[] source;

  private final float[] values;
  private final float[] maps;
  private final float[] padded;
  private final INDArray patches;
  private final INDArray outputs;
  private final INDArray kernel;
  private final INDArray product;

  Patches(NetworkStage stage, int samples) {
    Stage.Convolution convolution = (Stage.Convolution) stage.stage();
    FeatureMaps input = stage.input().maps();
    FeatureMaps output = convolution.output(stage.input()).maps();
    this.samples = samples;
    this.channels = output.channels();
    this.inputSize = input.size();
    this.positions = output.area();
    this.fanIn = convolution.fanIn(stage.input());
    this.source = source(convolution.window(), input, output);
    this.values = new float[samples * positions * fanIn];
    this.maps = new float[samples * positions * channels];
    // The last number stands for the padding.
    this.padded = new float[inputSize + 1];
    this.patches = matrix(samples * positions, fanIn);
    this.outputs = matrix(samples * positions, channels);
    this.kernel = matrix(fanIn, channels);
    this.product = matrix(fanIn, channels);
  }

  private static INDArray matrix(int rows, int columns) {
    return Nd4j.createUninitializedDetached(DataType.FLOAT, 'f', rows, columns);
  }

  static int samplesInCache(NetworkStage stage) {
    long perSample = ((Stage.Convolution) stage.stage()).patches(stage.input());
    return (int) Math.max(1, CACHE / perSample);
  }

  private static int[] source(Window window, FeatureMaps input, FeatureMaps output) {
    WindowAxis rows = window.vertical();
    WindowAxis columns = window.horizontal();
    int[] source = new int[input.channels() * (int) window.area() * output.area()];
    Arrays.fill(source, input.size());
    for (int i = 0; i < input.size(); i++) {
      int read = i;
      int channel = input.channel(i) * rows.taps();
      rows.forEachPosition(
          input.height(),
          input.y(i),
          (y, k) ->
              columns.forEachPosition(
                  input.width(),
                  input.x(read),
                  (x, l) -> {
                    int tap = (channel + k) * columns.taps() + l;
                    source[tap * output.area() + y * output.width() + x] = read;
                  }));
    }
    return source;
  }

  /** Writes the weighted sums of samples {@code first...} to {@code result}. */
  void forward(INDArray inputs, int first, INDArray weights, float[] bias, INDArray result) {
    gather(inputs, first);
    ArrayMemory.floats(kernel).put(0, weights(weights));
    blas().gemm(patches, kernel, outputs, false, false, 1, 0);
    ArrayMemory.floats(outputs).get(0, maps);
    float[] sums = new float[maps.length];
    for (int c = 0; c < channels; c++) {
      for (int sample = 0; sample < samples; sample++) {
        int from = (c * samples + sample) * positions;
        int to = (sample * channels + c) * positions;
        for (int p = 0; p < positions; p++) {
          sums[to + p] = maps[from + p] + bias[c];
        }
      }
    }
    ArrayMemory.floats(result).put(first * channels * positions, sums);
  }

  /** Adds the gradients of weights and biases. Keeps {@code delta} for {@link #inputGradient}. */
  void backward(INDArray inputs, INDArray delta, int first, Gradients gradients) {
    gather(inputs, first);
    float[] deltas = new float[maps.length];
    ArrayMemory.floats(delta).get(first * channels * positions, deltas);
    for (int c = 0; c < channels; c++) {
      float sum = 0;
      for (int sample = 0; sample < samples; sample++) {
        int from = (sample * channels + c) * positions;
        int to = (c * samples + sample) * positions;
        for (int p = 0; p < positions; p++) {
          maps[to + p] = deltas[from + p];
          sum += deltas[from + p];
        }
      }
      gradients.bias()[c] += sum;
    }
    ArrayMemory.floats(outputs).put(0, maps);
    blas().gemm(patches, outputs, product, true, false, 1, 0);
    float[] weights = new float[fanIn * channels];
    ArrayMemory.floats(product).get(0, weights);
    for (int i = 0; i < weights.length; i++) {
      gradients.weights()[i] += weights[i];
    }
  }

  /** Writes the gradient of the inputs; overwrites the patches. */
  void inputGradient(INDArray weights, int first, INDArray result) {
    ArrayMemory.floats(kernel).put(0, weights(weights));
    blas().gemm(outputs, kernel, patches, false, true, 1, 0);
    ArrayMemory.floats(patches).get(0, values);
    for (int sample = 0; sample < samples; sample++) {
      Arrays.fill(padded, 0);
      for (int k = 0; k < fanIn; k++) {
        int from = (k * samples + sample) * positions;
        for (int p = 0; p < positions; p++) {
          padded[source[k * positions + p]] += values[from + p];
        }
      }
      ArrayMemory.floats(result).put((first + sample) * inputSize, padded, 0, inputSize);
    }
  }

  private void gather(INDArray inputs, int first) {
    for (int sample = 0; sample < samples; sample++) {
      ArrayMemory.floats(inputs).get((first + sample) * inputSize, padded, 0, inputSize);
      padded[inputSize] = 0;
      for (int k = 0; k < fanIn; k++) {
        int to = (k * samples + sample) * positions;
        for (int p = 0; p < positions; p++) {
          values[to + p] = padded[source[k * positions + p]];
        }
      }
    }
    ArrayMemory.floats(patches).put(0, values);
  }

  private static float[] weights(INDArray weights) {
    return weights.dup('c').data().asFloat();
  }

  private static Level3 blas() {
    return Nd4j.getBlasWrapper().level3();
  }

  /**
   * Sums over samples of the gradients of a convolution.
   *
   * @param weights channels out x channels in x kernel height x kernel width
   * @param bias channels out
   */
  record Gradients(float[] weights, float[] bias) {}
}
