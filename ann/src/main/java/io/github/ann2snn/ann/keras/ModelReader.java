package io.github.ann2snn.ann.keras;

import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.keras.LayerGraph.Site;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the layers of a model, and of the models within it, each as often as it is called. */
final class ModelReader {
  /** Layers that are read and called; models that call models may multiply them. */
  private static final int MOST_CALLS = 50_000;

  private final KerasConfig model;
  private final Draft draft = new Draft();
  private final Set<String> omitted = new LinkedHashSet<>();
  private int calls;
  private boolean rescales;

  private ModelReader(KerasConfig model) {
    this.model = model;
  }

  /**
   * A model without its weights.
   *
   * @param output the node that gives the outputs
   * @param channelsLast whether its samples have their channels last
   * @param rescales whether it begins with a Rescaling or a division
   * @param omitted layers that are left out
   */
  record Plan(
      Draft draft, int output, boolean channelsLast, boolean rescales, List<String> omitted) {}

  /**
   * Reads all layers.
   *
   * @throws BadFileException if one is not supported
   */
  static Plan read(KerasConfig model) throws BadFileException {
    return new ModelReader(model).read();
  }

  private Plan read() throws BadFileException {
    KerasLayer first = model.layers().get(0);
    boolean last = channelsLast(model.inputShape().size());
    KerasTensor output = run(model, sample(first, last));
    try {
      first.refuseIf(
          draft.isInput(output.node()), "is all there is; the model has no layer with weights");
      Shape shape = output.shape();
      if (shape.rank() != 1) {
        throw KerasConfig.refuse(
            model.file(),
            "has outputs of shape %s; supported are models with one output per class: end with Flatten or global pooling, and a Dense layer",
            shape);
      }
      int node = new LayerCall(first, List.of(), List.of(), false, draft).inOrder(output);
      return new Plan(draft, node, last, rescales, List.copyOf(omitted));
    } catch (IllegalArgumentException e) {
      throw first.refuse("%s", e.getMessage());
    }
  }

  private KerasTensor sample(KerasLayer first, boolean channelsLast) throws BadFileException {
    List<Integer> sizes = model.inputShape();
    if (sizes.isEmpty() || sizes.size() > 3) {
      throw first.refuse(
          "takes samples of %d axes; supported are 1 to 3: numbers, series of them, or images",
          sizes.size());
    }
    try {
      List<Integer> ours = new ArrayList<>(sizes);
      if (channelsLast) {
        ours.add(0, ours.remove(ours.size() - 1));
      }
      Shape shape = new Shape(ours);
      return KerasTensor.ofMaps(draft.add(first, Input.of(shape), List.of()), shape, !channelsLast);
    } catch (IllegalArgumentException e) {
      throw first.refuse("%s", e.getMessage());
    }
  }

  /**
   * Whether samples have their channels last, as the first layer says that knows it; samples of two
   * axes have channels only where there are layers for one dimension of space.
   */
  private boolean channelsLast(int axes) throws BadFileException {
    List<KerasLayer> layers = model.allLayers().toList();
    boolean series = layers.stream().anyMatch(layer -> layer.kind().endsWith("1D"));
    if (axes != 3 && !(axes == 2 && series)) {
      return false;
    }
    KerasLayer decisive = null;
    for (KerasLayer layer : layers) {
      boolean flattens = layer.kind().equals("Flatten");
      boolean better = decisive == null || (!flattens && decisive.kind().equals("Flatten"));
      if (better && layer.config().has("data_format")) {
        decisive = layer;
      }
    }
    return decisive == null || !LayerCall.channelsFirst(decisive);
  }

  private KerasTensor run(KerasConfig config, KerasTensor sample) throws BadFileException {
    calls += config.layers().size();
    if (!config.isSequential()) {
      return new LayerGraph(config).run(sample, this::call);
    }
    KerasTensor tensor = sample;
    for (KerasLayer layer : config.layers()) {
      if (layer.kind().equals("InputLayer")) {
        layer.refuseIf(
            !layer.name().equals(config.layers().get(0).name()),
            "is an input in the middle of the model; the file is damaged");
      } else {
        tensor = call(layer, new Site(), List.of(tensor));
      }
    }
    return tensor;
  }

  private KerasTensor call(KerasLayer layer, Site site, List<KerasTensor> inputs)
      throws BadFileException {
    layer.refuseIf(
        ++calls > MOST_CALLS,
        "is called when more than %d layers were read and called: models within models make too many",
        MOST_CALLS);
    LayerCall call =
        new LayerCall(
            layer.calledWith(site.named()), inputs, site.constants(), site.constantFirst(), draft);
    if (KerasConfig.isModel(layer.kind())) {
      return run(KerasConfig.of(layer), call.input());
    }
    try {
      if (KerasLayers.isTrainingOnly(layer)) {
        omitted.add(Text.of("%s (%s)", layer.name(), layer.kind()));
        return call.input();
      }
      boolean first = inputs.stream().allMatch(input -> draft.isInput(input.node()));
      KerasTensor made = KerasLayers.reader(layer).read(call);
      rescales |= first && (layer.kind().equals("Rescaling") || Operations.divides(layer));
      return made;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw layer.refuse("%s", e.getMessage());
    }
  }
}
