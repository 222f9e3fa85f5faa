package io.github.ann2snn.runtime.simulation;

import io.github.ann2snn.files.SplitMix64;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import java.util.Optional;
import java.util.SplittableRandom;

/** Turns the input values of a sample into spikes, some steps at a time. */
public final class InputEncoder {
  private final float[] x;
  private final InputCoding coding;
  private final SplittableRandom random;
  private final float[] v;
  private final SpikeTrain train;

  /**
   * An encoder before its first step; no spikes come of a constant current.
   *
   * @param x one value in [0, 1] per input; not copied
   * @param settings coding, number of steps and seed
   * @param sampleIndex index of the sample in its data set, which keys its random stream
   */
  public InputEncoder(float[] x, SimulationSettings settings, long sampleIndex) {
    this.x = x;
    this.coding = settings.coding();
    this.random = new SplittableRandom(SplitMix64.seed(settings.seed(), sampleIndex));
    this.v = new float[coding == InputCoding.REGULAR ? x.length : 0];
    this.train =
        coding == InputCoding.CURRENT ? null : new SpikeTrain(x.length, settings.timesteps());
  }

  /** All spikes of an input; empty where it is a constant current. */
  static Optional<SpikeTrain> encode(float[] x, SimulationSettings settings, long sampleIndex) {
    InputEncoder encoder = new InputEncoder(x, settings, sampleIndex);
    encoder.advance(settings.timesteps());
    return encoder.train();
  }

  /** {@return the spikes of the steps so far; empty where the input is a constant current} */
  public Optional<SpikeTrain> train() {
    return Optional.ofNullable(train);
  }

  /**
   * Encodes the next steps: drawn step by step, so that a run begins with those of a shorter one.
   *
   * @param steps how many; with those before, at most as many as the settings say
   */
  public void advance(int steps) {
    for (int t = 0; train != null && t < steps; t++) {
      switch (coding) {
        case POISSON -> poisson();
        case REGULAR -> regular();
        case BINARY -> binary();
        case CURRENT -> throw new AssertionError("has no spikes");
      }
      train.endStep();
    }
  }

  private void poisson() {
    for (int i = 0; i < x.length; i++) {
      if (random.nextDouble() < x[i]) {
        train.fire(i);
      }
    }
  }

  private void regular() {
    for (int i = 0; i < x.length; i++) {
      v[i] += x[i];
      if (v[i] >= 1f) {
        v[i] -= 1f;
        train.fire(i);
      }
    }
  }

  private void binary() {
    for (int i = 0; i < x.length; i++) {
      if (x[i] > 0.5f) {
        train.fire(i);
      }
    }
  }
}
