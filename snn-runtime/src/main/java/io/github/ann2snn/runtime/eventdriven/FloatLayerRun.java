package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.kernel.Aligned;
import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.Kernel.History;
import io.github.ann2snn.runtime.kernel.LayerProgram;
import io.github.ann2snn.runtime.kernel.NeuronProgram;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.simulation.OutputTrace;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A dense layer in single precision. */
final class FloatLayerRun implements LayerRun {
  private final LayerProgram layer;
  private final NeuronProgram neurons;
  private final Kernel kernel;
  private final float[] currents = Aligned.floats(Kernel.STEPS * NeuronProgram.TILE);
  private final float[] v;
  private final History history;
  private final List<float[]> injected = new ArrayList<>();
  private float[] driven;
  private float[] base;

  FloatLayerRun(LayerProgram layer, Kernel kernel) {
    this.layer = layer;
    this.neurons = layer.neurons();
    this.kernel = kernel;
    this.v = Aligned.floats(neurons.states());
    this.history = History.of(neurons.stride());
    this.base = neurons.bias();
  }

  /** Tile by tile, so that the weights of a tile stay in the cache for all samples. */
  @Override
  public void inject(List<SparseInput> inputs) {
    inputs.forEach(x -> injected.add(neurons.bias().clone()));
    for (int from = 0; from < neurons.stride(); from += NeuronProgram.TILE) {
      for (int sample = 0; sample < inputs.size(); sample++) {
        kernel.addInput(layer, from, inputs.get(sample), injected.get(sample));
      }
    }
  }

  @Override
  public void drive(SparseInput input) {
    if (driven == null) {
      driven = new float[neurons.bias().length];
    }
    System.arraycopy(neurons.bias(), 0, driven, 0, driven.length);
    for (int from = 0; from < neurons.stride(); from += NeuronProgram.TILE) {
      kernel.addInput(layer, from, input, driven);
    }
    base = driven;
  }

  @Override
  public void start(int sample) {
    neurons.start(v);
    base = injected.isEmpty() ? neurons.bias() : injected.get(sample);
  }

  @Override
  public void advance(SpikeTrain in, int t0, int steps, SpikeTrain out, OutputTrace trace) {
    boolean tuned = out != null && trace == null && neurons.isUnitIntegrateAndFire();
    if (!tuned) {
      Arrays.fill(history.fired(), 0);
    }
    for (int from = 0; from < neurons.stride(); from += NeuronProgram.TILE) {
      float[] source = in == null ? base : currents;
      int at = in == null ? Aligned.LEAD + from : Aligned.LEAD;
      int stride = in == null ? 0 : layer.width(from);
      if (in != null) {
        kernel.addSpikes(layer, from, in, t0, steps, base, currents);
      }
      if (tuned) {
        kernel.integrateAndFire(neurons, from, source, at, stride, steps, v, history.fired());
        continue;
      }
      for (int t = 0; t < steps; t++) {
        kernel.integrate(neurons, from, source, at + t * stride, v);
        if (out != null) {
          kernel.fire(neurons, from, v, 1 << t, history.fired());
        }
        if (trace != null) {
          trace.record(t0 + t, from, v, Aligned.LEAD + from, layer.width(from));
        }
      }
    }
    if (out != null) {
      kernel.decode(history, steps, out);
    }
  }
}
