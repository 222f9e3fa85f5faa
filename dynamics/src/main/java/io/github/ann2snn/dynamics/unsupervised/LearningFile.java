package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Content;
import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.files.hdf5.Hdf5File;
import io.github.ann2snn.files.hdf5.Hdf5Group;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The file of a {@link LearningState}, in HDF5: {@code format} ({@value #FORMAT}), {@code weights}
 * (float32 {@code [inputs, neurons]}), {@code adaptive_thresholds} (float32, mV), {@code classes},
 * {@code assigned} (one class per neuron, plus 1; 0 for none), {@code presented}, {@code
 * window_samples} and {@code window_correct} (missing where there are none yet), {@code
 * inhibition}, {@code threshold_step_mv} and the group {@code facts} of texts. All other constants
 * are those of {@link CompetitiveModel#DEFAULT}.
 */
public final class LearningFile {
  /** Version of the file. */
  public static final String FORMAT = "ann2snn.stdp/1";

  /** What no other file has. */
  public static final String ADAPTIVE_THRESHOLDS = "adaptive_thresholds";

  private static final String EXPECTED = "a network that learned by ann2snn stdp";

  private LearningFile() {}

  /**
   * Writes a state to a file, which is to be moved into place once it is complete.
   *
   * @throws BadFileException if a fact is too long to be stored
   * @throws IOException if the file cannot be written
   */
  public static void write(LearningState state, Path file) throws IOException {
    CompetitiveNetwork network = state.network();
    Hdf5Content root = Hdf5Content.empty();
    root.putText("format", FORMAT);
    root.putArray(
        "weights",
        network.sharedWeights(),
        List.of(network.inputs(), network.neurons()),
        Float.SIZE);
    root.putNumbers(ADAPTIVE_THRESHOLDS, network.sharedThresholds(), Float.SIZE);
    root.put("classes", state.classes().classes());
    root.put("assigned", Arrays.stream(state.classes().assigned()).map(c -> c + 1).toArray());
    root.put("presented", state.presented());
    List<LearningState.Window> windows = state.windows();
    if (!windows.isEmpty()) {
      root.put(
          "window_samples", windows.stream().mapToInt(LearningState.Window::samples).toArray());
      root.put(
          "window_correct", windows.stream().mapToInt(LearningState.Window::correct).toArray());
    }
    root.put("inhibition", network.model().inhibition());
    root.put("threshold_step_mv", network.model().thresholdStepMv());
    Hdf5Content facts = root.group("facts");
    for (Map.Entry<String, String> fact : new TreeMap<>(state.facts()).entrySet()) {
      facts.putText(fact.getKey(), fact.getValue());
    }
    root.writeTo(file);
  }

  /**
   * Reads a state.
   *
   * @throws BadFileException with file, place and reason, if it is damaged, of another kind or of
   *     another version
   * @throws IOException if reading fails
   */
  public static LearningState read(Path file) throws IOException {
    return Hdf5File.read(file, EXPECTED, LearningFile::state);
  }

  private static LearningState state(Hdf5Group root) throws BadFileException {
    Hdf5Dataset format =
        root.optionalDataset("format")
            .orElseThrow(() -> root.fault("is HDF5, but not " + EXPECTED));
    if (!format.text().equals(FORMAT)) {
      throw format.fault(
          "is %s, expected %s; make the file again with ann2snn stdp train", format.text(), FORMAT);
    }
    Hdf5Dataset weights = root.dataset("weights");
    long[] shape = weights.shape();
    if (shape.length != 2) {
      throw weights.fault("has %d dimensions, expected 2", shape.length);
    }
    try {
      CompetitiveModel model =
          CompetitiveModel.DEFAULT
              .withInhibition(root.dataset("inhibition").number())
              .withThresholdStepMv(root.dataset("threshold_step_mv").number());
      CompetitiveNetwork network =
          new CompetitiveNetwork(
              model, (int) shape[0], weights.floats(), root.dataset(ADAPTIVE_THRESHOLDS).floats());
      int classes = (int) root.dataset("classes").number();
      int[] assigned =
          Arrays.stream(root.dataset("assigned").integers(0)).map(c -> c - 1).toArray();
      return new LearningState(
          network,
          new NeuronClasses(classes, assigned),
          (long) root.dataset("presented").number(),
          windows(root),
          facts(root.group("facts")));
    } catch (IllegalArgumentException e) {
      throw root.fault("%s", e.getMessage());
    }
  }

  private static List<LearningState.Window> windows(Hdf5Group root) throws BadFileException {
    if (root.optionalDataset("window_samples").isEmpty()) {
      return List.of();
    }
    int[] samples = root.dataset("window_samples").sizes();
    int[] correct = root.dataset("window_correct").integers(0);
    if (samples.length != correct.length) {
      throw root.dataset("window_correct")
          .fault("has %d values, expected %d", correct.length, samples.length);
    }
    return IntStream.range(0, samples.length)
        .mapToObj(i -> new LearningState.Window(samples[i], correct[i]))
        .toList();
  }

  private static Map<String, String> facts(Hdf5Group group) throws BadFileException {
    Map<String, String> facts = new TreeMap<>();
    for (String name : group.names()) {
      facts.put(name, group.dataset(name).text());
    }
    return facts;
  }
}
