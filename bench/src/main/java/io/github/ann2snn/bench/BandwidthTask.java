package io.github.ann2snn.bench;

import io.github.ann2snn.runtime.bandwidth.MemoryBandwidth;

/** Measures a bandwidth in every repetition, and keeps the best. */
final class BandwidthTask implements Task {
  private final MemoryBandwidth bandwidth;
  private double best;

  BandwidthTask(MemoryBandwidth bandwidth) {
    this.bandwidth = bandwidth;
  }

  @Override
  public void run() throws InterruptedException {
    best = Math.max(best, bandwidth.bytesPerSecond());
  }

  /** What was measured so far. */
  BenchReport.Bandwidth result() {
    return new BenchReport.Bandwidth(
        bandwidth.level().title(), bandwidth.level().bytes(), bandwidth.threads(), best);
  }
}
