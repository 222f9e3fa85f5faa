package io.github.ann2snn.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * Runs tasks in turn, again and again, so that what slows the machine down for a moment touches all
 * of them.
 *
 * @param entries the tasks
 * @param repetitions how many rounds are measured
 * @param warmUpSeconds how long every task runs before, at least
 */
record Schedule(List<Entry> entries, int repetitions, double warmUpSeconds) {
  /** Who has run for so many seconds is warm, however few runs that were. */
  private static final double WARM = 10;

  /**
   * A task and how often it runs.
   *
   * @param task what to run
   * @param warmUps how often it runs before it is measured, at least, unless that takes long
   * @param every it runs in every n-th round, the first included
   */
  record Entry(Task task, int warmUps, int every) {}

  Schedule {
    entries = List.copyOf(entries);
  }

  /** How many steps {@link #measure} tells of: the warm-up of a task is one, each run another. */
  int steps() {
    return entries.stream()
        .mapToInt(entry -> 1 + (repetitions + entry.every() - 1) / entry.every())
        .sum();
  }

  /**
   * Runs everything.
   *
   * @param nanoseconds the clock
   * @param progress told how many more steps are done
   * @return the timings of every task, measured rounds alone
   */
  Map<Task, Timings> measure(LongSupplier nanoseconds, IntConsumer progress)
      throws InterruptedException {
    Map<Task, List<Double>> measured = new LinkedHashMap<>();
    for (Entry entry : entries) {
      warmUp(entry, nanoseconds);
      measured.put(entry.task(), new ArrayList<>());
      progress.accept(1);
    }
    int n = entries.size();
    for (int round = 0; round < repetitions; round++) {
      // Each round begins elsewhere, and all beginnings lie equally far apart.
      int first = (int) ((long) round * n / repetitions);
      for (int i = 0; i < n; i++) {
        Entry entry = entries.get((first + i) % n);
        if (round % entry.every() == 0) {
          measured.get(entry.task()).add(seconds(entry.task(), nanoseconds));
          progress.accept(1);
        }
      }
    }
    Map<Task, Timings> timings = new LinkedHashMap<>();
    measured.forEach((task, seconds) -> timings.put(task, new Timings(seconds)));
    return timings;
  }

  private void warmUp(Entry entry, LongSupplier nanoseconds) throws InterruptedException {
    double spent = 0;
    double enough = Math.max(WARM, warmUpSeconds);
    for (int runs = 0;
        spent < enough && (runs < entry.warmUps() || spent < warmUpSeconds);
        runs++) {
      spent += seconds(entry.task(), nanoseconds);
    }
    entry.task().warmedUp();
  }

  private static double seconds(Task task, LongSupplier nanoseconds) throws InterruptedException {
    long begin = nanoseconds.getAsLong();
    task.run();
    return (nanoseconds.getAsLong() - begin) * 1e-9;
  }

  /** Something whose time is measured. */
  @FunctionalInterface
  interface Task {
    void run() throws InterruptedException;

    /** From here on it is measured. */
    default void warmedUp() {}
  }

  /**
   * How long the repetitions of a task took.
   *
   * @param seconds one or more, in the order they were measured
   */
  record Timings(List<Double> seconds) {
    Timings {
      seconds = List.copyOf(seconds);
    }

    /** The middle one in size; of an even number, the mean of the middle two. */
    double median() {
      List<Double> sorted = seconds.stream().sorted().toList();
      int half = sorted.size() / 2;
      return sorted.size() % 2 == 1
          ? sorted.get(half)
          : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
  }
}
