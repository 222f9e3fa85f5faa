package io.github.ann2snn.train.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.bytedeco.openblas.global.openblas;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class ProductTest {
  private int before;

  @BeforeEach
  void loadBlas() {
    Nd4j.create(1);
    before = openblas.blas_get_num_threads();
    openblas.blas_set_num_threads(2);
  }

  @AfterEach
  void asBefore() {
    openblas.blas_set_num_threads(before);
  }

  @Test
  void blasHasOneThreadAsLongAsProductsAreComputed() {
    int within =
        Product.eachByOneThread(
            () ->
                Product.eachByOneThread(openblas::blas_get_num_threads)
                    + 10 * openblas.blas_get_num_threads());
    assertEquals(11, within);
    assertEquals(2, openblas.blas_get_num_threads());
  }

  @Test
  void blasHasOneThreadUntilAllWhoAskedForItHaveEnded() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch firstEnded = new CountDownLatch(1);
    FutureTask<Integer> second =
        new FutureTask<>(
            () ->
                Product.eachByOneThread(
                    () -> {
                      begun.countDown();
                      firstEnded.await();
                      return openblas.blas_get_num_threads();
                    }));
    Product.eachByOneThread(
        () -> {
          new Thread(second).start();
          begun.await();
          return null;
        });
    firstEnded.countDown();
    assertEquals(1, second.get());
    assertEquals(2, openblas.blas_get_num_threads());
  }

  @Test
  void blasHasItsThreadsAgainWhereThatFails() {
    IOException failure = new IOException("full");
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                Product.eachByOneThread(
                    () -> {
                      throw failure;
                    }));
    assertEquals(failure, thrown);
    assertEquals(2, openblas.blas_get_num_threads());
  }
}
