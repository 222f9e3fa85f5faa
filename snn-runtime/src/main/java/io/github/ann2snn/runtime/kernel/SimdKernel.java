package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.kernel.Kernel.History;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import jdk.incubator.vector.FloatVector;

/** The Vector API. Lanes add what {@link ScalarKernel} adds, in the same order. */
public final class SimdKernel implements Kernel {
  private final Kernel scalar = new ScalarKernel();

  /** Fails where the module is missing, or lanes are wider than layers are padded to. */
  public SimdKernel() {
    int lanes = FloatVector.SPECIES_PREFERRED.length();
    if (NeuronProgram.PADDING % lanes != 0) {
      throw new UnsupportedOperationException("vectors of " + lanes + " lanes");
    }
  }

  @Override
  public String name() {
    return "simd-" + FloatVector.SPECIES_PREFERRED.vectorBitSize();
  }

  @Override
  public SparseInput nonzero(float[] input) {
    return SimdDecoder.AVAILABLE ? SimdDecoder.nonzero(input) : scalar.nonzero(input);
  }

  @Override
  public void addInput(LayerProgram layer, int from, SparseInput x, float[] current) {
    SimdRows.addInput(layer, from, x, current);
  }

  @Override
  public void addSpikes(
      LayerProgram layer, int from, SpikeTrain in, int t0, int steps, float[] base, float[] to) {
    SimdRows.addSpikes(layer, from, in, t0, steps, base, to);
  }

  @Override
  public void add(float[] w, int at, int n, float[] sum, int to) {
    SimdRows.add(w, at, n, sum, to);
  }

  @Override
  public void addProduct(float[] w, int at, int n, float x, float[] sum, int to) {
    SimdRows.addProduct(w, at, n, x, sum, to);
  }

  @Override
  public void integrateAndFire(
      NeuronProgram layer,
      int from,
      float[] in,
      int at,
      int stride,
      int steps,
      float[] v,
      int[] fired) {
    SimdNeurons.integrateAndFire(layer, from, in, at, stride, steps, v, fired);
  }

  @Override
  public void integrate(NeuronProgram layer, int from, float[] currents, int at, float[] v) {
    SimdNeurons.integrate(layer, from, currents, at, v);
  }

  @Override
  public void fire(NeuronProgram layer, int from, float[] v, int bit, int[] history) {
    SimdNeurons.fire(layer, from, v, bit, history);
  }

  @Override
  public void decode(History history, int steps, SpikeTrain train) {
    if (SimdDecoder.AVAILABLE) {
      SimdDecoder.decode(history, steps, train);
    } else {
      scalar.decode(history, steps, train);
    }
  }

  @Override
  public void addSpikes(
      IntegerProgram layer, int from, SpikeTrain in, int t0, int steps, short[] base, short[] to) {
    SimdIntegers.addSpikes(layer, from, in, t0, steps, base, to);
  }

  @Override
  public void integrateAndFire(
      IntegerProgram layer,
      int from,
      short[] in,
      int at,
      int stride,
      int steps,
      short[] v,
      short[] fired) {
    SimdIntegers.integrateAndFire(layer, from, in, at, stride, steps, v, fired);
  }
}
