package io.github.ann2snn.ann.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.ann.dl4j.Plan.Numbers;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.runtime.connection.Values;
import java.util.Arrays;

/** Layers with numbers of their own, but for those that slide. */
final class Weighted {
  private Weighted() {}

  /** Weights lie output by output, and behind them the biases. */
  static void dense(LayerCall call) {
    LayerSettings said = call.said();
    said.require(
        call.shape().rank() == 1,
        "gets feature maps without a CnnToFeedForwardPreProcessor that makes rows of them");
    int inputs = said.size("nin");
    int outputs = said.size("nout");
    call.requireInputs(inputs, call.shape().values(), "outputs");
    said.require(
        !said.isSet("hasLayerNorm", false), "has layer normalisation, which is not supported");
    boolean biased = said.isSet("hasBias", true);
    long weights = (long) inputs * outputs;
    call.take(weights + (biased ? outputs : 0));
    call.stage(new Stage.Dense(outputs));
    call.give(
        Shape.of(outputs),
        numbers ->
            new Dense(
                outputs,
                numbers.slice(0, (int) weights),
                biased ? numbers.slice((int) weights, outputs) : new float[outputs]));
    Activations.add(call);
  }

  /** γ and β unless they are locked, then mean and variance. */
  static void batchNorm(LayerCall call) {
    LayerSettings said = call.said();
    int rank = call.shape().rank();
    if (rank == 3) {
      call.requireMaps("cnn2DFormat");
    }
    said.require(
        rank != 2,
        "is a BatchNormalization of values of shape %s, which DL4J itself cannot run",
        call.shape());
    int channels = call.shape().channels();
    String what = rank == 1 ? "outputs" : "channels";
    call.requireInputs(said.size("nin"), channels, what);
    call.requireInputs(said.size("nout"), channels, what);
    double epsilon = said.node().path("eps").asDouble();
    said.require(epsilon > 0 && epsilon < 1, "has \"eps\" %s; it must be between 0 and 1", epsilon);
    boolean locked = said.isSet("lockGammaBeta", false);
    float gamma = said.real("gamma", 1);
    float beta = said.real("beta", 0);
    boolean logarithmic = said.isSet("useLogStd", false);
    call.take((locked ? 2L : 4L) * channels);
    call.stage(new Stage.BatchNorm());
    call.give(
        call.shape(),
        numbers -> {
          int at = locked ? 0 : 2 * channels;
          return BatchNorm.of(
              locked ? Values.filled(channels, gamma) : numbers.slice(0, channels),
              locked ? Values.filled(channels, beta) : numbers.slice(channels, channels),
              numbers.slice(at, channels),
              variance(numbers.slice(at + channels, channels), logarithmic),
              epsilon);
        });
  }

  /** Some networks keep the logarithm of the standard deviation, to base 10. */
  private static float[] variance(float[] stored, boolean logarithmic) {
    for (int c = 0; logarithmic && c < stored.length; c++) {
      stored[c] = (float) Math.pow(10, 2 * stored[c]);
    }
    return stored;
  }

  /** One slope for each channel, if it shares all other dimensions. */
  static void prelu(LayerCall call) {
    LayerSettings said = call.said();
    int[] sizes = said.numbers("inputShape", 1, call.shape().rank());
    int[] shared = said.has("sharedAxes") ? said.numbers("sharedAxes", 1) : new int[0];
    for (int axis : shared) {
      said.require(axis <= sizes.length, "shares axis %d of %d", axis, sizes.length);
      sizes[axis - 1] = 1;
    }
    long slopes = 1;
    for (int size : sizes) {
      slopes = Math.min(Integer.MAX_VALUE, slopes * size);
    }
    int channelAxis = call.channelsLast() ? sizes.length - 1 : 0;
    int channels = call.shape().channels();
    said.require(
        slopes == 1 || (slopes == channels && sizes[channelAxis] == channels),
        "has slopes of shape %s for values of shape %s; supported are one, or one for each channel"
            + " (sharedAxes 2 and 3)",
        Arrays.toString(sizes),
        call.shape());
    call.take(slopes);
    int count = (int) slopes;
    call.give(call.shape(), numbers -> new Relu(Float.POSITIVE_INFINITY, numbers.slice(0, count)));
  }

  /** λ. */
  static void quantization(LayerCall call) {
    LayerSettings said = call.said();
    said.require(!call.isFirst(), "is a QcfsLayer; it must come behind a layer with weights");
    JsonNode levels = said.node().path("levels");
    said.require(
        levels.isInt() && ClipFloorShift.isLevels(levels.intValue()),
        "has \"levels\" %s; %s",
        said.json("levels"),
        ClipFloorShift.levelsRule());
    call.take(1);
    call.stage(new Stage.Quantization(levels.intValue()));
    call.give(call.shape(), numbers -> new ClipFloorShift(levels.intValue(), lambda(numbers)));
  }

  private static float lambda(Numbers numbers) {
    return numbers.slice(0, 1)[0];
  }
}
