package io.github.ann2snn.dynamics.unsupervised;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Lets threads, each with neurons of its own, agree again and again at which step any of these
 * fires next. Until then neurons have nothing to do with each other, so nobody waits for anybody
 * unless it is far ahead; who went past that step must go back.
 *
 * <p>Who waits spins for some microseconds, fewer where that was in vain before because others have
 * the cores; then lets others run, then sleeps.
 */
final class Agreement {
  /** So many steps may be computed from the last one that is certain. */
  static final int KEPT = 16;

  /** Others are asked and told after so many steps, a power of 2. */
  private static final int STRIDE = 4;

  private static final int MOST_SPINS = 2_000;
  private static final int YIELDS = 50;
  private static final long NAP_NANOS = 50_000;

  /** Words that lie so far from each other share no cache line, nor a pair of them. */
  private static final int APART = 16;

  private static final int STEP_BITS = 11;
  private static final int ENDS = 1;

  private final int members;
  private final int[][] fired;
  private final int[] firedCount;

  /**
   * Two for each member, for even and odd agreements: which agreement, which step, and whether it
   * fires there or has computed those before. No member is two agreements ahead of another.
   */
  private final AtomicLongArray words;

  private volatile Throwable failure;

  /**
   * @param members number of threads
   * @param neurons of the whole network
   */
  Agreement(int members, int neurons) {
    this.members = members;
    this.words = new AtomicLongArray((2 * members + 1) * APART);
    this.fired = new int[2 * members][neurons];
    this.firedCount = new int[2 * members];
    for (int k = 0; k < 2 * members; k++) {
      words.set((k + 1) * APART, -1);
    }
  }

  /**
   * Has each member do work of its own, given its index, the first in the calling thread. If one
   * fails, so do all others that wait for an agreement, and what it threw is thrown here.
   *
   * @throws InterruptedException if the calling thread is interrupted; no thread is left behind
   */
  void each(IntConsumer work) throws InterruptedException {
    List<Thread> others =
        IntStream.range(1, members)
            .mapToObj(m -> new Thread(() -> attempt(work, m), "member " + m))
            .toList();
    others.forEach(Thread::start);
    attempt(work, 0);
    others.forEach(Agreement::awaitEnd);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (failure != null) {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }
  }

  /** Who is interrupted meanwhile is told afterwards. */
  private static void awaitEnd(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(IntConsumer work, int member) {
    try {
      work.accept(member);
    } catch (RuntimeException | Error e) {
      if (failure == null) {
        failure = e;
      }
    }
  }

  /** One of the threads; used by that alone. */
  Member member(int index) {
    return new Member(index);
  }

  final class Member {
    private final int index;
    private long agreement;
    private int begin;
    private int waits;
    private int spins = MOST_SPINS;

    private Member(int index) {
      this.index = index;
    }

    int index() {
      return index;
    }

    private int slot(int member) {
      return 2 * member + (int) (agreement & 1);
    }

    private long word(int member) {
      long word = words.getAcquire((slot(member) + 1) * APART);
      return word >> STEP_BITS == agreement ? word : agreement << STEP_BITS | (long) begin << 1;
    }

    private void tell(int step, int ends) {
      words.setRelease((slot(index) + 1) * APART, agreement << STEP_BITS | (long) step << 1 | ends);
    }

    private static int step(long word) {
      return ((int) word >> 1) & ((1 << (STEP_BITS - 1)) - 1);
    }

    private static boolean ends(long word) {
      return (word & ENDS) != 0;
    }

    /** Where this member lists its neurons that fire, before it says so. */
    int[] room() {
      return fired[slot(index)];
    }

    /** Step {@code t} was computed, and none of its neurons fires there. */
    void passed(int t) {
      if (members > 1 && (t + 1) % STRIDE == 0) {
        tell(t + 1, 0);
      }
    }

    /**
     * Whether step {@code t} is to be computed, which may have to wait until others have come
     * nearer; not if a neuron fires before it.
     */
    boolean goesOn(int t) {
      if (members == 1 || t % STRIDE != 0) {
        return true;
      }
      while (true) {
        boolean near = true;
        for (int m = 0; m < members; m++) {
          if (m != index) {
            long word = word(m);
            if (ends(word) && step(word) < t) {
              waited();
              return false;
            }
            near &= ends(word) || t + STRIDE - step(word) <= KEPT;
          }
        }
        if (near) {
          waited();
          return true;
        }
        await();
      }
    }

    /**
     * At which step neurons fire next, which then are {@link #fired}.
     *
     * @param t the step at which this member's fire, or the next that it would compute
     * @param count how many there fire; those are in {@link #room}
     * @param ends whether it computes no step after it in any case
     * @return the first at which any member ends
     */
    int agree(int t, int count, boolean ends) {
      firedCount[slot(index)] = count;
      tell(t, ends ? ENDS : 0);
      int first = first();
      while (first < 0) {
        await();
        first = first();
      }
      waited();
      return first;
    }

    /** The step at which the first member ends; -1 while some may still do so before. */
    private int first() {
      int first = Integer.MAX_VALUE;
      int open = Integer.MAX_VALUE;
      for (int m = 0; m < members; m++) {
        long word = word(m);
        if (ends(word)) {
          first = Math.min(first, step(word));
        } else {
          open = Math.min(open, step(word));
        }
      }
      return first < open ? first : -1;
    }

    /** All neurons that fire at the step that was agreed on, ascending; ends the agreement. */
    int fired(int step, int[] into) {
      int count = 0;
      for (int m = 0; m < members; m++) {
        long word = word(m);
        if (ends(word) && step(word) == step) {
          int own = firedCount[slot(m)];
          System.arraycopy(fired[slot(m)], 0, into, count, own);
          count += own;
        }
      }
      agreement++;
      begin = (step + 1) % (CompetitiveModel.STEPS + 1);
      return count;
    }

    /** Yielding is for speed alone. */
    @SuppressWarnings("ThreadPriorityCheck")
    private void await() {
      if (failure != null || Thread.currentThread().isInterrupted()) {
        throw new CancellationException();
      }
      waits++;
      if (waits <= spins) {
        Thread.onSpinWait();
      } else if (waits <= spins + YIELDS) {
        Thread.yield();
      } else {
        LockSupport.parkNanos(NAP_NANOS);
      }
    }

    /** Others have come; spins are learned from how that was waited for. */
    private void waited() {
      if (waits > spins) {
        spins /= 2;
      } else if (waits > 0) {
        spins = Math.min(MOST_SPINS, spins + spins / 8 + 1);
      }
      waits = 0;
    }
  }
}
