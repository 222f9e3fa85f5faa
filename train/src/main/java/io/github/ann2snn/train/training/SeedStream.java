package io.github.ann2snn.train.training;

import java.util.SplittableRandom;

/** Independent seeds from one: each use and each epoch has its own, whatever ran before. */
enum SeedStream {
  HELD_OUT(1),
  ORDER(2),
  DROPOUT(3);

  private final int key;

  SeedStream(int key) {
    this.key = key;
  }

  long of(long seed, int epoch) {
    long use = new SplittableRandom(seed).nextLong() + key;
    return new SplittableRandom(new SplittableRandom(use).nextLong() + epoch).nextLong();
  }
}
