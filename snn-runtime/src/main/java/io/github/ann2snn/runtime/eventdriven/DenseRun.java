package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.Kernel.Awake;
import io.github.ann2snn.runtime.kernel.Kernel.History;
import io.github.ann2snn.runtime.kernel.LayerProgram;
import io.github.ann2snn.runtime.kernel.NeuronProgram;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.signed.SignedNeurons;
import io.github.ann2snn.runtime.simd.Aligned;
import io.github.ann2snn.runtime.simulation.OutputTrace;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A population that matrices alone lead to, in single precision. */
final class DenseRun implements PopulationRun {
  private final List<LayerProgram> projections;
  private final NeuronProgram neurons;
  private final Optional<SignedNeurons> signed;
  private final Kernel kernel;
  private final float[] currents;
  private final float[] v;
  private final int[] net;
  private final History history;
  private final InjectedCurrents injected;
  private float[] driven;
  private float[] base;

  /** Whether the current stays the same for all of a sample. */
  private boolean steady;

  /** Then the neurons that may fire; null as long as nobody has asked for them. */
  private NeuronProgram some;

  private Awake awake;

  /**
   * @param signed how the neurons fire, if their spikes have a sign
   */
  DenseRun(
      List<LayerProgram> projections,
      Optional<SignedNeurons> signed,
      Kernel kernel,
      Scratch scratch) {
    this.projections = projections;
    this.neurons = projections.get(0).neurons();
    this.signed = signed;
    this.kernel = kernel;
    this.currents = scratch.currents(Kernel.STEPS * NeuronProgram.TILE);
    this.v = Aligned.floats(neurons.states());
    this.net = signed.map(SignedNeurons::memory).orElse(null);
    this.history = scratch.history((signed.isPresent() ? 2 : 1) * neurons.stride());
    this.injected = new InjectedCurrents(neurons.bias());
    this.base = neurons.bias();
  }

  /** Tile by tile, so that the weights of a tile stay in the cache for all samples. */
  @Override
  public void inject(int projection, List<SparseInput> samples) {
    injected.begin(projection, samples.size());
    for (int from = 0; from < neurons.stride(); from += NeuronProgram.TILE) {
      for (int sample = 0; sample < samples.size(); sample++) {
        kernel.addInput(
            projections.get(projection), from, samples.get(sample), injected.of(sample));
      }
    }
  }

  @Override
  public void rest() {
    steady = false;
    base = neurons.bias();
  }

  @Override
  public void drive(int projection, SparseInput input) {
    if (driven == null) {
      driven = new float[neurons.bias().length];
    }
    if (base != driven) {
      System.arraycopy(neurons.bias(), 0, driven, 0, driven.length);
      base = driven;
    }
    for (int from = 0; from < neurons.stride(); from += NeuronProgram.TILE) {
      kernel.addInput(projections.get(projection), from, input, driven);
    }
  }

  @Override
  public void start(int sample) {
    neurons.start(v);
    if (net != null) {
      Arrays.fill(net, 0);
    }
    base = injected.of(sample);
    steady = !injected.areNone();
    some = null;
  }

  @Override
  public void advance(SpikeTrain[] in, int t0, int steps, SpikeTrain out, OutputTrace trace) {
    boolean tuned = out != null && trace == null && neurons.isUnitIntegrateAndFire();
    boolean signs = out != null && signed.isPresent();
    boolean constant = PopulationRun.areNone(in);
    // To find out who may fire takes as long as some steps of all.
    if (tuned && !signs && constant && steady && (some != null || steps == Kernel.STEPS)) {
      fireSome(steps, out);
      return;
    }
    if (!tuned || signs) {
      Arrays.fill(history.fired(), 0);
    }
    for (int from = 0; from < neurons.stride(); from += NeuronProgram.TILE) {
      float[] source = constant ? base : currents;
      int at = constant ? Aligned.LEAD + from : Aligned.LEAD;
      int stride = constant ? 0 : neurons.width(from);
      addSpikes(in, from, t0, steps);
      if (tuned && signs) {
        signed
            .get()
            .fire(from, neurons.width(from), source, at, stride, steps, v, net, history.fired(), 0);
        continue;
      }
      if (tuned) {
        kernel.integrateAndFire(neurons, from, source, at, stride, steps, v, history.fired());
        continue;
      }
      for (int t = 0; t < steps; t++) {
        kernel.integrate(neurons, from, source, at + t * stride, v);
        if (signs) {
          signed.get().fire(from, neurons.width(from), v, net, history.fired(), t);
        } else if (out != null) {
          kernel.fire(neurons, from, v, 1 << t, history.fired());
        }
        if (trace != null) {
          trace.record(t0 + t, from, v, Aligned.LEAD + from, neurons.width(from));
        }
      }
    }
    if (out != null) {
      kernel.decode(history, steps, out);
    }
  }

  /** Those whose current pulls them down stay where they are: nobody asks for their potential. */
  private void fireSome(int steps, SpikeTrain out) {
    if (awake == null) {
      awake = Awake.of(neurons.stride());
    }
    if (some == null) {
      some = neurons.some(kernel.wake(neurons, base, v, awake), awake.theta());
    }
    int[] fired = awake.history().fired();
    for (int from = 0; from < some.stride(); from += NeuronProgram.TILE) {
      int at = Aligned.LEAD + from;
      kernel.integrateAndFire(some, from, awake.current(), at, 0, steps, awake.v(), fired);
    }
    kernel.decode(awake.history(), some.stride(), steps, out);
  }

  /** The currents of a tile, one projection after another. */
  private void addSpikes(SpikeTrain[] in, int from, int t0, int steps) {
    float[] before = base;
    for (int k = 0; k < in.length; k++) {
      if (in[k] != null) {
        kernel.addSpikes(projections.get(k), from, in[k], t0, steps, before, currents);
        before = currents;
      }
    }
  }
}
