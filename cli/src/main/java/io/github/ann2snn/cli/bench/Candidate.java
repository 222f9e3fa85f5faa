package io.github.ann2snn.cli.bench;

import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.List;

/**
 * A network in one of the arithmetics in which it can run.
 *
 * @param arithmetic how reports name it
 * @param weightBytes bytes of one weight
 * @param network the network
 */
record Candidate(String arithmetic, int weightBytes, SpikingNetwork network) {
  /** Every arithmetic that {@code network} is measured in. */
  static List<Candidate> candidates(SpikingNetwork network) {
    return List.of(new Candidate("float", Float.BYTES, network));
  }
}
