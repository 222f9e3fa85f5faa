package io.github.ann2snn.ann.training;

import java.util.Locale;

/** How images are changed at random whenever they are learned; never those that are tested on. */
public enum Augmentation {
  /** Moved by up to a pixel each way; what comes in is 0. */
  SHIFT(1),
  /** Mirrored, left to right, every other time. */
  FLIP(0),
  /** 4 pixels of 0 around it, and as large a part as before cut out of that (He et al. 2016). */
  CROP(4);

  private final int reach;

  Augmentation(int reach) {
    this.reach = reach;
  }

  /** How many pixels an image is moved at most, up or down and to either side. */
  public int reach() {
    return reach;
  }

  /** How users and files name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
