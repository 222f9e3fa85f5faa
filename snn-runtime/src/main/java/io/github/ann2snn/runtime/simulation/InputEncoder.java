package io.github.ann2snn.runtime.simulation;

import io.github.ann2snn.runtime.network.InputCoding;
import java.util.Optional;
import java.util.SplittableRandom;

/** Turns input values into spikes. */
final class InputEncoder {
  private InputEncoder() {}

  /** The spikes of an input; empty where it is a constant current. */
  static Optional<SpikeTrain> encode(float[] x, SimulationSettings settings, long sampleIndex) {
    if (settings.coding() == InputCoding.CURRENT) {
      return Optional.empty();
    }
    SpikeTrain train = new SpikeTrain(x.length, settings.timesteps());
    switch (settings.coding()) {
      case POISSON -> poisson(x, train, streamSeed(settings.seed(), sampleIndex));
      case REGULAR -> regular(x, train);
      case BINARY -> binary(x, train);
      case CURRENT -> throw new AssertionError("has no spikes");
    }
    return Optional.of(train);
  }

  /** Drawn step by step, so that a longer run begins with the spikes of a shorter one. */
  private static void poisson(float[] x, SpikeTrain train, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int t = 0; t < train.timesteps(); t++) {
      for (int i = 0; i < x.length; i++) {
        if (random.nextDouble() < x[i]) {
          train.fire(i);
        }
      }
      train.endStep();
    }
  }

  private static void regular(float[] x, SpikeTrain train) {
    float[] v = new float[x.length];
    for (int t = 0; t < train.timesteps(); t++) {
      for (int i = 0; i < x.length; i++) {
        v[i] += x[i];
        if (v[i] >= 1f) {
          v[i] -= 1f;
          train.fire(i);
        }
      }
      train.endStep();
    }
  }

  private static void binary(float[] x, SpikeTrain train) {
    for (int t = 0; t < train.timesteps(); t++) {
      for (int i = 0; i < x.length; i++) {
        if (x[i] > 0.5f) {
          train.fire(i);
        }
      }
      train.endStep();
    }
  }

  /** Far apart for neighbouring samples and seeds: the finaliser of SplitMix64 (Steele 2014). */
  private static long streamSeed(long seed, long sampleIndex) {
    return mix(mix(seed) + sampleIndex);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
