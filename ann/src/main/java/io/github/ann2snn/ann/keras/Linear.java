package io.github.ann2snn.ann.keras;

import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.keras.Draft.Weighted;
import io.github.ann2snn.ann.keras.KerasConfig.KerasOne;
import io.github.ann2snn.ann.keras.WeightSource.LayerWeights;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.connection.Window;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Dense layers and convolutions. */
final class Linear {
  private Linear() {}

  /** A dense layer; Keras's kernel is {@code inputs x units}. */
  static KerasTensor dense(LayerCall call) throws BadFileException {
    KerasTensor input = call.input();
    KerasLayer layer = call.layer();
    int units = layer.size("units");
    int rank = input.shape().rank();
    int inputs = input.shape().size(rank - 1);
    boolean biased = layer.isSet("use_bias", true);
    List<Shape> arrays = arrays(Shape.of(inputs, units), units, biased);
    if (rank > 1) {
      return Activations.applied(call, alongLast(call, arrays, units, biased));
    }
    Weighted weighted =
        new Weighted(
            layer,
            arrays,
            weights ->
                new Dense(units, matrix(weights.values(0), input), bias(weights, units, biased)));
    int row = call.draft().reshaped(layer, input.node(), Shape.of(inputs));
    int made = call.draft().add(weighted, row, Shape.of(units));
    return Activations.applied(call, KerasTensor.of(made, Shape.of(units)));
  }

  private static List<Shape> arrays(Shape kernel, int outputs, boolean biased) {
    return biased ? List.of(kernel, Shape.of(outputs)) : List.of(kernel);
  }

  private static float[] bias(LayerWeights weights, int outputs, boolean biased)
      throws IOException {
    return biased ? weights.floats(weights.shapes().size() - 1) : new float[outputs];
  }

  /** Turned into rows of inputs, which lie as those of the node before do. */
  private static float[] matrix(FloatBuffer kernel, KerasTensor input) {
    int[] places = input.places();
    int inputs = places.length;
    int units = kernel.limit() / inputs;
    float[] matrix = new float[kernel.limit()];
    for (int i = 0; i < inputs; i++) {
      for (int unit = 0; unit < units; unit++) {
        matrix[unit * inputs + places[i]] = kernel.get(i * units + unit);
      }
    }
    return matrix;
  }

  /** Of values with several axes, Keras takes each place by itself: a kernel of one tap. */
  private static KerasTensor alongLast(
      LayerCall call, List<Shape> arrays, int units, boolean biased) throws BadFileException {
    KerasTensor input = call.input();
    int rank = input.shape().rank();
    call.layer()
        .refuseIf(rank > 3, "gets values of shape %s; put Flatten before it", input.shape());
    int node = call.inOrder(input, KerasTensor.before(rank - 1, rank));
    Window one = Window.square(1, 1);
    Weighted weighted =
        new Weighted(
            call.layer(),
            arrays,
            weights ->
                new Convolve(
                    units,
                    one,
                    1,
                    kernels(weights.values(0), 1, input.shape().size(rank - 1), units),
                    bias(weights, units, biased)));
    Shape made = call.draft().shape(node).windowed(one, units);
    return KerasTensor.ofMaps(call.draft().add(weighted, node, made), made, false);
  }

  /**
   * Kernels {@code [taps, inputs, outputs]} as {@code [outputs, inputs, taps]}.
   *
   * @param inputs how many each output sees
   */
  private static float[] kernels(FloatBuffer kernel, int taps, int inputs, int outputs) {
    float[] turned = new float[kernel.limit()];
    int at = 0;
    for (int tap = 0; tap < taps; tap++) {
      for (int input = 0; input < inputs; input++) {
        for (int output = 0; output < outputs; output++) {
          turned[(output * inputs + input) * taps + tap] = kernel.get(at++);
        }
      }
    }
    return turned;
  }

  /** Keras's kernel is {@code space x channels in / groups x channels out}. */
  static KerasTensor convolution(LayerCall call) throws BadFileException {
    KerasLayer layer = call.layer();
    int node = call.maps();
    int channels = call.draft().shape(node).channels();
    int filters = layer.size("filters");
    int groups = layer.size("groups", 1);
    layer.refuseIf(
        channels % groups != 0 || filters % groups != 0,
        "has %d groups for %d channels and %d filters",
        groups,
        channels,
        filters);
    boolean biased = layer.isSet("use_bias", true);
    Sliding sliding = Sliding.of(call, node);
    int seen = channels / groups;
    List<Shape> arrays = arrays(sliding.kernel(seen, filters), filters, biased);
    Weighted weighted =
        new Weighted(
            layer,
            arrays,
            weights ->
                new Convolve(
                    filters,
                    sliding.window(),
                    groups,
                    kernels(weights.values(0), sliding.taps(), seen, filters),
                    bias(weights, filters, biased)));
    return applied(call, sliding, weighted, node, filters);
  }

  private static KerasTensor applied(
      LayerCall call, Sliding sliding, Weighted weighted, int node, int channels)
      throws BadFileException {
    Shape made = call.draft().shape(node).windowed(sliding.window(), channels);
    return Activations.applied(call, call.ofMaps(call.draft().add(weighted, node, made)));
  }

  /** Keras's kernel is {@code space x channels x multiplier}. */
  static KerasTensor depthwise(LayerCall call) throws BadFileException {
    int node = call.maps();
    int channels = call.draft().shape(node).channels();
    boolean biased = call.layer().isSet("use_bias", true);
    Sliding sliding = Sliding.of(call, node);
    int multiplier = call.layer().size("depth_multiplier", 1);
    int outputs = Math.multiplyExact(channels, multiplier);
    List<Shape> arrays = arrays(sliding.kernel(channels, multiplier), outputs, biased);
    Weighted weighted =
        new Weighted(
            call.layer(),
            arrays,
            weights -> sliding.ofEach(channels, weights.values(0), bias(weights, outputs, biased)));
    return applied(call, sliding, weighted, node, outputs);
  }

  /** A depthwise convolution without bias, then one of a single tap. */
  static KerasTensor separable(LayerCall call) throws BadFileException {
    KerasLayer layer = call.layer();
    int node = call.maps();
    int channels = call.draft().shape(node).channels();
    boolean biased = layer.isSet("use_bias", true);
    Sliding sliding = Sliding.of(call, node);
    int multiplier = layer.size("depth_multiplier", 1);
    int between = Math.multiplyExact(channels, multiplier);
    int filters = layer.size("filters");
    Sliding point = Sliding.point(call.space());
    List<Shape> arrays = new ArrayList<>(List.of(sliding.kernel(channels, multiplier)));
    arrays.addAll(arrays(point.kernel(between, filters), filters, biased));
    Weighted each =
        new Weighted(
            layer,
            arrays,
            weights -> sliding.ofEach(channels, weights.values(0), new float[between]));
    Shape made = call.draft().shape(node).windowed(sliding.window(), between);
    int deep = call.draft().add(each, node, made);
    Weighted all =
        new Weighted(
            layer,
            arrays,
            weights ->
                new Convolve(
                    filters,
                    point.window(),
                    1,
                    kernels(weights.values(1), 1, between, filters),
                    bias(weights, filters, biased)));
    return applied(call, point, all, deep, filters);
  }

  /**
   * How a kernel slides.
   *
   * @param sizes of the kernel along the dimensions of space
   */
  private record Sliding(List<Integer> sizes, Window window) {
    static Sliding of(LayerCall call, int node) throws BadFileException {
      call.layer()
          .refuseIf(
              KerasOne.hasTheanoKernel(call.layer()),
              "has a kernel in the layout of Theano (dim_ordering th); load the model with Keras 2, and save it again");
      List<Integer> ones = Collections.nCopies(call.space(), 1);
      List<Integer> kernel = call.sizes("kernel_size", null);
      Window window =
          call.window(
              call.draft().shape(node),
              kernel,
              call.sizes("strides", ones),
              call.sizes("dilation_rate", ones));
      return new Sliding(kernel, window);
    }

    static Sliding point(int space) {
      return new Sliding(Collections.nCopies(space, 1), Window.square(1, 1));
    }

    int taps() {
      return (int) window.area();
    }

    Shape kernel(int inputs, int outputs) {
      List<Integer> kernel = new ArrayList<>(sizes);
      kernel.addAll(List.of(inputs, outputs));
      return new Shape(kernel);
    }

    /** A convolution whose kernels see one channel each: {@code [taps, channels, multiplier]}. */
    Convolve ofEach(int channels, FloatBuffer kernel, float[] bias) {
      // Channel c and copy m make output c * multiplier + m, as if there were one input.
      float[] turned = kernels(kernel, taps(), 1, bias.length);
      return new Convolve(bias.length, window, channels, turned, bias);
    }
  }
}
