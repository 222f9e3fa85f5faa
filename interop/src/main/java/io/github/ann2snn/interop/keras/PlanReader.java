package io.github.ann2snn.interop.keras;

import io.github.ann2snn.ann.architecture.Shape;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.interop.keras.Part.ActivationPart;
import io.github.ann2snn.interop.keras.Part.ConvolutionPart;
import io.github.ann2snn.interop.keras.Part.DensePart;
import io.github.ann2snn.interop.keras.Part.PoolingPart;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.activations.IActivation;

/** Reads the layers of a model one after the other, and keeps what shape has come of a sample. */
final class PlanReader {
  private final List<KerasLayer> layers;
  private final boolean channelsLast;
  private final List<Part> parts = new ArrayList<>();
  private final Map<Integer, FeatureMaps> flattened = new HashMap<>();
  private final InputScaling scaling = new InputScaling();
  private final List<String> omitted = new ArrayList<>();

  /** What goes into the network. */
  private Shape input;

  /** What comes out of the layer before, channels first. */
  private Shape shape;

  /** How Keras orders it, where it is a row. */
  private FlatOrder order;

  /** Whether it is an image that has no axis of channels. */
  private boolean matrix;

  /** Feature maps that the next part gets as a row. */
  private FeatureMaps toFlatten;

  PlanReader(List<KerasLayer> layers) throws BadFileException {
    this.layers = layers;
    this.channelsLast = !ChannelOrder.isFirst(layers);
  }

  /**
   * Reads them all.
   *
   * @param sizes of a sample
   * @param fullScale what the model's inputs have where ours have 1; NaN for that which its layers
   *     suggest
   */
  NetworkPlan read(int[] sizes, float fullScale) throws BadFileException {
    boolean rescales = layers.stream().anyMatch(layer -> layer.kind().equals("Rescaling"));
    float full = Float.isNaN(fullScale) ? (rescales ? 255 : 1) : fullScale;
    scaling.scale(full);
    takeIn(layers.get(0), sizes);
    for (KerasLayer layer : layers) {
      try {
        read(layer);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw layer.refuse("%s", e.getMessage());
      }
    }
    return new NetworkPlan(
        input,
        parts,
        flattened,
        scaling,
        channelsLast && sizes.length == 3,
        full,
        !Float.isNaN(fullScale),
        omitted,
        layers.get(0));
  }

  private void takeIn(KerasLayer first, int[] sizes) throws BadFileException {
    try {
      shape =
          switch (sizes.length) {
            case 1 -> Shape.ofRow(sizes[0]);
            case 2 -> Shape.ofMaps(1, sizes[0], sizes[1]);
            case 3 -> maps(sizes);
            default ->
                throw first.refuse(
                    "takes samples of %d axes; supported are 1 to 3: numbers, or images",
                    sizes.length);
          };
    } catch (IllegalArgumentException e) {
      throw first.refuse("%s", e.getMessage());
    }
    matrix = sizes.length == 2;
    order = FlatOrder.same(shape.size());
    input = shape;
  }

  private Shape maps(int[] sizes) {
    return channelsLast
        ? Shape.ofMaps(sizes[2], sizes[0], sizes[1])
        : Shape.ofMaps(sizes[0], sizes[1], sizes[2]);
  }

  private void read(KerasLayer layer) throws BadFileException {
    SupportedLayers.require(layer);
    if (KerasActivation.isFunction(layer)) {
      activate(layer, KerasActivation.function(layer));
      return;
    }
    switch (layer.kind()) {
      case "InputLayer" -> requireFirst(layer);
      case "Dense" -> dense(layer);
      case "Conv2D", "DepthwiseConv2D" -> add(ConvolutionPart.of(layer, image(layer)));
      case "AveragePooling2D", "MaxPooling2D" -> add(PoolingPart.of(layer, image(layer)));
      case "GlobalAveragePooling2D", "GlobalMaxPooling2D" ->
          add(PoolingPart.global(layer, image(layer)));
      case "BatchNormalization" -> normalize(layer);
      case "Flatten" -> flatten(layer, layer.word("data_format", "").equals(ChannelOrder.FIRST));
      case "Reshape" -> reshape(layer);
      case "Rescaling" -> rescale(layer);
      default -> omitted.add(Text.of("%s (%s)", layer.name(), layer.kind()));
    }
  }

  private void requireFirst(KerasLayer layer) throws BadFileException {
    layer.refuseIf(
        !layer.name().equals(layers.get(0).name()),
        "is an input in the middle of the model; the file is damaged");
  }

  private Shape image(KerasLayer layer) throws BadFileException {
    if (matrix) {
      throw layer.refuse(
          "gets images without an axis of channels; add Reshape((%d, %d, 1)) before it",
          shape.maps().height(), shape.maps().width());
    }
    return shape;
  }

  private void add(Part part) {
    if (toFlatten != null && !parts.isEmpty()) {
      flattened.put(parts.size(), toFlatten);
    } else if (parts.isEmpty() && !(part instanceof DensePart)) {
      input = shape;
    }
    toFlatten = null;
    parts.add(part);
    boolean keepsOrder = part instanceof ActivationPart || part instanceof BatchNorm;
    shape = part.output();
    order = keepsOrder ? order : FlatOrder.same(shape.size());
  }

  private void dense(KerasLayer layer) throws BadFileException {
    layer.refuseIf(
        !shape.isRow(),
        "gets images or feature maps, of which it would take each position by itself; put Flatten before it");
    int units = layer.size("units");
    Shape.ofRow(units);
    add(
        new DensePart(
            layer, order, units, layer.isSet("use_bias", true), KerasActivation.of(layer)));
  }

  private void normalize(KerasLayer layer) throws BadFileException {
    boolean maps = !image(layer).isRow();
    FlatOrder normalised = maps ? FlatOrder.same(shape.channels()) : order;
    BatchNorm norm = BatchNorm.of(layer, shape, normalised, maps && channelsLast ? 3 : 1);
    if (parts.isEmpty()) {
      scaling.normalize(norm);
    } else {
      add(norm);
    }
  }

  private void rescale(KerasLayer layer) throws BadFileException {
    layer.refuseIf(
        !parts.isEmpty(),
        "scales what comes out of other layers; supported is scaling of the inputs, before all other layers");
    double[] scale = layer.numbers("scale", 1);
    double[] offset = layer.numbers("offset", 0);
    int last = shape.channels();
    boolean reordered = matrix || order.maps() != null || !(shape.isRow() || channelsLast);
    for (double[] values : List.of(scale, offset)) {
      layer.refuseIf(
          values.length != 1 && (reordered || values.length != last),
          "scales with %d numbers; supported are one, or one for each channel",
          values.length);
    }
    scaling.rescale(layer, scale, offset);
  }

  /**
   * Makes a row of maps.
   *
   * @param channelsBehind whether Keras moves the channels behind rows and columns for it
   */
  private void flatten(KerasLayer layer, boolean channelsBehind) throws BadFileException {
    if (shape.isRow()) {
      return;
    }
    FeatureMaps maps = shape.maps();
    layer.refuseIf(
        channelsLast && channelsBehind && maps.channels() > 1,
        "is for channels first, but the layers before it have their channels last");
    boolean last = channelsLast || channelsBehind;
    order = last ? FlatOrder.channelsLast(maps) : FlatOrder.same(maps.size());
    shape = Shape.ofRow(maps.size());
    matrix = false;
    toFlatten = maps;
  }

  private void reshape(KerasLayer layer) throws BadFileException {
    int[] target = layer.targetShape(shape.size());
    if (target.length == 1) {
      flatten(layer, false);
      return;
    }
    Shape maps = target.length == 2 ? Shape.ofMaps(1, target[0], target[1]) : maps(target);
    boolean same = maps.equals(shape) && (matrix || target.length == 3);
    if (!same && (!parts.isEmpty() || !shape.isRow() || toFlatten != null)) {
      throw layer.refuse(
          "changes %s into %s; supported is to make images of the inputs, or a row of feature maps",
          shape, maps);
    }
    shape = maps;
    matrix = target.length == 2;
  }

  private void activate(KerasLayer layer, IActivation activation) throws BadFileException {
    if (activation.equals(KerasActivation.IDENTITY)) {
      return;
    }
    layer.refuseIf(parts.isEmpty(), "is applied to the inputs; supported is behind other layers");
    int at = parts.size() - 1;
    boolean commutes =
        parts.get(at) instanceof PoolingPart pooling
            && pooling.isMax()
            && !activation.equals(KerasActivation.SOFTMAX)
            && at > 0;
    Part before = parts.get(commutes ? at - 1 : at);
    if (before instanceof Part.Weighted weighted
        && weighted.activation().equals(KerasActivation.IDENTITY)
        && (!activation.equals(KerasActivation.SOFTMAX) || weighted instanceof DensePart)) {
      parts.set(commutes ? at - 1 : at, weighted.with(activation));
    } else if (activation.equals(KerasActivation.SOFTMAX)) {
      throw layer.refuse("is not directly behind a Dense layer; supported is there, at the end");
    } else {
      add(new ActivationPart(layer, shape, activation));
    }
  }
}
