package io.github.ann2snn.ann.model;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.files.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * A trained network, as its file tells it.
 *
 * @param graph takes the framework's own samples, their channels first
 * @param format what the file is: {@code onnx}, {@code keras-2}, {@code keras-3}, {@code
 *     torch-npz}, {@code safetensors} or {@code dl4j}
 * @param channelsLast whether the framework's own samples have their channels last
 * @param fullScale what the framework's own samples have where those of a data set have 1: 255 for
 *     a model that takes bytes and divides them itself, else 1
 * @param notes for the user: what was left out or folded, and why
 * @param assumptions what the file does not say, each with the option that says it
 */
public record AnnModel(
    AnnGraph graph,
    String format,
    boolean channelsLast,
    float fullScale,
    List<String> notes,
    List<String> assumptions) {
  /** Note on a model that tells two classes by one output. */
  public static final String ONE_OUTPUT =
      "one output z tells two classes apart: it becomes the two outputs -z/2 and z/2";

  /** Copies the lists, and notes a single output. */
  public AnnModel {
    List<String> all = new ArrayList<>(notes);
    if (graph.isOneProbability() && !all.contains(ONE_OUTPUT)) {
      all.add(ONE_OUTPUT);
    }
    notes = List.copyOf(all);
    assumptions = List.copyOf(assumptions);
  }

  /**
   * The network that takes pixels in [0, 1], channels first, and gives logits.
   *
   * @param options how the model's own inputs are scaled, where its file does not say it
   * @throws IllegalArgumentException if there are not as many numbers as channels; the message
   *     names the option
   */
  public AnnGraph forPixels(ModelOptions options) {
    return scaled(options).graph.logits();
  }

  /**
   * The model whose own samples are pixels in [0, 1], channels first.
   *
   * @throws IllegalArgumentException as {@link #forPixels} does
   */
  public AnnModel scaled(ModelOptions options) {
    Input input = graph.input();
    BatchNorm scaling = scaling(options).then(input.scaling(), input.shape());
    List<Node> nodes = new ArrayList<>(graph.nodes());
    Node first = nodes.get(0);
    Input scaled = new Input(input.shape(), scaling);
    nodes.set(0, new Node(first.name(), scaled, first.inputs(), first.shape()));
    return new AnnModel(new AnnGraph(nodes), format, false, 1, notes, assumptions);
  }

  /**
   * What makes the model's own inputs of pixels.
   *
   * @throws IllegalArgumentException as {@link #forPixels} does
   */
  public BatchNorm scaling(ModelOptions options) {
    return options.withFullScale(options.fullScale().orElse(fullScale)).scaling(graph);
  }

  /** The assumption on what the framework's own samples are. */
  public static String fullScale(float assumed) {
    return Text.of("inputs are 0 to %s (--full-scale says otherwise)", shown(assumed));
  }

  /** A number, without fraction where it is whole. */
  public static String shown(float number) {
    return number == (int) number ? String.valueOf((int) number) : String.valueOf(number);
  }
}
