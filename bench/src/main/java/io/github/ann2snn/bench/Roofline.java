package io.github.ann2snn.bench;

import io.github.ann2snn.bench.BenchReport.Bandwidth;
import io.github.ann2snn.bench.BenchReport.Bound;
import io.github.ann2snn.bench.BenchReport.Peak;
import io.github.ann2snn.runtime.bandwidth.ArithmeticPeak.Work;
import io.github.ann2snn.runtime.bandwidth.MemoryBandwidth.Level;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.operations.LayerLedger;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.operations.Operation.Primitive;
import io.github.ann2snn.runtime.operations.OperationLedger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The least time that the operations of a run could take on a machine, one population after
 * another. A synaptic operation reads its weight, of as many bytes as the arithmetic has, and adds
 * it; both go on at the same time, so it takes the longer of the two. All other operations of the
 * ledger take what arithmetic takes. Nothing is there for lists of spikes, for reading samples, and
 * for counting.
 *
 * <p>Weights of a population that fit what is measured as L1 are read from there, since the rest of
 * the cache has room for a part of the currents; others from the L2, in parts if need be, since
 * each part serves all samples of a batch.
 *
 * @param bandwidths how fast memory is read
 * @param peaks how fast it computes
 * @param threads how many threads ran
 */
record Roofline(List<Bandwidth> bandwidths, List<Peak> peaks, int threads) {
  /**
   * The bound of a run.
   *
   * @param network what ran
   * @param ledger what it did
   * @param seconds how long it took
   */
  Bound of(SpikingNetwork network, OperationLedger ledger, double seconds) {
    Work adding = network.arithmetic().isInteger() ? Work.ADD_INT16 : Work.ADD;
    double weightBytes = (double) network.arithmetic().weightBits() / Byte.SIZE;
    Map<String, Double> parts = new TreeMap<>();
    double arithmetic = 0;
    for (int p = 0; p < ledger.layers().size(); p++) {
      LayerLedger layer = ledger.layers().get(p);
      Level level = level(network.populations().get(p), weightBytes);
      for (Operation operation : Operation.values()) {
        long count = layer.count(operation, ledger.steps());
        boolean multiplies = operation.primitive() == Primitive.MAC;
        double computing = count / perSecond(multiplies ? Work.MULTIPLY_ADD : adding);
        arithmetic += computing;
        double reading =
            operation == Operation.SYNAPTIC_OPERATION ? count * weightBytes / perSecond(level) : 0;
        String limit =
            reading > computing
                ? level.title()
                : (multiplies ? Work.MULTIPLY_ADD : Work.ADD).title();
        parts.merge(limit, Math.max(reading, computing), Double::sum);
      }
    }
    double least = parts.values().stream().mapToDouble(part -> part).sum();
    String most = Collections.max(parts.entrySet(), Map.Entry.comparingByValue()).getKey();
    return new Bound(most, least, least / seconds, arithmetic / seconds, parts);
  }

  /** Where the weights that lead to a population lie. */
  private static Level level(Population population, double weightBytes) {
    long weights = population.connections().stream().mapToLong(Connection::weights).sum();
    return weights * weightBytes <= Level.L1.bytes() ? Level.L1 : Level.L2;
  }

  private double perSecond(Level level) {
    return BenchReport.bandwidth(bandwidths, level.title(), threads).orElseThrow().bytesPerSecond();
  }

  /** Multiply-adds are told as two operations. */
  private double perSecond(Work work) {
    double operations = BenchReport.peak(peaks, work, threads);
    return work == Work.MULTIPLY_ADD ? operations / 2 : operations;
  }
}
