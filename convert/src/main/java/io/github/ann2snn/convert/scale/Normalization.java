package io.github.ann2snn.convert.scale;

import io.github.ann2snn.convert.ann.Ann;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.files.Text;
import java.util.Locale;
import java.util.stream.IntStream;

/** How the scale lambda of a layer's activations is found. */
public enum Normalization {
  /** A percentile of the layer's activations (Rueckauer et al. 2017, section 2.2.2). */
  PERCENTILE,
  /** Their maximum (Diehl et al. 2015, algorithm 2). */
  MAX,
  /**
   * The largest activation that the weights allow; needs no data (Diehl et al. 2015, algorithm 1).
   */
  MODEL,
  /** A percentile for every neuron of its own (Kim et al. 2020, eq. 5, there with the maximum). */
  CHANNEL,
  /** The smallest squared error at T steps; see {@link MmseScale}. */
  MMSE,
  /** The same for every neuron of its own. */
  MMSE_CHANNEL,
  /** Local threshold balancing; see {@link LtbScale}. */
  LTB,
  /** The same for every neuron of its own. */
  LTB_CHANNEL,
  /**
   * The scales that quantised activations were trained with; the output's is a percentile (Bu et
   * al. 2022, there thresholds of the neurons).
   */
  QCFS,
  /** {@link #QCFS} for a network that has such activations, {@link #PERCENTILE} for another. */
  AUTO;

  /** Whether activations must be measured. */
  public boolean needsData() {
    return this != MODEL;
  }

  /** Whether the scale is a percentile of activations. */
  public boolean usesPercentile() {
    return this == PERCENTILE || this == MAX || this == CHANNEL;
  }

  /** Whether the scale depends on the number of steps. */
  public boolean usesTimesteps() {
    return this == MMSE || this == MMSE_CHANNEL;
  }

  /** Whether each neuron of a hidden layer has a scale of its own. */
  boolean byNeuron() {
    return this == CHANNEL || this == MMSE_CHANNEL || this == LTB_CHANNEL;
  }

  /**
   * What is done with a network: never {@code AUTO}.
   *
   * @throws ConversionRefusedException if the network's activations allow no such normalisation
   */
  Normalization of(Ann ann) throws ConversionRefusedException {
    boolean quantized =
        IntStream.range(0, ann.layers().size()).anyMatch(l -> ann.quantization(l).isPresent());
    if (this == AUTO) {
      return quantized ? QCFS : PERCENTILE;
    }
    if (quantized != (this == QCFS)) {
      throw new ConversionRefusedException(
          quantized
              ? Text.of(
                  "the model cannot be normalised by %s: its activations were trained with scales of their own. Leave --normalization out, or use qcfs.",
                  this)
              : "the model cannot be normalised by qcfs: it has no quantised activations. Leave --normalization out, or train with --activation qcfs.");
    }
    return this;
  }

  /** How users and files name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
