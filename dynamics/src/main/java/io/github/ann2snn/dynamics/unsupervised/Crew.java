package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.dynamics.unsupervised.CompetitiveTraining.CompetitiveLearning;
import io.github.ann2snn.dynamics.unsupervised.Presentation.Shared;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Threads that learn some samples together, or one alone: whichever took less time before, which is
 * tried again ever more rarely. Where other programs have the cores, one that waits for its equals
 * at every spike waits for those programs.
 */
final class Crew {
  /** Samples between which threads may change. */
  static final int SHIFT = 16;

  private static final int LEAST_PATIENCE = 16;
  private static final int MOST_PATIENCE = 512;

  /** What threads do with samples. */
  interface Work {
    /**
     * @param leads whether this is the thread that began it all; there is one
     */
    void learn(CompetitiveLearning learning, long from, long to, boolean leads);
  }

  private final LongSupplier clock;
  private final Team together;
  private final Team alone;
  private Team favourite;
  private int patience = LEAST_PATIENCE;
  private int shifts;

  Crew(CompetitiveNetwork network, float[] tiles, long seed, int threads) {
    this(network, tiles, seed, threads, System::nanoTime);
  }

  /**
   * @param clock nanoseconds
   */
  Crew(CompetitiveNetwork network, float[] tiles, long seed, int threads, LongSupplier clock) {
    this.clock = clock;
    this.together = new Team(Shared.of(network, tiles, seed, threads));
    this.alone = new Team(Shared.of(network, tiles, seed, 1));
  }

  /**
   * Does work with all samples of a range, in their order.
   *
   * @throws InterruptedException if the thread is interrupted; no thread is left behind
   */
  void learn(long from, long to, Work work) throws InterruptedException {
    for (long k = from; k < to; k += SHIFT) {
      Team team = next();
      long end = Math.min(to, k + SHIFT);
      long began = clock.getAsLong();
      team.learn(k, end, work);
      team.took((clock.getAsLong() - began) / (end - k), team == favourite);
    }
  }

  private Team next() {
    if (together.size() == 1 || together.nanos == 0) {
      return together;
    }
    if (alone.nanos == 0) {
      return alone;
    }
    Team better = together.nanos <= alone.nanos ? together : alone;
    if (better != favourite) {
      favourite = better;
      patience = LEAST_PATIENCE;
      shifts = 0;
    }
    shifts++;
    if (shifts < patience) {
      return better;
    }
    shifts = 0;
    patience = Math.min(MOST_PATIENCE, 2 * patience);
    return better == together ? alone : together;
  }

  private static final class Team {
    private final Agreement agreement;
    private final List<CompetitiveLearning> learnings = new ArrayList<>();
    private long nanos;

    Team(Shared shared) {
      this.agreement = shared.agreement();
      for (int m = 0; m < shared.members(); m++) {
        learnings.add(new CompetitiveLearning(shared, agreement.member(m)));
      }
    }

    int size() {
      return learnings.size();
    }

    void learn(long from, long to, Work work) throws InterruptedException {
      agreement.each(m -> work.learn(learnings.get(m), from, to, m == 0));
    }

    /**
     * A sample took so long.
     *
     * @param again whether what the ones before took still counts
     */
    void took(long now, boolean again) {
      nanos = Math.max(1, again ? nanos + (now - nanos) / 4 : now);
    }
  }
}
