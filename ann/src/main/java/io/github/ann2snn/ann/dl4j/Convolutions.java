package io.github.ann2snn.ann.dl4j;

import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.ann.dl4j.Plan.Numbers;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.runtime.connection.Window;
import java.util.function.UnaryOperator;

/** Convolutions: the biases of a layer, where it has some, lie before its weights. */
final class Convolutions {
  private Convolutions() {}

  /** Weights {@code [outputs, inputs, height, width]}. */
  static void plane(LayerCall call) {
    call.requireMaps("cnn2dDataFormat");
    plain(call, Windows.plane(call), stored -> stored);
  }

  /**
   * Weights {@code [length, inputs, outputs]}: Deeplearning4j says that they lie the other way
   * round, but hands them to the convolution without turning them.
   */
  static void line(LayerCall call) {
    call.requireSeries("rnnDataFormat");
    Window window = Windows.line(call);
    int inputs = call.shape().channels();
    int taps = window.horizontal().taps();
    plain(
        call,
        window,
        stored -> {
          int outputs = stored.length / (taps * inputs);
          float[] weight = new float[stored.length];
          for (int w = 0; w < weight.length; w++) {
            int output = w % outputs;
            int input = w / outputs % inputs;
            weight[(output * inputs + input) * taps + w / outputs / inputs] = stored[w];
          }
          return weight;
        });
  }

  private static void plain(LayerCall call, Window window, UnaryOperator<float[]> turned) {
    int inputs = inputs(call);
    int outputs = call.said().size("nout");
    int biases = biases(call, outputs);
    long weights = product(inputs, outputs, window.area());
    call.take(biases + weights);
    call.stage(new Stage.Convolution(outputs, window, 1));
    call.give(
        windowed(call, window, outputs),
        numbers -> {
          float[] weight = turned.apply(numbers.slice(biases, (int) weights));
          return new Convolve(outputs, window, 1, weight, bias(numbers, biases, outputs));
        });
    Activations.add(call);
  }

  /** Weights {@code [height, width, inputs, outputs of each]}. */
  static void depthwise(LayerCall call) {
    call.requireMaps("cnn2dDataFormat");
    Window window = Windows.plane(call);
    int inputs = inputs(call);
    int each = each(call, inputs);
    int outputs = inputs * each;
    call.said()
        .require(
            call.said().size("nout") == outputs,
            "has \"nout\" %s, but %d outputs of each of its %d inputs",
            call.said().json("nout"),
            each,
            inputs);
    int biases = biases(call, outputs);
    int taps = Math.toIntExact(window.area());
    long weights = product(inputs, each, taps);
    call.take(biases + weights);
    call.stage(new Stage.Convolution(outputs, window, inputs));
    call.give(
        windowed(call, window, outputs),
        numbers -> {
          float[] weight = transposed(numbers.slice(biases, (int) weights), taps, outputs);
          return new Convolve(outputs, window, inputs, weight, bias(numbers, biases, outputs));
        });
    Activations.add(call);
  }

  /**
   * First weights {@code [outputs of each input, inputs, height, width]}, then {@code [outputs,
   * inputs times outputs of each]}.
   */
  static void separable(LayerCall call) {
    call.requireMaps("cnn2dDataFormat");
    Window window = Windows.plane(call);
    int inputs = inputs(call);
    int each = each(call, inputs);
    int between = inputs * each;
    int outputs = call.said().size("nout");
    int biases = biases(call, outputs);
    int taps = Math.toIntExact(window.area());
    long first = product(inputs, each, taps);
    long second = product(between, outputs, 1);
    call.take(biases + first + second);
    call.give(
        windowed(call, window, between),
        numbers -> {
          float[] stored = numbers.slice(biases, (int) first);
          float[] weight = new float[stored.length];
          for (int m = 0; m < each; m++) {
            for (int i = 0; i < inputs; i++) {
              System.arraycopy(
                  stored, (m * inputs + i) * taps, weight, (i * each + m) * taps, taps);
            }
          }
          return new Convolve(between, window, inputs, weight, new float[between]);
        });
    Window point = Window.square(1, 1);
    call.give(
        windowed(call, point, outputs),
        numbers ->
            new Convolve(
                outputs,
                point,
                1,
                numbers.slice(biases + (int) first, (int) second),
                bias(numbers, biases, outputs)));
    Activations.add(call);
  }

  private static int inputs(LayerCall call) {
    int inputs = call.said().size("nin");
    call.requireInputs(inputs, call.shape().channels(), "channels");
    return inputs;
  }

  private static int each(LayerCall call, int inputs) {
    int each = call.said().size("depthMultiplier");
    call.said()
        .require(
            (long) each * inputs <= Integer.MAX_VALUE,
            "has %d outputs for each of %d inputs",
            each,
            inputs);
    return each;
  }

  private static int biases(LayerCall call, int outputs) {
    return call.said().isSet("hasBias", true) ? outputs : 0;
  }

  private static float[] bias(Numbers numbers, int biases, int outputs) {
    return biases == 0 ? new float[outputs] : numbers.slice(0, outputs);
  }

  /**
   * A product of numbers of at most a million, a million and 10^12, or more than any network has.
   */
  private static long product(long a, long b, long c) {
    return c > Long.MAX_VALUE / 4 / (a * b) ? Long.MAX_VALUE / 4 : a * b * c;
  }

  private static Shape windowed(LayerCall call, Window window, int channels) {
    return call.shape().windowed(window, channels);
  }

  /** A matrix of these sizes, row by row, the other way round. */
  private static float[] transposed(float[] matrix, int rows, int columns) {
    float[] other = new float[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      other[i % columns * rows + i / columns] = matrix[i];
    }
    return other;
  }
}
