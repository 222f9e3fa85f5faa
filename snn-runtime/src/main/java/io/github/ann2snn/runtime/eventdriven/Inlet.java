package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.MapEvents;
import io.github.ann2snn.runtime.kernel.MapSpikes;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.kernel.WindowProgram.Currents;
import io.github.ann2snn.runtime.simd.Aligned;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What comes over a projection to feature maps while they run, listed as its weights take it. */
final class Inlet {
  /**
   * A projection that is ready to run.
   *
   * @param program its weights, laid out for the neurons
   * @param placing where each input goes
   * @param windows of its pooling, if it has any
   */
  record Plan(MapsProgram program, PoolingProgram placing, Optional<Windows> windows) {}

  /**
   * What a pooling sees.
   *
   * @param seen the positions that each position of the pooled maps sees
   * @param maps layout of the pooled maps
   * @param lines whether spikes come on the lines of signed neurons
   */
  record Windows(PoolingProgram seen, MapsLayout maps, boolean lines) {
    Windows(Pooling pooling, boolean lines) {
      this(PoolingProgram.windows(pooling), MapsLayout.of(pooling.output()), lines);
    }

    /** Adds up what the lines of each neuron bring. */
    void join(float[] counts, float[] values) {
      int perPosition = (counts.length - Aligned.LEAD) / maps.maps().area();
      for (int position = 0; position < maps.maps().area(); position++) {
        int from = Aligned.LEAD + position * perPosition;
        int to = Aligned.LEAD + position * maps.lanes();
        for (int c = 0; c < maps.maps().channels(); c++) {
          values[to + c] = counts[from + 2 * c] - counts[from + 2 * c + 1];
        }
      }
    }
  }

  private final Plan plan;
  private final Kernel kernel;
  private final Scratch scratch;
  private final Optional<MapSpikes> located;
  private final MapEvents events;
  private float[] values;
  private float[] byLine;
  private MapEvents products;
  private SpikeTrain train;

  /**
   * @param located its spikes by position, where another population keeps them
   */
  Inlet(Plan plan, Optional<MapSpikes> located, Kernel kernel, Scratch scratch) {
    this.plan = plan;
    this.kernel = kernel;
    this.scratch = scratch;
    this.located = located;
    this.events = scratch.events(plan.placing.outputs(), plan.windows.isPresent());
  }

  /** The inlets of all projections of a population. */
  static List<Inlet> all(
      List<Plan> plans, List<Optional<MapSpikes>> located, Kernel kernel, Scratch scratch) {
    List<Inlet> inlets = new ArrayList<>();
    for (int k = 0; k < plans.size(); k++) {
      inlets.add(new Inlet(plans.get(k), located.get(k), kernel, scratch));
    }
    return inlets;
  }

  private float[] values() {
    if (values == null) {
      values = scratch.values(plan.placing.outputs());
    }
    return values;
  }

  /** Takes the spikes of a train from now on. */
  void take(SpikeTrain in) {
    train = in;
  }

  /** Adds what comes at step {@code t}. */
  void add(int t, Currents currents) {
    if (located.isPresent() && plan.windows.isEmpty()) {
      plan.program.add(located.get(), t, events, currents, kernel);
      return;
    }
    if (located.isPresent()) {
      count(plan.windows.get(), t);
    } else {
      plan.placing.add(train, t, values());
    }
    kernel.list(values(), events);
    plan.program.add(events, currents, kernel);
  }

  private void count(Windows windows, int t) {
    PoolingProgram seen = windows.seen;
    if (!windows.lines) {
      kernel.count(located.get(), t, seen.first(), seen.targets(), values());
      return;
    }
    if (byLine == null) {
      byLine = Aligned.floats(windows.maps.lines().stride());
    }
    kernel.count(located.get(), t, seen.first(), seen.targets(), byLine);
    windows.join(byLine, values());
  }

  /** Adds the products of weights and a sample's values. */
  void addProducts(SparseInput input, Currents currents) {
    if (products == null) {
      products = scratch.events(plan.placing.outputs(), true);
    }
    plan.placing.add(input, values());
    kernel.list(values, products);
    plan.program.add(products, currents, kernel);
  }
}
