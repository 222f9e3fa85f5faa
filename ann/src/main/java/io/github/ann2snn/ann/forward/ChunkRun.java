package io.github.ann2snn.ann.forward;

import io.github.ann2snn.ann.forward.Plan.Link;
import io.github.ann2snn.ann.forward.Plan.Step;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.runtime.evaluation.SampleChunks.OrderedWorker;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs chunks of samples, one after the other, and tells a listener. */
final class ChunkRun implements OrderedWorker {
  /** Places that are changed together, so that they stay in the first-level cache. */
  private static final int BLOCK = 32;

  private final AnnGraph graph;
  private final Program program;
  private final Plan plan;
  private final Set<Integer> watched;
  private final ActivationListener listener;
  private final List<float[]> buffers = new ArrayList<>();
  private final float[] rows;

  ChunkRun(
      AnnGraph graph,
      Program program,
      Plan plan,
      Set<Integer> watched,
      ActivationListener listener) {
    this.graph = graph;
    this.program = program;
    this.plan = plan;
    this.watched = watched;
    this.listener = listener;
    plan.buffers().forEach(places -> buffers.add(program.lanes().room(places)));
    int largest = watched.stream().mapToInt(this::places).max().orElse(0);
    this.rows = new float[Math.multiplyExact(largest, program.lanes().samples())];
  }

  private int places(int node) {
    return graph.nodes().get(node).shape().values();
  }

  private List<float[]> buffers(List<Integer> numbers) {
    return numbers.stream().map(buffers::get).toList();
  }

  @Override
  public void take(int from, List<float[]> inputs) {
    for (Step step : plan.steps()) {
      run(step, inputs);
      int node = step.node();
      if (watched.contains(node)) {
        program.lanes().gather(buffers.get(step.to()), places(node), inputs.size(), rows);
        listener.activations(node, inputs.size(), rows);
      }
    }
  }

  @Override
  public void tell(int from, List<float[]> inputs) {
    listener.done(from, inputs);
  }

  private void run(Step step, List<float[]> inputs) {
    float[] y = buffers.get(step.to());
    int places = places(step.node());
    Link first = step.links().get(0);
    Maker maker = program.makers().get(first.node());
    Changes changes = new Changes();
    step.links().forEach(changes::add);
    if (maker != null) {
      maker.make(buffers(first.from()), y, (place, count) -> changes.change(y, place, count));
      return;
    }
    if (first.node() == 0) {
      program.lanes().spread(inputs, places, y);
    } else if (step.copied() != step.to()) {
      System.arraycopy(buffers.get(step.copied()), 0, y, 0, program.lanes().at(places));
    }
    for (int place = 0; place < places && !changes.isEmpty(); place += BLOCK) {
      changes.change(y, place, Math.min(BLOCK, places - place));
    }
  }

  /** What is done with places as soon as they are computed. */
  private final class Changes {
    private final List<Change> changes = new ArrayList<>();
    private final List<List<float[]>> others = new ArrayList<>();

    void add(Link link) {
      Change change = program.changes().get(link.node());
      if (change != null) {
        changes.add(change);
        others.add(buffers(link.from()));
      }
    }

    boolean isEmpty() {
      return changes.isEmpty();
    }

    void change(float[] y, int place, int count) {
      for (int i = 0; i < changes.size(); i++) {
        changes.get(i).change(others.get(i), y, place, count);
      }
    }
  }
}
