package io.github.ann2snn.runtime.lanes;

/**
 * Places for which the same is computed.
 *
 * @param count how many
 * @param samples values of each
 * @param xStep from what one reads to what the next one reads
 * @param yStep from what one writes to what the next one writes
 */
public record Places(int count, int samples, int xStep, int yStep) {
  /** Whether they are one long row both ways. */
  boolean isRow() {
    return xStep == samples && yStep == samples;
  }
}
