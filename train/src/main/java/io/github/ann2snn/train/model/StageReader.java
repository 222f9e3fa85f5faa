package io.github.ann2snn.train.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.architecture.NetworkStage;
import io.github.ann2snn.ann.architecture.Shape;
import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.ann.architecture.WindowRules;
import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import java.util.Optional;

/**
 * The stage that a layer of a configuration stands for, given what goes in.
 *
 * @param before what comes out of the layer before; null before the first that has a size
 */
record StageReader(LayerSettings layer, Shape before) {
  private static final String FORMAT = "NCHW";

  /**
   * The stage, or nothing where a layer neither has weights nor changes the shape.
   *
   * @throws IllegalArgumentException naming the layer and the reason, if it is not supported or
   *     does not fit
   */
  Optional<NetworkStage> read() {
    try {
      return stage().map(this::placed);
    } catch (LayerRefusal e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw layer.refuse("(%s) %s", layer.name(), e.getMessage());
    }
  }

  private Optional<Stage> stage() {
    return switch (layer.kind()) {
      case "DenseLayer", "OutputLayer" -> Optional.of(dense());
      case "ConvolutionLayer" -> Optional.of(convolution(1));
      case "DepthwiseConvolution2D" -> Optional.of(convolution(layer.size("nin")));
      case "SubsamplingLayer" -> Optional.of(pooling());
      case "GlobalPoolingLayer" -> Optional.of(globalPooling());
      case "BatchNormalization" -> Optional.of(batchNorm());
      case "QcfsLayer" -> Optional.of(quantization());
      default -> Optional.empty();
    };
  }

  private NetworkStage placed(Stage stage) {
    stage.output(input());
    return new NetworkStage(layer.index(), layer.name(), stage, input(), parameters(stage));
  }

  /** What goes in: before the first layer that has a size, as many inputs as it says. */
  private Shape input() {
    return before == null ? Shape.ofRow(layer.size("nin")) : before;
  }

  /** How many numbers the layer keeps. */
  private long parameters(Stage stage) {
    long all = stage.parameters(input());
    if (stage instanceof Stage.BatchNorm && layer.isSet("lockGammaBeta", false)) {
      return all / 2;
    }
    boolean withoutBias = Architecture.hasWeights(stage) && !layer.isSet("hasBias", true);
    return withoutBias ? all - layer.size("nout") : all;
  }

  private Stage dense() {
    layer.require(
        before == null || before.isRow(),
        "gets feature maps without a CnnToFeedForwardPreProcessor that makes rows of them");
    requireInputs(layer.size("nin"), input().size(), "outputs");
    layer.require(
        !layer.isSet("hasLayerNorm", false), "has layer normalisation, which is not supported");
    return new Stage.Dense(layer.size("nout"));
  }

  private void requireInputs(int stated, int actual, String what) {
    layer.require(
        stated == actual, "has %d inputs, but the layer before it has %d %s", stated, actual, what);
  }

  private FeatureMaps maps() {
    layer.require(
        before != null && !before.isRow(),
        "is a %s, but gets rows instead of feature maps; a network for images needs a FeedForwardToCnnPreProcessor at layer 0, which DL4J adds for InputType.convolutionalFlat",
        layer.kind());
    return before.maps();
  }

  private Stage convolution(int groups) {
    requireInputs(layer.size("nin"), maps().channels(), "channels");
    layer.word("cnn2dDataFormat", FORMAT);
    Window window = window(layer.pair("dilation", 1));
    return new Stage.Convolution(layer.size("nout"), window, groups);
  }

  private Window window(int[] dilation) {
    int[] kernel = layer.pair("kernelSize", 1);
    int[] stride = layer.pair("stride", 1);
    String mode = layer.word("convolutionMode", "Truncate", "Strict", "Same");
    if (mode.equals("Same")) {
      return WindowRules.same(maps(), kernel, stride, dilation);
    }
    Window window = WindowRules.even(kernel, stride, layer.pair("padding", 0), dilation);
    if (mode.equals("Strict")) {
      WindowRules.requireExact(window, maps());
    }
    return window;
  }

  private Stage pooling() {
    maps();
    layer.word("cnn2dDataFormat", FORMAT);
    Stage.Pooling.Kind kind = poolingKind();
    int[] dilation = layer.pair("dilation", 1);
    layer.require(
        dilation[0] == 1 && dilation[1] == 1, "has dilated pooling, which is not supported");
    return new Stage.Pooling(kind, window(dilation));
  }

  private Stage.Pooling.Kind poolingKind() {
    return layer.word("poolingType", "AVG", "MAX").equals("AVG")
        ? Stage.Pooling.Kind.AVERAGE
        : Stage.Pooling.Kind.MAX;
  }

  private Stage globalPooling() {
    maps();
    Stage.Pooling.Kind kind = poolingKind();
    JsonNode dimensions = layer.node().path("poolingDimensions");
    // DL4J writes those of rows and columns where it knew the type of the input.
    boolean all = !dimensions.isArray() || dimensions.toString().equals("[2,3]");
    layer.require(
        layer.isSet("collapseDimensions", true) && all,
        "has global pooling over chosen dimensions, which is not supported");
    return new Stage.GlobalPooling(kind);
  }

  private Stage quantization() {
    layer.require(before != null, "is a QcfsLayer; it must come behind a layer with weights");
    JsonNode levels = layer.node().path("levels");
    layer.require(
        levels.isInt() && ClipFloorShift.isLevels(levels.intValue()),
        "has \"levels\" %s; %s",
        levels,
        ClipFloorShift.levelsRule());
    return new Stage.Quantization(levels.intValue());
  }

  private Stage batchNorm() {
    layer.require(before != null, "is a BatchNormalization of the inputs, which is not supported");
    String what = before.isRow() ? "outputs" : "channels";
    requireInputs(layer.size("nin"), before.channels(), what);
    requireInputs(layer.size("nout"), before.channels(), what);
    layer.word("cnn2DFormat", FORMAT);
    double epsilon = layer.node().path("eps").asDouble();
    layer.require(
        epsilon > 0 && epsilon < 1, "has \"eps\" %s; it must be between 0 and 1", epsilon);
    return new Stage.BatchNorm();
  }

  /**
   * One layer of a configuration in JSON, that may come from anywhere.
   *
   * @param index its place
   * @param node what is said of it
   */
  record LayerSettings(int index, JsonNode node) {
    String kind() {
      return AdmittedClasses.simpleName(node.path("@class").asText());
    }

    String name() {
      return node.path("layerName").asText("layer" + index);
    }

    boolean isSet(String key, boolean unsaid) {
      return node.path(key).asBoolean(unsaid);
    }

    /** A number from 1 to {@link Architecture#MAX_SIZE}. */
    int size(String key) {
      return number(key, node.path(key), 1);
    }

    /** A pair of numbers from {@code least} to {@link Architecture#MAX_SIZE}. */
    int[] pair(String key, int least) {
      JsonNode pair = node.path(key);
      if (!pair.isArray() || pair.size() != 2) {
        throw refuse("has \"%s\" %s; it must be two numbers", key, pair);
      }
      return new int[] {number(key, pair.get(0), least), number(key, pair.get(1), least)};
    }

    private int number(String key, JsonNode value, int least) {
      if (!value.isIntegralNumber()
          || !value.canConvertToInt()
          || value.intValue() < least
          || value.intValue() > Architecture.MAX_SIZE) {
        throw refuse(
            "has \"%s\" %s; it must be a number from %d to %d",
            key, value, least, Architecture.MAX_SIZE);
      }
      return value.intValue();
    }

    /** Refuses a word that is none of those allowed. */
    String word(String key, String... allowed) {
      String word = node.path(key).asText();
      for (String each : allowed) {
        if (each.equals(word)) {
          return word;
        }
      }
      throw refuse(
          "has \"%s\" %s; supported is %s", key, node.path(key), String.join(" or ", allowed));
    }

    @FormatMethod
    void require(boolean holds, String format, Object... args) {
      if (!holds) {
        throw refuse(format, args);
      }
    }

    @FormatMethod
    LayerRefusal refuse(String format, Object... args) {
      return new LayerRefusal("layer " + index + " " + Text.of(format, args));
    }
  }

  /** A layer is not supported; the message begins with which. */
  static final class LayerRefusal extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    LayerRefusal(String message) {
      super(message);
    }
  }
}
