package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.MapSpikes;
import io.github.ann2snn.runtime.kernel.NeuronProgram;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.kernel.WindowProgram.Currents;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.signed.LinesByPosition;
import io.github.ann2snn.runtime.signed.SignedNeurons;
import io.github.ann2snn.runtime.simd.Aligned;
import io.github.ann2snn.runtime.simulation.OutputTrace;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import io.github.ann2snn.runtime.simulation.SpikeTrain.ByPosition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A population of feature maps. Integer networks are run in single precision, in which their
 * numbers are exact: no sum of weights exceeds 2^14, and none of weights and rounded inputs 2^22
 * ({@link Arithmetic}).
 */
final class MapsRun implements PopulationRun {
  private static final int LEAD = Aligned.LEAD;

  /** Currents that are computed before the neurons run: 256 KB, a part of an L2. */
  private static final int CURRENTS = 1 << 16;

  private final List<List<Inlet>> inlets;
  private final Spread spread;
  private final MapsLayout layout;
  private final NeuronProgram neurons;
  private final Optional<SignedNeurons> signed;
  private final Arithmetic arithmetic;
  private final Kernel kernel;
  private final int timesteps;
  private final int stride;
  private final int together;
  private final float[] currents;
  private final float[] v;
  private final int[] net;
  private final int[] fired;
  private final Currents[] more;
  private final Currents[] afterBias;
  private Currents[] afterDriven;
  private Currents inject;
  private float[] potentials;
  private final Map<Integer, List<SparseInput>> injected = new TreeMap<>();
  private final SparseInput rounded = SparseInput.room(0);
  private float[] products;
  private float[] driven;
  private float[] base;
  private AccumulatedCurrents accumulated;
  private MapSpikes located;
  private ByPosition told;
  private MapsLayout lines;

  /**
   * @param inlets of its projections, for each of the threads that share its work
   * @param signed how the neurons fire, if their spikes have a sign
   */
  MapsRun(
      List<List<Inlet>> inlets,
      MapsLayout layout,
      NeuronProgram neurons,
      Optional<SignedNeurons> signed,
      Arithmetic arithmetic,
      Kernel kernel,
      Scratch scratch,
      int timesteps) {
    this.inlets = inlets;
    this.spread = new Spread(inlets.size());
    this.layout = layout;
    this.neurons = neurons;
    this.signed = signed;
    this.arithmetic = arithmetic;
    this.kernel = kernel;
    this.timesteps = timesteps;
    this.stride = neurons.stride();
    this.together = (int) ahead(stride);
    this.currents = scratch.currents(Math.multiplyExact(together, stride));
    this.v = Aligned.floats(neurons.states());
    this.net = signed.map(SignedNeurons::memory).orElse(null);
    this.fired = scratch.fired((signed.isPresent() ? 2 : 1) * stride);
    this.base = neurons.bias();
    this.more = sums(currents, stride);
    this.afterBias = sums(base, 0);
  }

  /** Where the sums of each step begin: behind some others, or always with the same. */
  private Currents[] sums(float[] before, int between) {
    Currents[] sums = new Currents[together];
    Arrays.setAll(sums, k -> new Currents(before, LEAD + k * between, currents, LEAD + k * stride));
    return sums;
  }

  /** Steps whose currents are computed before the neurons run. */
  static long ahead(long stride) {
    return Math.max(1, Math.min(Kernel.STEPS, CURRENTS / stride));
  }

  @Override
  public void inject(int projection, List<SparseInput> samples) {
    injected.put(projection, samples);
  }

  @Override
  public AccumulatedCurrents accumulate() {
    if (accumulated == null) {
      accumulated = new AccumulatedCurrents(layout.places(), stride);
    }
    return accumulated;
  }

  @Override
  public MapSpikes locate() {
    if (located == null) {
      lines = signed.isPresent() ? layout.lines() : layout;
      located = lines.spikes(timesteps);
      told = signed.isPresent() ? new LinesByPosition(located) : located;
    }
    return located;
  }

  @Override
  public void start(int sample) {
    neurons.start(v);
    if (net != null) {
      Arrays.fill(net, 0);
    }
    if (accumulated != null) {
      accumulated.start();
    }
    rest();
    injected.forEach((projection, samples) -> drive(projection, samples.get(sample)));
  }

  @Override
  public void rest() {
    base = neurons.bias();
  }

  @Override
  public void drive(int projection, SparseInput input) {
    if (driven == null) {
      driven = Aligned.floats(stride);
      products = arithmetic.isInteger() ? Aligned.floats(stride) : driven;
      inject = new Currents(products, LEAD, products, LEAD);
      afterDriven = sums(driven, 0);
    }
    if (base != driven) {
      System.arraycopy(neurons.bias(), 0, driven, 0, driven.length);
      if (arithmetic.isInteger()) {
        Arrays.fill(products, 0);
      }
      base = driven;
    }
    if (!arithmetic.isInteger()) {
      inlets.get(0).get(projection).addProducts(input, inject);
      return;
    }
    rounded.round(input);
    inlets.get(0).get(projection).addProducts(rounded, inject);
    for (int j = LEAD; j < driven.length; j++) {
      driven[j] = neurons.bias()[j] + Arithmetic.injected((int) products[j]);
    }
  }

  @Override
  public void advance(SpikeTrain[] in, int t0, int steps, SpikeTrain out, OutputTrace trace) {
    boolean tuned = out != null && trace == null && neurons.isUnitIntegrateAndFire();
    boolean tells = tuned && signed.isEmpty();
    int first = out == null ? 0 : begin(t0, steps);
    if (!tells) {
      Arrays.fill(fired, 0);
    }
    for (int k = 0; k < in.length; k++) {
      if (in[k] != null) {
        for (int thread = 0; thread < spread.threads(); thread++) {
          inlets.get(thread).get(k).take(in[k]);
        }
      }
    }
    boolean constant = PopulationRun.areNone(in);
    int most = tuned ? (constant ? steps : together) : 1;
    for (int t = 0; t < steps; t += most) {
      int now = Math.min(most, steps - t);
      if (!constant) {
        addSpikes(in, t0 + t, now);
      }
      for (int k = 0; accumulated != null && k < now; k++) {
        accumulated.add(t + k, constant ? base : currents, constant ? LEAD : LEAD + k * stride);
      }
      if (tuned) {
        fireTogether(constant ? base : currents, constant ? 0 : stride, t, now, first + t);
      } else {
        step(constant ? base : currents, t, out != null);
      }
      if (trace != null) {
        record(trace, t0 + t);
      }
    }
    if (out != null) {
      if (!tells) {
        put(first, steps);
      }
      for (int t = first; t < first + steps; t++) {
        out.endStep(located.count(t), told);
      }
    }
  }

  /** Makes place for the spikes of some steps. */
  private int begin(int t0, int steps) {
    MapSpikes spikes = locate();
    if (t0 == 0) {
      spikes.clear();
    }
    return spikes.extend(steps);
  }

  private void put(int first, int steps) {
    // Of few channels, both lines fit the places of one.
    int both = 2 * layout.lanes();
    for (int at = 0;
        signed.isPresent() && lines.lanes() < both && at < layout.maps().area();
        at++) {
      System.arraycopy(fired, LEAD + at * both, fired, LEAD + at * lines.lanes(), lines.lanes());
    }
    kernel.put(fired, 0, lines.stride() / MapSpikes.BLOCK, first, steps, located);
  }

  /** The currents of some steps. */
  private void addSpikes(SpikeTrain[] in, int t, int steps) {
    if (spread.threads() == 1) {
      addSpikes(in, inlets.get(0), t, 0, steps);
    } else {
      spread.over(steps, (thread, from, to) -> addSpikes(in, inlets.get(thread), t, from, to));
    }
  }

  /**
   * The currents of some steps, one projection after another.
   *
   * @param t the step that {@code from} would be if it were 0
   * @param from index of the first among those whose currents are computed together
   * @param to index behind the last
   */
  private void addSpikes(SpikeTrain[] in, List<Inlet> through, int t, int from, int to) {
    for (int at = from; at < to; at++) {
      Currents sums = base == driven ? afterDriven[at] : afterBias[at];
      for (int k = 0; k < in.length; k++) {
        if (in[k] != null) {
          through.get(k).add(t + at, sums);
          sums = more[at];
        }
      }
    }
  }

  /**
   * Lets neurons fire.
   *
   * @param t the first step, which is {@code told} to readers
   */
  private void fireTogether(float[] source, int step, int t, int steps, int told) {
    int tiles = (stride + NeuronProgram.TILE - 1) / NeuronProgram.TILE;
    if (spread.threads() == 1) {
      fireTogether(source, step, t, steps, told, 0, tiles);
    } else {
      spread.over(
          tiles, (thread, from, to) -> fireTogether(source, step, t, steps, told, from, to));
    }
  }

  private void fireTogether(
      float[] source, int step, int t, int steps, int told, int firstTile, int end) {
    for (int tile = firstTile; tile < end; tile++) {
      int from = tile * NeuronProgram.TILE;
      if (signed.isPresent()) {
        int width = neurons.width(from);
        signed.get().fire(from, width, source, LEAD + from, step, steps, v, net, fired, t);
      } else if (kernel.tells(neurons)) {
        kernel.tell(neurons, from, source, LEAD + from, step, steps, v, told, located);
      } else {
        kernel.integrateAndFire(neurons, from, source, LEAD + from, step, steps, v, fired);
        int block = from / MapSpikes.BLOCK;
        int behind = block + neurons.width(from) / MapSpikes.BLOCK;
        kernel.put(fired, block, behind, told, steps, located);
      }
    }
  }

  private void step(float[] source, int t, boolean fires) {
    for (int from = 0; from < stride; from += NeuronProgram.TILE) {
      kernel.integrate(neurons, from, source, LEAD + from, v);
    }
    if (!fires) {
      return;
    }
    if (arithmetic.isInteger()) {
      for (int j = LEAD; j < v.length; j++) {
        v[j] = Arithmetic.saturate((int) v[j]);
      }
    }
    for (int from = 0; from < stride; from += NeuronProgram.TILE) {
      if (signed.isPresent()) {
        signed.get().fire(from, neurons.width(from), v, net, fired, t);
      } else {
        kernel.fire(neurons, from, v, 1 << t, fired);
      }
    }
  }

  private void record(OutputTrace trace, int t) {
    if (potentials == null) {
      potentials = new float[neurons.neurons()];
    }
    for (int j = 0; j < potentials.length; j++) {
      potentials[j] = v[LEAD + layout.places()[j]];
    }
    trace.record(t, 0, potentials, 0, potentials.length);
  }
}
