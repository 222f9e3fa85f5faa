package io.github.ann2snn.ann.forward;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.evaluation.SampleChunks;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.lanes.LaneKernel;
import io.github.ann2snn.runtime.lanes.LaneKernel.LaneKernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs samples through a network, on several threads. What comes out has the same bits as {@link
 * ReferenceForward}, whatever the kernel, the number of threads, and which nodes are watched.
 * Memory does not depend on the number of samples: each thread holds the values of a chunk that are
 * still needed.
 */
public final class ForwardPass {
  /** So many values of a chunk, 8 MB, are well kept by caches. */
  private static final int CACHED = 1 << 21;

  /** More of a chunk than this, 64 MB for a thread, and it becomes as small as can be. */
  private static final int MOST = 1 << 24;

  private final AnnGraph graph;
  private final Program program;

  /**
   * Prepares a network.
   *
   * @throws IllegalArgumentException if a node is too large to be run
   */
  public ForwardPass(AnnGraph graph) {
    this(graph, LaneKernels.selected().kernel(), chunk(graph));
  }

  /**
   * Prepares a network.
   *
   * @param chunk how many samples go together, a multiple of {@value LaneKernel#LANES}
   */
  ForwardPass(AnnGraph graph, LaneKernel kernel, int chunk) {
    this.graph = graph;
    this.program = Program.of(graph, new Lanes(kernel, chunk));
  }

  /** Depends on the network alone. */
  private static int chunk(AnnGraph graph) {
    Set<Integer> all = IntStream.range(0, graph.nodes().size()).boxed().collect(Collectors.toSet());
    long places = new Plan(graph, all).places();
    if (places * SampleChunks.CHUNK <= CACHED) {
      return SampleChunks.CHUNK;
    }
    return places * SampleChunks.CHUNK / 2 <= MOST ? SampleChunks.CHUNK / 2 : LaneKernel.LANES;
  }

  /** The name of the kernel that is used in this process, and why it was selected. */
  public static String selectedKernel() {
    return LaneKernels.selected().kernel().name() + ": " + LaneKernels.selected().reason();
  }

  /**
   * Runs samples, chunk by chunk.
   *
   * @param threads how many, at least 1
   * @param watched numbers of the nodes whose values listeners are given
   * @param progress told from several threads how many more samples are done
   * @param listeners makes one for each thread
   * @return the listeners
   * @throws IllegalArgumentException if there is no thread or no sample, or no such node
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
    int nodes = graph.nodes().size();
    for (int node : watched) {
      Refusal.when(node < 0 || node >= nodes, "node %d of a network of %d nodes", node, nodes);
    }
    Plan plan = new Plan(graph, Set.copyOf(watched));
    List<L> made = Stream.generate(listeners).limit(threads).toList();
    List<ChunkRun> workers =
        made.stream().map(l -> new ChunkRun(graph, program, plan, Set.copyOf(watched), l)).toList();
    int chunk = program.lanes().samples();
    new SampleChunks(samples, graph.inputShape().values(), chunk, progress).giveTo(workers);
    return made;
  }

  /**
   * The outputs of samples, a row for each, on all cores.
   *
   * @throws IllegalArgumentException if there is no sample
   * @throws IllegalStateException if the calling thread is interrupted, which it then still is
   */
  public float[][] outputs(SampleSource samples) {
    int chunk = program.lanes().samples();
    int chunks = (samples.size() + chunk - 1) / chunk;
    int threads = Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), chunks));
    float[][] outputs = new float[samples.size()][];
    int last = graph.nodes().size() - 1;
    int width = graph.output().shape().values();
    try {
      run(
          samples,
          threads,
          Set.of(last),
          done -> {},
          () -> new Rows(width, outputs, new ArrayList<>()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the network was interrupted", e);
    }
    return outputs;
  }

  /**
   * Takes down outputs.
   *
   * @param width values of an output
   * @param outputs those of all samples
   * @param chunk those of a chunk, until it is known which samples it has
   */
  private record Rows(int width, float[][] outputs, List<float[]> chunk)
      implements ActivationListener {
    @Override
    public void activations(int node, int rows, float[] values) {
      chunk.clear();
      for (int row = 0; row < rows; row++) {
        chunk.add(Arrays.copyOfRange(values, row * width, (row + 1) * width));
      }
    }

    @Override
    public void done(int from, List<float[]> inputs) {
      for (int row = 0; row < inputs.size(); row++) {
        outputs[from + row] = chunk.get(row);
      }
    }
  }
}
