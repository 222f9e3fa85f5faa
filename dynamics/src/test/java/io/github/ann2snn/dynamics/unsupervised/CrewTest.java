package io.github.ann2snn.dynamics.unsupervised;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Two threads, by a clock that goes on with what was done. */
class CrewTest {
  private static final int SHIFTS = 200;

  private final CompetitiveNetwork network =
      CompetitiveNetwork.random(CompetitiveModel.DEFAULT, 4, 75, 1);
  private final AtomicInteger working = new AtomicInteger();
  private final List<Integer> workers = new ArrayList<>();
  private final List<Long> samples = new ArrayList<>();
  private long now;

  /**
   * How often both work.
   *
   * @param nanos what nobody's, one thread's, and two threads' work takes
   */
  private long together(long... nanos) throws InterruptedException {
    Crew crew =
        new Crew(
            network,
            network.tiles(),
            1,
            2,
            () -> {
              int number = working.getAndSet(0);
              if (number > 0) {
                workers.add(number);
              }
              now += nanos[number];
              return now;
            });
    crew.learn(
        0,
        SHIFTS * Crew.SHIFT - 1,
        (learning, from, to, leads) -> {
          working.incrementAndGet();
          for (long k = from; leads && k < to; k++) {
            samples.add(k);
          }
        });
    assertEquals(SHIFTS, workers.size());
    assertEquals(SHIFTS * Crew.SHIFT - 1, samples.size());
    for (int k = 0; k < samples.size(); k++) {
      assertEquals(k, samples.get(k));
    }
    return workers.stream().filter(number -> number == 2).count();
  }

  @Test
  void oneLearnsAloneWhereThatIsFasterButTriesAgain() throws InterruptedException {
    long number = together(0, 1_000, 10_000);
    assertTrue(number >= 3 && number <= 10, "together " + number + " times");
    assertEquals(2, workers.get(0), "together at first");
    assertEquals(1, workers.get(SHIFTS - 1));
  }

  @Test
  void allLearnWhereThatIsFaster() throws InterruptedException {
    long number = together(0, 10_000, 6_000);
    assertTrue(number >= SHIFTS - 10 && number < SHIFTS, "together " + number + " times");
  }
}
