package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.nir.graph.Metadata;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the graph's metadata: how the network is meant to be run, and where it comes from. */
final class RunMetadata {
  /** How a file says which rules its metadata follows: what this version writes. */
  static final String FORMAT = "ann2snn.network/1";

  /** What it writes of signed neurons, which were not known before. */
  static final String SIGNED_FORMAT = "ann2snn.network/2";

  /** Seconds per step of leaky neurons, whose time constants are commonly some milliseconds. */
  private static final double LEAKY_TIMESTEP = 1e-4;

  private static final double UNIT_TIMESTEP = 1;
  private static final int TIME_STEPS = 32;

  private final Metadata metadata;
  private final List<String> assumed = new ArrayList<>();

  RunMetadata(Metadata metadata) {
    this.metadata = metadata;
  }

  /**
   * Checks that the file is no newer than this program. One without the text, or with that of
   * another program, is read as NIR.
   *
   * @throws BadFileException if it is newer
   */
  void checkFormat() throws BadFileException {
    Optional<Hdf5Dataset> dataset = metadata.dataset(NirNames.FORMAT);
    String text = dataset.isPresent() ? dataset.get().text() : FORMAT;
    if (text.startsWith(FORMAT.substring(0, FORMAT.length() - 1))
        && !text.equals(FORMAT)
        && !text.equals(SIGNED_FORMAT)) {
      throw dataset
          .orElseThrow()
          .fault(
              "is %s, which this version does not know (it reads %s, %s and files without format);"
                  + " read the file with a newer ann2snn, or write it again with this one",
              text, FORMAT, SIGNED_FORMAT);
    }
  }

  /** Seconds per step; 1e-4 for leaky neurons and 1 for others where the file has none. */
  double timestep(List<Population> layers) throws BadFileException {
    boolean leaky = layers.stream().anyMatch(layer -> layer.neurons().dependsOnTimestep());
    double otherwise = leaky ? LEAKY_TIMESTEP : UNIT_TIMESTEP;
    String text = BigDecimal.valueOf(otherwise).stripTrailingZeros().toPlainString() + " s";
    return orAssumed(
        NirNames.TIMESTEP, metadata.positiveNumber(NirNames.TIMESTEP), otherwise, text);
  }

  /** The numbers it computes with; single precision where the file does not say. */
  Arithmetic arithmetic() throws BadFileException {
    return metadata.constant(NirNames.ARITHMETIC, Arithmetic.class).orElse(Arithmetic.FLOAT);
  }

  /**
   * Timesteps, input coding, readout and its start; 32, current and spikes where the file has none,
   * or membrane if the output layer only integrates, from the first step on.
   */
  RunDefaults defaults(List<Population> layers) throws BadFileException {
    boolean fires = !layers.get(layers.size() - 1).neurons().firing().isNever();
    int steps =
        orAssumed(
            NirNames.TIME_STEPS, metadata.size(NirNames.TIME_STEPS), TIME_STEPS, "" + TIME_STEPS);
    return new RunDefaults(
        steps,
        constant(NirNames.INPUT_CODING, InputCoding.class, InputCoding.CURRENT),
        constant(NirNames.READOUT, Readout.class, fires ? Readout.SPIKES : Readout.MEMBRANE),
        readoutStart(steps));
  }

  private int readoutStart(int steps) throws BadFileException {
    int start = metadata.size(NirNames.READOUT_START).orElse(1);
    if (start > steps) {
      throw metadata
          .dataset(NirNames.READOUT_START)
          .orElseThrow()
          .fault("is %d, behind the last step, %d", start, steps);
    }
    return start;
  }

  private <E extends Enum<E>> E constant(String key, Class<E> type, E otherwise)
      throws BadFileException {
    return orAssumed(key, metadata.constant(key, type), otherwise, NirNames.text(otherwise));
  }

  private <T> T orAssumed(String key, Optional<T> stated, T otherwise, String text) {
    if (stated.isEmpty()) {
      assumed.add(key + " " + text);
    }
    return stated.orElse(otherwise);
  }

  /** Where the network comes from, as its writer noted it. */
  Map<String, String> provenance() throws BadFileException {
    Map<String, String> provenance = new TreeMap<>();
    for (String name : metadata.keys()) {
      if (NirNames.isProvenance(name)) {
        String text = metadata.text(name).orElseThrow();
        provenance.put(NirNames.provenanceKey(name), text);
      }
    }
    return provenance;
  }

  /** What was assumed because the metadata does not say it; empty if it says all. */
  List<String> notes() {
    return assumed.isEmpty()
        ? List.of()
        : List.of("assumed, as the file's metadata does not say: " + String.join(", ", assumed));
  }
}
