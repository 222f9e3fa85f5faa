package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.kernel.Kernel.History;
import io.github.ann2snn.runtime.kernel.WindowProgram.Currents;
import io.github.ann2snn.runtime.simd.VectorClasses;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import jdk.incubator.vector.FloatVector;

/** The Vector API. Lanes add what {@link ScalarKernel} adds, in the same order. */
public final class SimdKernel implements SimdRows, SimdNeurons, SimdIntegers {
  private final Kernel scalar = new ScalarKernel();
  private final SimdStrips windows = new SimdWindows();
  private final SimdStrips products = new SimdProducts();
  private final SimdStrips integers = new SimdIntegerWindows();

  /** Fails where the module is missing, or lanes are wider than layers are padded to. */
  public SimdKernel() {
    int lanes = FloatVector.SPECIES_PREFERRED.length();
    if (NeuronProgram.PADDING % lanes != 0) {
      throw new UnsupportedOperationException("vectors of " + lanes + " lanes");
    }
    if (!VectorClasses.areKnown()) {
      throw new AssertionError("the sum of zeros is zero");
    }
  }

  @Override
  public String name() {
    return "simd-" + FloatVector.SPECIES_PREFERRED.vectorBitSize();
  }

  @Override
  public void takeNonzero(float[] input, SparseInput into) {
    if (SimdDecoder.AVAILABLE) {
      SimdDecoder.takeNonzero(input, into);
    } else {
      scalar.takeNonzero(input, into);
    }
  }

  @Override
  public int lanes() {
    return FloatVector.SPECIES_PREFERRED.length();
  }

  @Override
  public boolean addsIntegerWindows() {
    return true;
  }

  @Override
  public void addWindows(WindowProgram program, MapEvents in, Currents currents) {
    SimdStrips floats = in.areValued() ? products : windows;
    (program.isInteger() ? integers : floats).add(program, in, currents);
  }

  @Override
  public void put(int[] fired, int first, int end, int t, int steps, MapSpikes to) {
    SimdDecoder.put(fired, first, end, t, steps, to);
  }

  @Override
  public void list(MapSpikes spikes, int t, MapEvents to) {
    if (SimdDecoder.LISTS) {
      SimdDecoder.list(spikes, t, to);
    } else {
      scalar.list(spikes, t, to);
    }
  }

  @Override
  public void count(MapSpikes spikes, int t, int[] first, int[] seen, float[] counts) {
    if (SimdDecoder.LISTS) {
      SimdDecoder.count(spikes, t, first, seen, counts);
    } else {
      scalar.count(spikes, t, first, seen, counts);
    }
  }

  @Override
  public void list(float[] values, MapEvents to) {
    if (SimdDecoder.LISTS) {
      SimdDecoder.list(values, to);
    } else {
      scalar.list(values, to);
    }
  }

  @Override
  public void decode(History history, int count, int steps, SpikeTrain train) {
    if (SimdDecoder.AVAILABLE) {
      SimdDecoder.decode(history, count, steps, train);
    } else {
      scalar.decode(history, count, steps, train);
    }
  }

  @Override
  public int wake(NeuronProgram layer, float[] current, float[] v, Awake into) {
    return SimdDecoder.AVAILABLE
        ? SimdDecoder.wake(layer, current, v, into)
        : scalar.wake(layer, current, v, into);
  }
}
