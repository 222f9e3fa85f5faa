package io.github.ann2snn.interop.recording;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Spikes and potentials of chosen samples. */
public final class Recording {
  /** Columns of {@link #rows()}. */
  public static final List<String> COLUMNS =
      List.of("sample", "t", "layer", "neuron", "spike", "potentialBeforeReset", "potential");

  private final double timestep;
  private final int timesteps;
  private final List<RecordedSample> samples;
  private final List<LayerTrace> layers;

  Recording(double timestep, int timesteps, List<RecordedSample> samples, List<LayerTrace> layers) {
    this.timestep = timestep;
    this.timesteps = timesteps;
    this.samples = List.copyOf(samples);
    this.layers = List.copyOf(layers);
  }

  /**
   * A sample that was run.
   *
   * @param index in its data set's test split, from 0
   * @param label its class
   * @param prediction the class that the network says after the last step
   */
  public record RecordedSample(int index, int label, int prediction) {}

  /** The samples, in the order in which they were named. */
  public List<RecordedSample> samples() {
    return samples;
  }

  /** Spikes of a sample in all its steps, of either sign, by the layers that were recorded. */
  public Map<String, Integer> spikes(int row) {
    Map<String, Integer> spikes = new LinkedHashMap<>();
    layers.stream()
        .filter(LayerTrace::fires)
        .forEach(layer -> spikes.put(layer.name(), layer.spikes().get(row).count()));
    return spikes;
  }

  /**
   * A row for each neuron of each layer at each step of each sample: steps count from 1, neurons
   * from 0 (row-major, channels first). A spike is 1, 0 or -1; the potential before reset is what
   * the neuron compares with its threshold, the other one that at the end of the step. Null where a
   * layer has no such thing: inputs have spikes alone, an output layer that is read by its
   * potentials has those at the end of a step alone.
   */
  public Stream<List<Object>> rows() {
    return IntStream.range(0, samples.size())
        .boxed()
        .flatMap(
            row ->
                IntStream.range(0, timesteps)
                    .boxed()
                    .flatMap(t -> layers.stream().flatMap(layer -> rows(row, t, layer))));
  }

  private Stream<List<Object>> rows(int row, int t, LayerTrace layer) {
    int sample = samples.get(row).index();
    SpikeTrain train = layer.fires() ? layer.spikes().get(row) : null;
    float[] before = layer.beforeReset() == null ? null : layer.beforeReset()[row][t];
    float[] after = layer.isInput() ? null : layer.potentials()[row][t];
    return IntStream.range(0, layer.neurons())
        .mapToObj(
            j ->
                Arrays.<Object>asList(
                    sample,
                    t + 1,
                    layer.name(),
                    j,
                    train == null ? null : train.spike(t, j),
                    before == null ? null : before[j],
                    after == null ? null : after[j]));
  }

  /**
   * Writes an HDF5 file in the layout of NIRData ({@link RecordingFile}).
   *
   * @param file whose content is replaced
   * @throws BadFileException if a name cannot be stored
   * @throws IOException if the file cannot be written
   */
  public void writeHdf5(Path file) throws IOException {
    new RecordingFile(timestep, timesteps, samples, layers).write(file);
  }
}
