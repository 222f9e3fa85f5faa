package io.github.ann2snn.runtime.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.evaluation.SampleChunks.OrderedWorker;
import io.github.ann2snn.runtime.evaluation.SampleChunks.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleChunksTest {
  /** Sample i is the number i. */
  private record Numbers(int size) implements SampleSource {
    @Override
    public void read(int sample, float[] target) {
      target[0] = sample;
    }

    @Override
    public int label(int sample) {
      return 0;
    }
  }

  /** Takes as long as it is told to. */
  private static OrderedWorker worker(List<Float> told, int slowest) {
    return new OrderedWorker() {
      @Override
      public void take(int from, List<float[]> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
          assertEquals(from + i, inputs.get(i)[0]);
        }
        if (from == slowest) {
          Assertions.assertDoesNotThrow(() -> Thread.sleep(30));
        }
      }

      @Override
      public void tell(int from, List<float[]> inputs) {
        inputs.forEach(x -> told.add(x[0]));
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void samplesAreToldInTheirOrder(int threads) throws InterruptedException {
    List<Float> told = new ArrayList<>();
    AtomicInteger done = new AtomicInteger();
    List<OrderedWorker> workers =
        IntStream.range(0, threads).mapToObj(i -> worker(told, 7)).toList();
    new SampleChunks(new Numbers(50), 1, 7, done::addAndGet).giveTo(workers);
    assertEquals(IntStream.range(0, 50).mapToObj(i -> (float) i).toList(), told);
    assertEquals(50, done.get());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 14})
  void whoWaitsForOneThatFailedWaitsNoLonger(int failing) {
    List<Float> told = new ArrayList<>();
    Worker failed =
        (from, inputs) -> {
          throw new IllegalArgumentException("no");
        };
    List<Worker> workers = List.of(worker(told, failing), worker(told, failing), failed);
    SampleChunks chunks = new SampleChunks(new Numbers(500), 1, 7, n -> {});
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThrows(IllegalArgumentException.class, () -> chunks.giveTo(workers)));
  }

  private static void pause(int milliseconds) {
    long end = System.nanoTime() + milliseconds * 1_000_000L;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void afterAFailureNobodyTakesAllThatIsLeft() {
    CountDownLatch failing = new CountDownLatch(1);
    AtomicInteger taken = new AtomicInteger();
    Worker slow =
        (from, inputs) -> {
          Assertions.assertDoesNotThrow(() -> failing.await());
          pause(2);
          taken.incrementAndGet();
        };
    Worker failed =
        (from, inputs) -> {
          failing.countDown();
          throw new IllegalArgumentException("no");
        };
    SampleChunks chunks = new SampleChunks(new Numbers(300), 1, 1, n -> {});
    assertThrows(IllegalArgumentException.class, () -> chunks.giveTo(List.of(slow, failed)));
    assertTrue(taken.get() < 299, taken + " chunks");
  }

  @Test
  void whoeverIsInterruptedLeavesNoThreadBehind() {
    AtomicInteger running = new AtomicInteger();
    Thread caller = Thread.currentThread();
    Worker worker =
        (from, inputs) -> {
          running.incrementAndGet();
          caller.interrupt();
          pause(50);
          running.decrementAndGet();
        };
    SampleChunks chunks = new SampleChunks(new Numbers(300), 1, 1, n -> {});
    assertThrows(InterruptedException.class, () -> chunks.giveTo(List.of(worker, worker)));
    assertEquals(0, running.get());
    // The second worker may have interrupted it again.
    Thread.interrupted();
  }

  @Test
  void aThreadThatWasInterruptedTakesItsSamplesAllTheSame() throws InterruptedException {
    AtomicInteger taken = new AtomicInteger();
    Worker worker =
        (from, inputs) -> {
          Thread.currentThread().interrupt();
          taken.addAndGet(inputs.size());
        };
    new SampleChunks(new Numbers(50), 1, 7, n -> {}).giveTo(List.of(worker));
    assertEquals(50, taken.get());
  }
}
