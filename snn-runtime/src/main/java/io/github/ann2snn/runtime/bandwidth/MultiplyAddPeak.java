package io.github.ann2snn.runtime.bandwidth;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.kernel.Selected;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how many single-precision operations per second threads do together, if all they do is
 * to multiply and add, in registers: no forward pass can be faster.
 *
 * @param threads how many threads run at the same time, at least 1
 */
public record MultiplyAddPeak(int threads) {
  private static final int ROUNDS = 200_000;
  private static final Multiplier MULTIPLIER =
      warmedUp(
          Selected.<Multiplier>of(() -> new VectorMultiplier(), () -> new PlainMultiplier())
              .kernel());

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if {@code threads} is not positive
   */
  public MultiplyAddPeak {
    Refusal.when(threads < 1, "threads is %s, expected at least 1", threads);
  }

  /**
   * Measures; takes some hundredths of a second.
   *
   * @return operations per second of all threads together, a multiplication and an addition being
   *     two: the best of {@value Race#TRIES} tries
   * @throws InterruptedException if the calling thread is interrupted
   */
  public double operationsPerSecond() throws InterruptedException {
    List<Runnable> runners = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      runners.add(() -> keep(MULTIPLIER.run(ROUNDS)));
    }
    return 2.0 * threads * ROUNDS * MULTIPLIER.perRound() / Race.seconds(runners);
  }

  /** Multiplies and adds until the JIT compiler has seen enough. */
  private static Multiplier warmedUp(Multiplier multiplier) {
    for (int i = 0; i < 20_000; i++) {
      keep(multiplier.run(1 + i % 2));
    }
    return multiplier;
  }

  /** Sums that nobody looks at would not be computed. */
  private static void keep(float sum) {
    if (sum != 2) {
      throw new IllegalStateException("the sum is " + sum);
    }
  }

  /** Multiplies and adds. */
  interface Multiplier {
    /** Multiply-adds of one round. */
    int perRound();

    /**
     * Computes {@code a = fma(a, 1/2, 1)} for some numbers, beginning with 2.
     *
     * @return 2, which depends on all of them
     */
    float run(int rounds);
  }

  /** Numbers one by one. */
  static final class PlainMultiplier implements Multiplier {
    @Override
    public int perRound() {
      return 8;
    }

    @Override
    public float run(int rounds) {
      float a = 2;
      float b = 2;
      float c = 2;
      float d = 2;
      float e = 2;
      float f = 2;
      float g = 2;
      float h = 2;
      for (int i = 0; i < rounds; i++) {
        a = Math.fma(a, 0.5f, 1f);
        b = Math.fma(b, 0.5f, 1f);
        c = Math.fma(c, 0.5f, 1f);
        d = Math.fma(d, 0.5f, 1f);
        e = Math.fma(e, 0.5f, 1f);
        f = Math.fma(f, 0.5f, 1f);
        g = Math.fma(g, 0.5f, 1f);
        h = Math.fma(h, 0.5f, 1f);
      }
      return (a + b + c + d + e + f + g + h) / 8;
    }
  }
}
