package io.github.ann2snn.runtime.nir;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The names in a NIR file: groups and datasets of the format, then our metadata keys. */
final class NirNames {
  /** What to say of other HDF5 files, such as those of Keras. */
  static final String NO_GRAPH =
      "is HDF5, but not a NIR network: it has no group /node; `ann2snn inspect` says what it is";

  static final String VERSION = "version";
  static final String GRAPH = "node";
  static final String GRAPH_TYPE = "NIRGraph";
  static final String TYPE = "type";
  static final String NODES = "nodes";
  static final String EDGES = "edges";
  static final String METADATA = "metadata";

  static final String SHAPE = "shape";
  static final String START_DIM = "start_dim";
  static final String END_DIM = "end_dim";
  static final String INPUT_TYPE = "input_type";
  static final String INPUT_SHAPE = "input_shape";
  static final String KERNEL_SIZE = "kernel_size";
  static final String STRIDE = "stride";
  static final String PADDING = "padding";
  static final String DILATION = "dilation";
  static final String GROUPS = "groups";
  static final String WEIGHT = "weight";
  static final String BIAS = "bias";
  static final String RESISTANCE = "r";
  static final String TIME_CONSTANT = "tau";
  static final String LEAK_POTENTIAL = "v_leak";
  static final String SYNAPTIC_TIME_CONSTANT = "tau_syn";
  static final String MEMBRANE_TIME_CONSTANT = "tau_mem";
  static final String INPUT_WEIGHT = "w_in";
  static final String SCALE = "scale";
  static final String THRESHOLD = "v_threshold";
  static final String RESET_POTENTIAL = "v_reset";

  static final String FORMAT = "format";
  static final String KERNEL_ZEROS = "kernel_zeros";
  static final String PADDING_SIDES = "padding_sides";
  static final String LAYER = "layer";
  static final String RESET = "reset";
  static final String SPIKE_CONDITION = "spike_condition";
  static final String INITIAL_POTENTIAL = "v_init";
  static final String ARITHMETIC = "arithmetic";
  static final String TIMESTEP = "dt";
  static final String TIME_STEPS = "time_steps";
  static final String INPUT_CODING = "input_coding";
  static final String READOUT = "readout";
  static final String PRODUCER = "producer";

  private static final String PROVENANCE_PREFIX = "provenance_";

  private NirNames() {}

  /** How a constant stands in metadata: {@code SUBTRACT} as {@code subtract}. */
  static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The metadata name of a provenance key. HDF5 forbids {@code /} and NIR readers trip over {@code
   * .}, so all but ASCII letters, digits, {@code _} and {@code -} are percent-encoded.
   */
  static String provenance(String key) {
    return PROVENANCE_PREFIX
        + URLEncoder.encode(key, StandardCharsets.UTF_8)
            .replace("+", "%20")
            .replace(".", "%2E")
            .replace("*", "%2A");
  }

  /** Whether a metadata name is that of a provenance key. */
  static boolean isProvenance(String name) {
    return name.startsWith(PROVENANCE_PREFIX);
  }

  /**
   * The provenance key of a metadata name.
   *
   * @throws IllegalArgumentException if its percent-encoding is malformed
   */
  static String provenanceKey(String name) {
    return URLDecoder.decode(
        name.substring(PROVENANCE_PREFIX.length()).replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
