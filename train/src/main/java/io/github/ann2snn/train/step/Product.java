package io.github.ann2snn.train.step;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * A product of matrices that lie row-major without gaps, by the BLAS that Deeplearning4j uses.
 *
 * @param rows of the result
 * @param columns of the result
 * @param summands of each of its numbers
 */
record Product(int rows, int columns, int summands) {
  private static final int ROW_MAJOR = 101;
  private static final int PLAIN = 111;
  private static final int TRANSPOSED = 112;

  /** A matrix, or its transpose. */
  record Factor(FloatPointer numbers, boolean isTransposed) {
    static Factor of(FloatPointer numbers) {
      return new Factor(numbers, false);
    }

    static Factor transposed(FloatPointer numbers) {
      return new Factor(numbers, true);
    }
  }

  /** Writes {@code a b} to {@code result}. */
  void set(Factor a, Factor b, FloatPointer result) {
    compute(a, b, 0, result);
  }

  /** Adds {@code a b} to {@code result}. */
  void add(Factor a, Factor b, FloatPointer result) {
    compute(a, b, 1, result);
  }

  private void compute(Factor a, Factor b, float kept, FloatPointer result) {
    openblas.cblas_sgemm(
        ROW_MAJOR,
        a.isTransposed ? TRANSPOSED : PLAIN,
        b.isTransposed ? TRANSPOSED : PLAIN,
        rows,
        columns,
        summands,
        1,
        a.numbers,
        a.isTransposed ? rows : summands,
        b.numbers,
        b.isTransposed ? summands : columns,
        kept,
        result,
        columns);
  }

  /** Runs something whose products are computed by several threads, each by one. */
  static void eachByOneThread(Runnable work) {
    int threads = openblas.blas_get_num_threads();
    openblas.blas_set_num_threads(1);
    try {
      work.run();
    } finally {
      openblas.blas_set_num_threads(threads);
    }
  }
}
