package io.github.ann2snn.report.document;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.energy.AnnReference;
import java.util.List;
import java.util.Map;

/**
 * Energy on one device, in nanojoules per sample. What does not apply is null; of an early exit
 * there are only the profile, the sum, the items, their counts and their prices.
 *
 * @param profile name of the device profile
 * @param title what it is and what it leaves out
 * @param source where its numbers come from
 * @param fitsArithmetic whether it is meant for numbers such as the network's
 * @param annDenseNanojoules of all MACs; null where no ANN was run or none can run there
 * @param annEffectiveNanojoules of the MACs whose input is not zero; null likewise
 * @param snnNanojoules sum of the items
 * @param snnRange least and most by the ranges of the sources; null where they give none
 * @param snnItems by item: count x picojoules / 1000
 * @param counts mean number per sample, by item
 * @param picojoules price, by item; {@code annMac} is that of the ANN
 * @param memoryBytes sizes of the memories; null where memory is not counted
 * @param snnNanojoulesByTimestep up to and including each step
 * @param references ANNs on the same silicon; null where no ANN was run or none can run there
 * @param breakEvenFiringRate mean firing rate at which the network would cost as much as the
 *     zero-skipping ANN; null where none would do
 * @param timePerStepMicroseconds null where the profile does not say
 * @param energyDelay nanojoules x microseconds of all steps; null likewise
 * @param decidingItem the item that costs most
 * @param analogueFirstLayer {@code once} or {@code everyStep}
 */
public record EnergyPart(
    String profile,
    String title,
    String source,
    Boolean fitsArithmetic,
    Double annDenseNanojoules,
    Double annEffectiveNanojoules,
    double snnNanojoules,
    List<Double> snnRange,
    Map<String, Double> snnItems,
    Map<String, Double> counts,
    Map<String, Double> picojoules,
    Map<String, Long> memoryBytes,
    double[] snnNanojoulesByTimestep,
    List<Reference> references,
    Double breakEvenFiringRate,
    Double timePerStepMicroseconds,
    Double energyDelay,
    String decidingItem,
    String analogueFirstLayer) {
  /** The ANNs that people are told of. */
  public static final List<AnnReference> TOLD =
      List.of(
          AnnReference.DENSE,
          AnnReference.EFFECTIVE,
          AnnReference.INT8_EFFECTIVE,
          AnnReference.BITS_EFFECTIVE);

  /**
   * An ANN on the same silicon.
   *
   * @param key which one
   * @param title how people read it
   * @param bits of its numbers
   * @param macPicojoules price of one of its multiply-accumulates
   * @param nanojoules per sample
   * @param snnRatio energy of the spiking network over its energy; null if it costs nothing
   */
  public record Reference(
      String key,
      String title,
      int bits,
      double macPicojoules,
      double nanojoules,
      Double snnRatio) {}

  /** An energy for people. */
  public static String text(double nanojoules) {
    return Text.of(nanojoules < 1e5 ? "%,.1f" : "%,.0f", nanojoules);
  }

  /** The reference of a name; null if there is none. */
  public Reference reference(String key) {
    return references == null
        ? null
        : references.stream().filter(one -> one.key().equals(key)).findFirst().orElse(null);
  }
}
