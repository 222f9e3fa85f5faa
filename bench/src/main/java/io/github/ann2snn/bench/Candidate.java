package io.github.ann2snn.bench;

import io.github.ann2snn.convert.Quantizer;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A network in one of the arithmetics in which it can run.
 *
 * @param arithmetic how reports name it
 * @param weightBytes bytes of one weight in the simulator
 * @param network the network
 */
record Candidate(String arithmetic, int weightBytes, SpikingNetwork network) {
  /**
   * Every arithmetic that {@code network} is measured in: its own, and integers where it is in
   * single precision and they can stand for it.
   *
   * @param notices told which integers cannot, and why
   */
  static List<Candidate> candidates(SpikingNetwork network, Consumer<String> notices) {
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(of(network));
    if (!network.arithmetic().isInteger()) {
      for (Arithmetic arithmetic : List.of(Arithmetic.INT16, Arithmetic.INT8)) {
        try {
          candidates.add(of(Quantizer.quantize(network, arithmetic)));
        } catch (ConversionRefusedException e) {
          notices.accept(arithmetic + " is not measured: " + e.getMessage());
        }
      }
    }
    return candidates;
  }

  /** The runtime holds integer weights of any size in 16 bits. */
  private static Candidate of(SpikingNetwork network) {
    Arithmetic arithmetic = network.arithmetic();
    int bytes = arithmetic.isInteger() ? Short.BYTES : Float.BYTES;
    return new Candidate(arithmetic.toString(), bytes, network);
  }
}
