package io.github.ann2snn.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.bench.Schedule.Entry;
import io.github.ann2snn.bench.Schedule.Task;
import io.github.ann2snn.bench.Schedule.Timings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private final StringBuilder ran = new StringBuilder();
  private long clock;

  /** Takes {@code nanoseconds} of a clock that only tasks move. */
  private Task task(String name, long nanoseconds) {
    return () -> {
      ran.append(name);
      clock += nanoseconds;
    };
  }

  private Map<Task, Timings> measure(Schedule schedule) throws InterruptedException {
    AtomicInteger steps = new AtomicInteger();
    Map<Task, Timings> timings = schedule.measure(() -> clock, steps::addAndGet);
    assertEquals(schedule.steps(), steps.get());
    return timings;
  }

  @Test
  void everyRoundBeginsElsewhereAfterTheWarmUp() throws InterruptedException {
    Task a = task("a", 2_000_000_000L);
    Task b = task("b", 1_000_000_000L);
    Task c = task("c", 5_000_000_000L);
    Map<Task, Timings> timings =
        measure(
            new Schedule(
                List.of(new Entry(a, 3, 1), new Entry(b, 1, 1), new Entry(c, 0, 1)), 3, 0));
    assertEquals("aaab" + "abc" + "bca" + "cab", ran.toString());
    assertEquals(List.of(2.0, 2.0, 2.0), timings.get(a).seconds());
    assertEquals(1, timings.get(b).median());
    assertEquals(5, timings.get(c).median());
  }

  @Test
  void quickTasksWarmUpLonger() throws InterruptedException {
    Task quick = task("q", 250_000_000L);
    Task slow = task("s", 3_000_000_000L);
    measure(new Schedule(List.of(new Entry(quick, 2, 1), new Entry(slow, 1, 1)), 1, 1.0));
    assertEquals("qqqqs" + "qs", ran.toString());
  }

  @Test
  void slowTasksRunInEveryThirdRound() throws InterruptedException {
    Task often = task("o", 1);
    Task seldom = task("s", 1);
    Map<Task, Timings> timings =
        measure(new Schedule(List.of(new Entry(often, 0, 1), new Entry(seldom, 0, 3)), 7, 0));
    assertEquals(7, timings.get(often).seconds().size());
    assertEquals(3, timings.get(seldom).seconds().size());
  }

  @Test
  void whoTakesLongIsWarmSoonerAndToldSo() throws InterruptedException {
    Task slow =
        new Task() {
          @Override
          public void run() {
            ran.append('s');
            clock += 6_000_000_000L;
          }

          @Override
          public void warmedUp() {
            ran.append('!');
          }
        };
    measure(new Schedule(List.of(new Entry(slow, 3, 1)), 2, 0.5));
    assertEquals("ss!ss", ran.toString());
  }
}
