package io.github.ann2snn.datasets;

import java.io.Serializable;

/** What the numbers of a table stand for: how an input in [0, 1] is made of each. */
public sealed interface InputScale extends Serializable permits InputScale.Usual, ColumnScale {
  /** Whether there may be such a number. */
  boolean fits(double value);

  /**
   * What it becomes.
   *
   * @param input index of the input
   * @return in [0, 1]
   */
  float of(int input, double value);

  /** Numbers that need no scale. */
  enum Usual implements InputScale {
    /** Integers 0 ... 255 stand for 0 ... 1. */
    BYTES {
      @Override
      public boolean fits(double value) {
        return value >= 0 && value <= 255 && value == (int) value;
      }

      @Override
      public float of(int input, double value) {
        return (int) value / 255f;
      }
    },
    /** Numbers in [0, 1] are what they are. */
    UNIT {
      @Override
      public boolean fits(double value) {
        return value >= 0 && value <= 1;
      }

      @Override
      public float of(int input, double value) {
        return (float) value;
      }
    }
  }
}
