package io.github.ann2snn.runtime.nir.graph;

import io.github.ann2snn.files.Text;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** The names in a NIR file: groups and datasets of the format, then our metadata keys. */
public final class NirNames {
  /** What to say of other HDF5 files, such as those of Keras. */
  public static final String NO_GRAPH =
      "is HDF5, but not a NIR network: it has no group /node; `ann2snn inspect` says what it is";

  public static final String VERSION = "version";
  public static final String GRAPH = "node";
  public static final String GRAPH_TYPE = "NIRGraph";
  public static final String TYPE = "type";
  public static final String NODES = "nodes";
  public static final String EDGES = "edges";
  public static final String METADATA = "metadata";

  public static final String SHAPE = "shape";
  public static final String START_DIM = "start_dim";
  public static final String END_DIM = "end_dim";
  public static final String INPUT_TYPE = "input_type";
  public static final String INPUT_SHAPE = "input_shape";
  public static final String KERNEL_SIZE = "kernel_size";
  public static final String STRIDE = "stride";
  public static final String PADDING = "padding";
  public static final String DILATION = "dilation";
  public static final String GROUPS = "groups";
  public static final String WEIGHT = "weight";
  public static final String BIAS = "bias";
  public static final String RESISTANCE = "r";
  public static final String TIME_CONSTANT = "tau";
  public static final String LEAK_POTENTIAL = "v_leak";
  public static final String SYNAPTIC_TIME_CONSTANT = "tau_syn";
  public static final String MEMBRANE_TIME_CONSTANT = "tau_mem";
  public static final String INPUT_WEIGHT = "w_in";
  public static final String SCALE = "scale";
  public static final String THRESHOLD = "v_threshold";
  public static final String RESET_POTENTIAL = "v_reset";

  /** A dataset of signed neurons, so that a reader who does not know them takes no others. */
  public static final String SIGNED = "signed";

  public static final String FORMAT = "format";
  public static final String KERNEL_ZEROS = "kernel_zeros";
  public static final String PADDING_SIDES = "padding_sides";
  public static final String PATHS = "paths";
  public static final String PLACES = "places";
  public static final String LAYER = "layer";
  public static final String RESET = "reset";
  public static final String SPIKE_CONDITION = "spike_condition";
  public static final String INITIAL_POTENTIAL = "v_init";
  public static final String NEGATIVE_THRESHOLD = "v_threshold_negative";
  public static final String NEGATIVE_PRICE = "v_price_negative";
  public static final String ARITHMETIC = "arithmetic";
  public static final String TIMESTEP = "dt";
  public static final String TIME_STEPS = "time_steps";
  public static final String INPUT_CODING = "input_coding";
  public static final String READOUT = "readout";
  public static final String READOUT_START = "readout_start";
  public static final String PRODUCER = "producer";

  private static final String PROVENANCE_PREFIX = "provenance_";

  /** So many names stand in a message. */
  private static final int LISTED = 8;

  private NirNames() {}

  /** How a constant stands in metadata: {@code SUBTRACT} as {@code subtract}. */
  public static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The names of nodes for a message: all, or the first ones of many. */
  public static String listed(Collection<String> names, String separator) {
    if (names.size() <= LISTED) {
      return String.join(separator, names);
    }
    String first = names.stream().limit(LISTED - 1L).collect(Collectors.joining(separator));
    return Text.of("%s and %d more nodes", first, names.size() - LISTED + 1);
  }

  /**
   * The metadata name of a provenance key. HDF5 forbids {@code /} and NIR readers trip over {@code
   * .}, so all but ASCII letters, digits, {@code _} and {@code -} are percent-encoded.
   */
  public static String provenance(String key) {
    return PROVENANCE_PREFIX
        + URLEncoder.encode(key, StandardCharsets.UTF_8)
            .replace("+", "%20")
            .replace(".", "%2E")
            .replace("*", "%2A");
  }

  /** Whether a metadata name is that of a provenance key. */
  public static boolean isProvenance(String name) {
    return name.startsWith(PROVENANCE_PREFIX);
  }

  /**
   * The provenance key of a metadata name.
   *
   * @throws IllegalArgumentException if its percent-encoding is malformed
   */
  public static String provenanceKey(String name) {
    return URLDecoder.decode(
        name.substring(PROVENANCE_PREFIX.length()).replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
