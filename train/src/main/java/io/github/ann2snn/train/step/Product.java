package io.github.ann2snn.train.step;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * A product of matrices that lie row-major, by the BLAS that Deeplearning4j uses.
 *
 * @param rows of the result
 * @param columns of the result
 * @param summands of each of its numbers
 */
public record Product(int rows, int columns, int summands) {
  private static final int ROW_MAJOR = 101;
  private static final int PLAIN = 111;
  private static final int TRANSPOSED = 112;

  /**
   * A matrix, or its transpose.
   *
   * @param first its first number
   * @param stride from one row to the next in memory
   */
  record Matrix(FloatPointer first, int stride, boolean isTransposed) {
    static Matrix of(NativeFloats numbers, int stride) {
      return new Matrix(numbers.pointer(), stride, false);
    }

    /** Without some numbers before it: some rows above, or columns to the left. */
    Matrix from(long skipped) {
      FloatPointer moved = new FloatPointer(first);
      return new Matrix(moved.position(first.position() + skipped), stride, isTransposed);
    }

    Matrix transposed() {
      return new Matrix(first, stride, !isTransposed);
    }

    private int order() {
      return isTransposed ? TRANSPOSED : PLAIN;
    }
  }

  /** Writes {@code a b} to {@code result}. */
  void set(Matrix a, Matrix b, Matrix result) {
    compute(a, b, 0, result);
  }

  /** Adds {@code a b} to {@code result}. */
  void add(Matrix a, Matrix b, Matrix result) {
    compute(a, b, 1, result);
  }

  private void compute(Matrix a, Matrix b, float kept, Matrix result) {
    openblas.cblas_sgemm(
        ROW_MAJOR,
        a.order(),
        b.order(),
        rows,
        columns,
        summands,
        1,
        a.first,
        a.stride,
        b.first,
        b.stride,
        kept,
        result.first,
        result.stride);
  }

  /** Who asked for one thread and has not ended, and how many there were before. */
  private static int asking;

  private static int threads;

  /**
   * Something that computes products.
   *
   * @param <T> what comes of it
   * @param <E> how it may fail
   */
  @FunctionalInterface
  public interface Products<T, E extends Exception> {
    /** Computes them. */
    T compute() throws E;
  }

  /**
   * Does something whose products are each computed by the thread that asks for it. BLAS's own
   * threads would wait for each other longer than they compute, and make sums depend on their
   * number. To tell BLAS takes a while, because its binding looks for libraries each time; within
   * another such call, on whatever thread, it costs nothing, and lasts until all have ended.
   */
  public static <T, E extends Exception> T eachByOneThread(Products<T, E> products) throws E {
    begin();
    try {
      return products.compute();
    } finally {
      end();
    }
  }

  private static synchronized void begin() {
    if (asking == 0) {
      threads = openblas.blas_get_num_threads();
      openblas.blas_set_num_threads(1);
    }
    asking++;
  }

  private static synchronized void end() {
    asking--;
    if (asking == 0) {
      openblas.blas_set_num_threads(threads);
    }
  }
}
