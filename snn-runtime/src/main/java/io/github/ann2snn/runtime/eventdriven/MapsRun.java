package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.kernel.Aligned;
import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.Kernel.History;
import io.github.ann2snn.runtime.kernel.NeuronProgram;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.simulation.OutputTrace;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A population of feature maps. Integer networks are run in single precision, in which their
 * numbers are exact: no sum of weights exceeds 2^14, and none of weights and rounded inputs 2^22
 * ({@link Arithmetic}).
 */
final class MapsRun implements PopulationRun {
  private static final int LEAD = Aligned.LEAD;

  /** Currents that are computed before the neurons run: 512 KB, within an L2. */
  private static final int CURRENTS = 1 << 17;

  private final List<MapsProgram> projections;
  private final MapsLayout layout;
  private final NeuronProgram neurons;
  private final Arithmetic arithmetic;
  private final Kernel kernel;
  private final int stride;
  private final int together;
  private final float[] currents;
  private final float[] v;
  private final int[] fired;
  private final int[] some;
  private final History history;
  private float[] potentials;
  private final Map<Integer, List<SparseInput>> injected = new TreeMap<>();
  private final SparseInput rounded = SparseInput.room(0);
  private float[] products;
  private float[] driven;
  private float[] base;
  private AccumulatedCurrents accumulated;

  /**
   * @param projections laid out for the same neurons
   */
  MapsRun(
      List<MapsProgram> projections,
      MapsLayout layout,
      NeuronProgram neurons,
      Arithmetic arithmetic,
      Kernel kernel,
      Scratch scratch) {
    this.projections = projections;
    this.layout = layout;
    this.neurons = neurons;
    this.arithmetic = arithmetic;
    this.kernel = kernel;
    this.stride = neurons.stride();
    this.together = (int) ahead(stride);
    this.currents = scratch.currents(Math.multiplyExact(together, stride));
    this.v = Aligned.floats(neurons.states());
    this.fired = scratch.fired(stride);
    this.some = scratch.some(stride);
    this.history = scratch.history(NeuronProgram.padded(neurons.neurons()));
    this.base = neurons.bias();
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
  public void start(int sample) {
    neurons.start(v);
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
    }
    if (base != driven) {
      System.arraycopy(neurons.bias(), 0, driven, 0, driven.length);
      if (arithmetic.isInteger()) {
        Arrays.fill(products, 0);
      }
      base = driven;
    }
    MapsProgram program = projections.get(projection);
    if (!arithmetic.isInteger()) {
      program.addInput(input, driven, kernel);
      return;
    }
    rounded.round(input);
    program.addInput(rounded, products, kernel);
    for (int j = LEAD; j < driven.length; j++) {
      driven[j] = neurons.bias()[j] + Arithmetic.injected((int) products[j]);
    }
  }

  @Override
  public void advance(SpikeTrain[] in, int t0, int steps, SpikeTrain out, OutputTrace trace) {
    Arrays.fill(fired, 0);
    boolean constant = PopulationRun.areNone(in);
    boolean tuned =
        out != null && trace == null && neurons.isUnitIntegrateAndFire() && !arithmetic.isInteger();
    int most = tuned ? (constant ? steps : together) : 1;
    for (int t = 0; t < steps; t += most) {
      int now = Math.min(most, steps - t);
      for (int k = 0; !constant && k < now; k++) {
        addSpikes(in, t0 + t + k, LEAD + k * stride);
      }
      for (int k = 0; accumulated != null && k < now; k++) {
        accumulated.add(t + k, constant ? base : currents, constant ? LEAD : LEAD + k * stride);
      }
      if (tuned) {
        fireTogether(constant ? base : currents, constant ? 0 : stride, t, now);
      } else {
        step(constant ? base : currents, 1 << t, out != null);
      }
      if (trace != null) {
        record(trace, t0 + t);
      }
    }
    if (out != null) {
      decode(steps, out);
    }
  }

  /** The currents of a step, one projection after another. */
  private void addSpikes(SpikeTrain[] in, int t, int to) {
    System.arraycopy(base, LEAD, currents, to, stride);
    for (int k = 0; k < in.length; k++) {
      if (in[k] != null) {
        projections.get(k).addSpikes(in[k], t, currents, to, kernel);
      }
    }
  }

  private void fireTogether(float[] source, int step, int t, int steps) {
    for (int from = 0; from < stride; from += NeuronProgram.TILE) {
      kernel.integrateAndFire(neurons, from, source, LEAD + from, step, steps, v, some);
    }
    for (int j = LEAD; j < some.length; j++) {
      fired[j] |= some[j] << t;
    }
  }

  private void step(float[] source, int bit, boolean fires) {
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
      kernel.fire(neurons, from, v, bit, fired);
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

  /** Spikes are told channels first. */
  private void decode(int steps, SpikeTrain out) {
    int area = layout.maps().area();
    int channels = layout.maps().channels();
    int[] told = history.fired();
    Arrays.fill(told, LEAD + area * channels, told.length, 0);
    for (int position = 0; position < area; position++) {
      int place = LEAD + position * layout.lanes();
      for (int c = 0; c < channels; c++) {
        told[LEAD + c * area + position] = fired[place + c];
      }
    }
    kernel.decode(history, steps, out);
  }
}
