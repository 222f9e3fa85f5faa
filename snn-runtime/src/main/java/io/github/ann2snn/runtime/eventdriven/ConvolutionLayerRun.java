package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.eventdriven.ConvolutionProgram.Reach;
import io.github.ann2snn.runtime.eventdriven.LayerRun.AccumulatedCurrents;
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

/**
 * A convolution. Integer networks are run in single precision, in which their numbers are exact: no
 * sum of weights exceeds 2^14, and none of weights and rounded inputs 2^22 ({@link Arithmetic}).
 */
final class ConvolutionLayerRun implements LayerRun {
  private static final int LEAD = Aligned.LEAD;

  /** Currents that are computed before the neurons run: 512 KB, within an L2. */
  private static final int CURRENTS = 1 << 17;

  private final ConvolutionProgram layer;
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
  private final float[] potentials;
  private List<SparseInput> injected = List.of();
  private final SparseInput rounded = SparseInput.room(0);
  private float[] driven;
  private float[] base;
  private AccumulatedCurrents accumulated;

  ConvolutionLayerRun(ConvolutionProgram layer, Arithmetic arithmetic, Kernel kernel) {
    this.layer = layer;
    this.neurons = layer.neurons();
    this.arithmetic = arithmetic;
    this.kernel = kernel;
    this.stride = neurons.stride();
    this.together = Math.max(1, Math.min(Kernel.STEPS, CURRENTS / stride));
    this.currents = Aligned.floats(Math.multiplyExact(together, stride));
    this.v = Aligned.floats(neurons.states());
    this.fired = Aligned.ints(stride);
    this.some = Aligned.ints(stride);
    this.history = History.of(NeuronProgram.padded(neurons.neurons()));
    this.potentials = new float[neurons.neurons()];
    this.base = neurons.bias();
  }

  @Override
  public void inject(List<SparseInput> inputs) {
    injected = inputs;
  }

  @Override
  public AccumulatedCurrents accumulate() {
    accumulated = new AccumulatedCurrents(layer.places(), stride);
    return accumulated;
  }

  @Override
  public void start(int sample) {
    neurons.start(v);
    if (accumulated != null) {
      accumulated.start();
    }
    base = neurons.bias();
    if (!injected.isEmpty()) {
      drive(injected.get(sample));
    }
  }

  @Override
  public void drive(SparseInput input) {
    if (driven == null) {
      driven = Aligned.floats(stride);
    }
    if (arithmetic.isInteger()) {
      driveIntegers(input);
    } else {
      System.arraycopy(neurons.bias(), 0, driven, 0, driven.length);
      addInput(input);
    }
    base = driven;
  }

  private void driveIntegers(SparseInput x) {
    Arrays.fill(driven, 0);
    rounded.round(x);
    addInput(rounded);
    for (int j = LEAD; j < driven.length; j++) {
      driven[j] = neurons.bias()[j] + Arithmetic.injected((int) driven[j]);
    }
  }

  /** To what is driven. */
  private void addInput(SparseInput x) {
    Reach rows = layer.rows();
    Reach columns = layer.columns();
    for (int k = 0; k < x.count(); k++) {
      int i = x.indices()[k];
      int c = i / layer.input().area();
      int row = layer.input().y(i);
      int column = layer.input().x(i);
      for (int r = rows.first()[row]; r < rows.first()[row + 1]; r++) {
        for (int s = columns.first()[column]; s < columns.first()[column + 1]; s++) {
          int n = columns.length()[s] * layer.width();
          kernel.addProduct(
              layer.weights(), weight(c, r, s), n, x.values()[k], driven, LEAD + place(c, r, s));
        }
      }
    }
  }

  /** Where a run of an input channel's weights begins. */
  private int weight(int c, int r, int s) {
    int slot = layer.rows().slot()[r] * layer.columns().slots().length + layer.columns().slot()[s];
    return LEAD + c * layer.weightsPerChannel() + slot * layer.width();
  }

  /** The place where a run of an input channel begins. */
  private int place(int c, int r, int s) {
    int position =
        layer.rows().position()[r] * layer.output().width() + layer.columns().position()[s];
    return position * layer.lanes() + layer.lane()[c];
  }

  @Override
  public void advance(SpikeTrain in, int t0, int steps, SpikeTrain out, OutputTrace trace) {
    Arrays.fill(fired, 0);
    boolean tuned =
        out != null && trace == null && neurons.isUnitIntegrateAndFire() && !arithmetic.isInteger();
    int most = tuned ? (in == null ? steps : together) : 1;
    for (int t = 0; t < steps; t += most) {
      int now = Math.min(most, steps - t);
      if (in != null) {
        for (int k = 0; k < now; k++) {
          addSpikes(in, t0 + t + k, LEAD + k * stride);
        }
      }
      for (int k = 0; accumulated != null && k < now; k++) {
        accumulated.add(t + k, in == null ? base : currents, in == null ? LEAD : LEAD + k * stride);
      }
      if (tuned) {
        fireTogether(in == null ? base : currents, in == null ? 0 : stride, t, now);
      } else {
        step(in == null ? base : currents, 1 << t, out != null);
      }
      if (trace != null) {
        record(trace, t0 + t);
      }
    }
    if (out != null) {
      decode(steps, out);
    }
  }

  /** The currents of a step. */
  private void addSpikes(SpikeTrain in, int t, int to) {
    System.arraycopy(base, LEAD, currents, to, stride);
    Reach rows = layer.rows();
    Reach columns = layer.columns();
    int[] indices = in.indices();
    int end = in.offsets()[t + 1];
    for (int k = in.offsets()[t]; k < end; k++) {
      int i = indices[k];
      int c = i / layer.input().area();
      int row = layer.input().y(i);
      int column = layer.input().x(i);
      for (int r = rows.first()[row]; r < rows.first()[row + 1]; r++) {
        for (int s = columns.first()[column]; s < columns.first()[column + 1]; s++) {
          int n = columns.length()[s] * layer.width();
          kernel.add(layer.weights(), weight(c, r, s), n, currents, to + place(c, r, s));
        }
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
    for (int j = 0; j < potentials.length; j++) {
      potentials[j] = v[LEAD + layer.places()[j]];
    }
    trace.record(t, 0, potentials, 0, potentials.length);
  }

  /** Spikes are told channels first. */
  private void decode(int steps, SpikeTrain out) {
    int area = layer.output().area();
    int channels = layer.output().channels();
    int[] told = history.fired();
    for (int position = 0; position < area; position++) {
      int place = LEAD + position * layer.lanes();
      for (int c = 0; c < channels; c++) {
        told[LEAD + c * area + position] = fired[place + c];
      }
    }
    kernel.decode(history, steps, out);
  }
}
