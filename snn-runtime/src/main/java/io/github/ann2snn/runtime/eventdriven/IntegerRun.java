package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.kernel.IntegerProgram;
import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.Kernel.History;
import io.github.ann2snn.runtime.kernel.LayerProgram;
import io.github.ann2snn.runtime.kernel.NeuronProgram;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.signed.SignedNeurons;
import io.github.ann2snn.runtime.simd.Aligned;
import io.github.ann2snn.runtime.simulation.OutputTrace;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A population of an integer network that matrices alone lead to; {@link Arithmetic} says what it
 * computes.
 */
final class IntegerRun implements PopulationRun {
  private static final int LEAD = Aligned.SHORT_LEAD;

  private final List<IntegerProgram> projections;

  /** The neurons, which are the same in all of them. */
  private final IntegerProgram layer;

  private final List<Optional<LayerProgram>> analogue;
  private final Optional<SignedNeurons> signed;
  private final Kernel kernel;
  private final short[] currents;
  private final short[] v;
  private final float[] sums;
  private final short[] room;
  private final int[] net;
  private final float[] potentials;
  private final float[] row;
  private final History history;
  private final InjectedCurrents totals;
  private final List<SparseInput> whole = new ArrayList<>();
  private final SparseInput rounded = SparseInput.room(0);
  private final float[] theta;
  private final float[] reset;
  private float[] total;
  private short[] driven;
  private short[] base;

  /**
   * @param analogue the same connections in single precision, which is exact for the sums of a
   *     constant current, where one is injected
   * @param signed how the neurons fire, side by side, if their spikes have a sign
   */
  IntegerRun(
      List<IntegerProgram> projections,
      List<Optional<LayerProgram>> analogue,
      Optional<SignedNeurons> signed,
      Kernel kernel,
      Scratch scratch) {
    this.projections = projections;
    this.layer = projections.get(0);
    this.analogue = analogue;
    this.signed = signed;
    this.kernel = kernel;
    this.currents = scratch.integers(Kernel.STEPS * IntegerProgram.TILE);
    this.v = Aligned.shorts(layer.stride());
    this.sums = new float[layer.neurons()];
    this.room = Aligned.shorts(layer.stride());
    boolean signs = signed.isPresent();
    this.net = signed.map(SignedNeurons::memory).orElse(null);
    this.potentials = signs ? Aligned.floats(layer.stride()) : null;
    this.row = signs ? new float[IntegerProgram.TILE] : null;
    this.history = scratch.history((signs ? 2 : 1) * layer.stride());
    this.theta = layer.firing().threshold();
    this.reset = layer.firing().resetPotential();
    this.totals = new InjectedCurrents(Aligned.floats(layer.stride()));
    this.base = layer.bias();
  }

  @Override
  public void inject(int projection, List<SparseInput> samples) {
    LayerProgram floats = analogue.get(projection).orElseThrow();
    int stride = floats.neurons().stride();
    totals.begin(projection, samples.size());
    while (whole.size() < samples.size()) {
      whole.add(SparseInput.room(0));
    }
    for (int sample = 0; sample < samples.size(); sample++) {
      whole.get(sample).round(samples.get(sample));
    }
    for (int from = 0; from < stride; from += NeuronProgram.TILE) {
      for (int sample = 0; sample < samples.size(); sample++) {
        kernel.addInput(floats, from, whole.get(sample), totals.of(sample));
      }
    }
  }

  /** Lets the current flow that sums of products make. */
  private void flow(float[] products) {
    if (driven == null) {
      driven = Aligned.shorts(layer.stride());
    }
    kernel.inject(layer, products, driven);
    base = driven;
  }

  @Override
  public void rest() {
    base = layer.bias();
  }

  @Override
  public void drive(int projection, SparseInput input) {
    LayerProgram floats = analogue.get(projection).orElseThrow();
    if (total == null) {
      total = Aligned.floats(layer.stride());
    }
    if (base == layer.bias()) {
      Arrays.fill(total, 0);
    }
    rounded.round(input);
    for (int from = 0; from < floats.neurons().stride(); from += NeuronProgram.TILE) {
      kernel.addInput(floats, from, rounded, total);
    }
    flow(total);
  }

  @Override
  public void start(int sample) {
    System.arraycopy(layer.initial(), 0, v, 0, v.length);
    for (int j = 0; j < sums.length; j++) {
      sums[j] = layer.initial()[LEAD + IntegerProgram.place(j)];
    }
    if (signed.isPresent()) {
      Arrays.fill(net, 0);
      System.arraycopy(sums, 0, potentials, Aligned.LEAD, sums.length);
    }
    rest();
    if (!totals.areNone()) {
      flow(totals.of(sample));
    }
  }

  @Override
  public void advance(SpikeTrain[] in, int t0, int steps, SpikeTrain out, OutputTrace trace) {
    Arrays.fill(history.fired(), 0);
    boolean constant = PopulationRun.areNone(in);
    for (int from = 0; from < layer.stride(); from += IntegerProgram.TILE) {
      short[] source = constant ? base : currents;
      int at = constant ? LEAD + from : LEAD;
      int stride = constant ? 0 : layer.width(from);
      addSpikes(in, from, t0, steps);
      if (out == null) {
        accumulate(from, source, at, stride, t0, steps, trace);
      } else if (signed.isPresent()) {
        fireSigned(from, source, at, stride, t0, steps, trace);
      } else if (trace == null && layer.subtracts()) {
        kernel.integrateAndFire(layer, from, source, at, stride, steps, v, room, history.fired());
      } else {
        fireStepByStep(from, source, at, stride, t0, steps, trace);
      }
    }
    if (out != null) {
      kernel.decode(history, steps, out);
    }
  }

  /** The currents of a tile, one projection after another. */
  private void addSpikes(SpikeTrain[] in, int from, int t0, int steps) {
    short[] before = base;
    for (int k = 0; k < in.length; k++) {
      if (in[k] != null) {
        kernel.addSpikes(projections.get(k), from, in[k], t0, steps, before, currents);
        before = currents;
      }
    }
  }

  /** Neurons that only integrate: sums in single precision. */
  private void accumulate(
      int from, short[] source, int at, int stride, int t0, int steps, OutputTrace trace) {
    int n = Math.min(layer.width(from), layer.neurons() - from);
    for (int t = 0; t < steps; t++) {
      for (int j = 0; j < n; j++) {
        sums[from + j] += source[at + t * stride + IntegerProgram.place(j)];
      }
      trace.record(t0 + t, from, sums, from, n);
    }
  }

  /** Neurons whose spikes have a sign. */
  private void fireSigned(
      int from, short[] source, int at, int stride, int t0, int steps, OutputTrace trace) {
    int n = Math.min(layer.width(from), layer.neurons() - from);
    for (int t = 0; t < steps; t++) {
      for (int j = 0; j < n; j++) {
        row[j] = source[at + t * stride + IntegerProgram.place(j)];
      }
      signed.get().fire(from, n, row, 0, 0, 1, potentials, net, history.fired(), t);
      if (trace != null) {
        trace.record(t0 + t, from, potentials, Aligned.LEAD + from, n);
      }
    }
  }

  /** Neurons of any kind. */
  private void fireStepByStep(
      int from, short[] source, int at, int stride, int t0, int steps, OutputTrace trace) {
    Firing firing = layer.firing();
    int n = Math.min(layer.width(from), layer.neurons() - from);
    for (int t = 0; t < steps; t++) {
      for (int j = from; j < from + n; j++) {
        int place = IntegerProgram.place(j);
        int sum = v[LEAD + place] + source[at + t * stride + place - from];
        int potential = Arithmetic.saturate(sum);
        if (firing.rule().fires(potential, theta[j])) {
          history.fired()[Aligned.LEAD + j] |= 1 << t;
          potential = (int) (firing.reset() == Reset.SUBTRACT ? potential - theta[j] : reset[j]);
        }
        v[LEAD + place] = (short) potential;
        sums[j] = potential;
      }
      if (trace != null) {
        trace.record(t0 + t, from, sums, from, n);
      }
    }
  }
}
