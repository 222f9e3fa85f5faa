package io.github.ann2snn.convert.ann;

import io.github.ann2snn.ann.forward.ActivationListener;
import io.github.ann2snn.ann.forward.ForwardPass;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.evaluation.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A graph: its activations are layers. */
public final class GraphAnn implements Ann {
  private final GraphLayers read;
  private final ForwardPass forward;
  private final int threads;
  private final Progress progress;

  /**
   * Reads the layers.
   *
   * @param graph takes the samples of a data set, each number in [0, 1], and ends with logits
   * @param maxPooling what becomes of it
   * @param signed whether neurons can stand for values below 0
   * @param threads that run it, at least 1; results do not depend on them
   * @param progress hears of each pass over samples
   * @throws ConversionRefusedException if a node cannot be converted, naming it and the reason
   */
  public GraphAnn(
      AnnGraph graph, MaxPooling maxPooling, Signed signed, int threads, Progress progress)
      throws ConversionRefusedException {
    this.read = GraphLayers.read(graph, maxPooling, signed);
    this.forward = new ForwardPass(read.graph);
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * Nothing, if a network can be read.
   *
   * @throws ConversionRefusedException as the constructor does
   */
  public static void require(AnnGraph graph, MaxPooling maxPooling, Signed signed)
      throws ConversionRefusedException {
    GraphLayers.read(graph, maxPooling, signed);
  }

  @Override
  public List<AnnLayer> layers() {
    return read.layers;
  }

  @Override
  public Optional<ClipFloorShift> quantization(int layer) {
    return Optional.ofNullable(read.quantizations.get(layer));
  }

  @Override
  public void run(Split samples, ActivationConsumer consumer) throws InterruptedException {
    Set<Integer> watched = new TreeSet<>();
    read.activations.forEach(place -> watched.add(place.node()));
    try (Progress.Work work = progress.start("Running the model", samples.size())) {
      forward.run(samples, threads, watched, work::step, () -> new Batch(consumer));
    }
  }

  /** Keeps the activations of a chunk until it is its turn. */
  private final class Batch implements ActivationListener {
    private final ActivationConsumer consumer;
    private final float[][] activations = new float[read.layers.size()][];
    private float[] rows = new float[0];

    Batch(ActivationConsumer consumer) {
      this.consumer = consumer;
    }

    @Override
    public void activations(int node, int count, float[] values) {
      for (int l = 0; l < activations.length; l++) {
        if (read.activations.get(l).node() == node) {
          activations[l] = part(values, count, read.activations.get(l).from(), l);
        }
      }
    }

    /** A layer's share of what a node gives. */
    private float[] part(float[] values, int count, int from, int layer) {
      int size = read.layers.get(layer).outputs();
      int all = read.graph.nodes().get(read.activations.get(layer).node()).shape().values();
      if (size == all) {
        return Arrays.copyOf(values, count * size);
      }
      float[] part = new float[count * size];
      for (int row = 0; row < count; row++) {
        System.arraycopy(values, row * all + from, part, row * size, size);
      }
      return part;
    }

    @Override
    public void done(int from, List<float[]> inputs) {
      int width = inputs.get(0).length;
      rows = rows.length < inputs.size() * width ? new float[inputs.size() * width] : rows;
      for (int row = 0; row < inputs.size(); row++) {
        System.arraycopy(inputs.get(row), 0, rows, row * width, width);
      }
      consumer.accept(inputs.size(), rows, activations);
    }
  }
}
