package io.github.ann2snn.runtime.bandwidth;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.simd.Selected;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Measures how many operations per second threads do together, if they do nothing else, in
 * registers: nothing that needs these operations can be faster.
 *
 * @param work which operations
 * @param threads how many threads run at the same time, at least 1
 */
public record ArithmeticPeak(Work work, int threads) {
  private static final int ROUNDS = 200_000;

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if {@code threads} is not positive
   */
  public ArithmeticPeak {
    Refusal.when(threads < 1, "threads is %s, expected at least 1", threads);
  }

  /** What is done. */
  public enum Work {
    /** Multiplication and addition in single precision, which are two operations. */
    MULTIPLY_ADD("multiply-add", 2, () -> new VectorMultiplier(), new PlainMultiplier()),
    /** Addition in single precision. */
    ADD("add", 1, () -> new VectorAdder(), new PlainAdder()),
    /**
     * Addition of whole numbers in lanes of 16 bits; without the Vector API, which alone has them,
     * in single precision.
     */
    ADD_INT16("add, 16 bits", 1, () -> new VectorShortAdder(), new PlainAdder());

    private final String title;
    private final int operations;
    private final Loop loop;

    Work(String title, int operations, Supplier<Loop> simd, Loop plain) {
      this.title = title;
      this.operations = operations;
      this.loop = Selected.<Loop>of(simd, () -> plain).kernel();
      // Until the JIT compiler has seen enough.
      for (int i = 0; i < 20_000; i++) {
        run(1 + i % 2);
      }
    }

    /** How people read it. */
    public String title() {
      return title;
    }

    /** Numbers that nobody looks at would not be computed. */
    private void run(int rounds) {
      float result = loop.run(rounds);
      if (result != loop.result(rounds)) {
        throw new IllegalStateException("the result is " + result);
      }
    }
  }

  /**
   * Measures; takes some hundredths of a second.
   *
   * @return operations per second of all threads together: the best of {@value Race#TRIES} tries
   * @throws InterruptedException if the calling thread is interrupted
   */
  public double operationsPerSecond() throws InterruptedException {
    List<Runnable> runners = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      runners.add(() -> work.run(ROUNDS));
    }
    double lanes = (double) threads * ROUNDS * work.loop.lanes();
    return work.operations * lanes / Race.seconds(runners);
  }

  /** Computes with some numbers side by side. */
  interface Loop {
    /** How many numbers. */
    int lanes();

    /**
     * Does the work once a round with each number.
     *
     * @return the mean of all numbers
     */
    float run(int rounds);

    /** What {@link #run} must return. */
    float result(int rounds);
  }

  /** {@code a = fma(a, 1/2, 1)}, beginning with 2, one by one. */
  static final class PlainMultiplier implements Loop {
    @Override
    public int lanes() {
      return 8;
    }

    @Override
    public float result(int rounds) {
      return 2;
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

  /** {@code a = a + 1}, beginning with 0, one by one. */
  static final class PlainAdder implements Loop {
    @Override
    public int lanes() {
      return 8;
    }

    @Override
    public float result(int rounds) {
      return rounds;
    }

    @Override
    public float run(int rounds) {
      float a = 0;
      float b = 0;
      float c = 0;
      float d = 0;
      float e = 0;
      float f = 0;
      float g = 0;
      float h = 0;
      for (int i = 0; i < rounds; i++) {
        a += 1f;
        b += 1f;
        c += 1f;
        d += 1f;
        e += 1f;
        f += 1f;
        g += 1f;
        h += 1f;
      }
      return ((a + b) + (c + d) + ((e + f) + (g + h))) / 8;
    }
  }
}
