package io.github.ann2snn.ann.forward;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.evaluation.SampleChunks;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Runs samples through a network, on several threads. What comes out has the same bits as {@link
 * ReferenceForward}, whatever the number of threads.
 */
public final class ForwardPass {
  private final AnnGraph graph;

  /** Prepares a network. */
  public ForwardPass(AnnGraph graph) {
    this.graph = graph;
  }

  /**
   * Runs samples, chunk by chunk.
   *
   * @param threads how many, at least 1
   * @param watched numbers of the nodes whose values listeners are given
   * @param progress told from several threads how many more samples are done
   * @param listeners makes one for each thread
   * @return the listeners
   * @throws IllegalArgumentException if there is no thread or no sample
   * @throws InterruptedException if the calling thread is interrupted
   */
  public <L extends ActivationListener> List<L> run(
      SampleSource samples,
      int threads,
      Set<Integer> watched,
      IntConsumer progress,
      Supplier<L> listeners)
      throws InterruptedException {
    Refusal.when(threads < 1, "threads is %d, expected at least 1", threads);
    List<L> made = Stream.generate(listeners).limit(threads).toList();
    List<Worker> workers = made.stream().map(listener -> new Worker(watched, listener)).toList();
    new SampleChunks(samples, graph.inputShape().values(), progress).giveTo(workers);
    return made;
  }

  /** Runs the samples of one thread. */
  private final class Worker implements SampleChunks.OrderedWorker {
    private final Set<Integer> watched;
    private final ActivationListener listener;
    private final ReferenceForward forward = new ReferenceForward(graph);

    Worker(Set<Integer> watched, ActivationListener listener) {
      this.watched = watched;
      this.listener = listener;
    }

    @Override
    public void take(int from, List<float[]> inputs) {
      float[][] rows = new float[graph.nodes().size()][];
      for (int node : watched) {
        rows[node] = new float[inputs.size() * graph.nodes().get(node).shape().values()];
      }
      for (int i = 0; i < inputs.size(); i++) {
        int sample = i;
        forward.run(
            inputs.get(i),
            (node, count, values) -> {
              if (rows[node] != null) {
                System.arraycopy(values, 0, rows[node], sample * values.length, values.length);
              }
            });
      }
      for (int node = 0; node < rows.length; node++) {
        if (rows[node] != null) {
          listener.activations(node, inputs.size(), rows[node]);
        }
      }
    }

    @Override
    public void tell(int from, List<float[]> inputs) {
      listener.done(from, inputs);
    }
  }
}
