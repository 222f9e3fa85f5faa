package io.github.ann2snn.ann.forward;

import io.github.ann2snn.ann.forward.MacCount.Layer;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/**
 * What a network did with samples, all of it from one pass over them.
 *
 * @param classes the class of each sample: that of its largest logit, the lowest index on ties
 * @param margins the largest logit of each sample less the second largest, at least 0; infinite
 *     where there is no other class
 * @param macs its operations
 */
public record Inference(int[] classes, float[] margins, MacCount macs) {
  /**
   * Runs a network up to its {@link AnnGraph#logits}.
   *
   * @param threads how many, at least 1
   * @param progress told from several threads how many more samples are done
   * @throws IllegalArgumentException if there is no thread or no sample
   * @throws InterruptedException if the calling thread is interrupted
   */
  public static Inference of(
      AnnGraph network, SampleSource samples, int threads, IntConsumer progress)
      throws InterruptedException {
    AnnGraph graph = network.logits();
    List<Layer> layers = Layer.of(graph);
    int output = graph.nodes().size() - 1;
    Set<Integer> watched = new TreeSet<>(Set.of(output));
    layers.forEach(layer -> watched.add(layer.input()));
    float[] margins = new float[samples.size()];
    int[] classes = new int[samples.size()];
    List<Taker> takers =
        new ForwardPass(graph)
            .run(samples, threads, watched, progress, () -> new Taker(graph, classes, margins));
    List<MacCount.LayerMacs> macs = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      int layer = l;
      long count = takers.stream().mapToLong(taker -> taker.counts[layer]).sum();
      macs.add(layers.get(l).mean(count, samples.size()));
    }
    return new Inference(classes, margins, new MacCount(macs));
  }

  /**
   * The fraction in [0, 1] of samples whose class is their label.
   *
   * @param samples those that were run
   */
  public double accuracy(SampleSource samples) {
    int correct = 0;
    for (int i = 0; i < classes.length; i++) {
      correct += classes[i] == samples.label(i) ? 1 : 0;
    }
    return (double) correct / classes.length;
  }

  /** Which of some values is the largest, counted from the first of them; the lowest on ties. */
  public static int argmax(float[] values, int from, int length) {
    int best = 0;
    for (int i = 1; i < length; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }

  private static float margin(float[] values, int from, int length, int best) {
    float second = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      second = i == best ? second : Math.max(second, values[from + i]);
    }
    return values[from + best] - second;
  }

  /** What one thread takes down. */
  private static final class Taker implements ActivationListener {
    private final List<Layer> layers;
    private final long[] counts;
    private final int output;
    private final int outputs;
    private final int[] classes;
    private final float[] margins;
    private float[] logits = new float[0];

    Taker(AnnGraph graph, int[] classes, float[] margins) {
      this.layers = Layer.of(graph);
      this.counts = new long[layers.size()];
      this.output = graph.nodes().size() - 1;
      this.outputs = graph.output().shape().values();
      this.classes = classes;
      this.margins = margins;
    }

    @Override
    public void activations(int node, int rows, float[] values) {
      for (int l = 0; l < counts.length; l++) {
        Layer layer = layers.get(l);
        if (layer.input() == node) {
          counts[l] += layer.count(values, rows * layer.inputs());
        }
      }
      if (node == output) {
        logits = Arrays.copyOf(values, rows * outputs);
      }
    }

    @Override
    public void done(int from, List<float[]> inputs) {
      for (int row = 0; row < inputs.size(); row++) {
        int best = argmax(logits, row * outputs, outputs);
        classes[from + row] = best;
        margins[from + row] = margin(logits, row * outputs, outputs, best);
      }
    }
  }
}
