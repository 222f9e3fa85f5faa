package io.github.ann2snn.interop.recording;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Content;
import io.github.ann2snn.interop.recording.Recording.RecordedSample;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A recording as NIRData, as {@code nir.write_data} of the NIR library lays it out (commit 7232ada,
 * {@code nir/serialization.py} and {@code docs/source/nirdata.md}): {@code
 * /nodes/NODE/observables/NAME}, each group with what it is as the attribute {@code __type__}. A
 * node is named as in the network's file. Its observables:
 *
 * <ul>
 *   <li>{@code spikes}, {@code EventData}: {@code idx} (int64) and {@code time} (float64), {@code
 *       [samples, events]}, ordered by time, filled up with -1 and infinity; of signed neurons
 *       {@code ValuedEventData}, with {@code value} (float64) 1 or -1. A spike of step t, counted
 *       from 0, has the time {@code (t + 1/2) dt}, from which the library's {@code to_time_gridded}
 *       gets the step whatever dt is;
 *   <li>{@code membrane}, {@code TimeGriddedData}: the potentials at the end of each step, after
 *       resets, float32 {@code [samples, steps, neurons]};
 *   <li>{@code membrane_before_reset}, likewise: those that are compared with the threshold.
 * </ul>
 *
 * <p>{@code /metadata}, which the library ignores, tells the index, the label and the predicted
 * class of each sample.
 */
record RecordingFile(
    double timestep, int timesteps, List<RecordedSample> samples, List<LayerTrace> layers) {
  private static final String TYPE = "__type__";
  private static final int NOBODY = -1;

  void write(Path file) throws IOException {
    Hdf5Content root = Hdf5Content.empty();
    root.putTextAttribute(TYPE, "NIRGraphData");
    for (LayerTrace layer : layers) {
      Hdf5Content node = root.group("nodes").group(layer.node());
      node.putTextAttribute(TYPE, "NIRNodeData");
      Hdf5Content observables = node.group("observables");
      if (layer.fires()) {
        writeSpikes(layer, observables.group("spikes"));
      }
      if (!layer.isInput()) {
        writeGrid(layer.potentials(), observables.group("membrane"));
      }
      if (!layer.isInput() && layer.fires()) {
        writeGrid(layer.beforeReset(), observables.group("membrane_before_reset"));
      }
    }
    Hdf5Content metadata = root.group("metadata");
    metadata.put("sample", each(RecordedSample::index));
    metadata.put("label", each(RecordedSample::label));
    metadata.put("prediction", each(RecordedSample::prediction));
    root.writeTo(file);
  }

  private long[] each(ToIntFunction<RecordedSample> number) {
    return samples.stream().mapToInt(number).asLongStream().toArray();
  }

  private void writeGrid(float[][][] values, Hdf5Content into) throws BadFileException {
    into.putTextAttribute(TYPE, "TimeGriddedData");
    into.putAttribute("dt", timestep);
    into.put("data", values);
  }

  private void writeSpikes(LayerTrace layer, Hdf5Content into) throws BadFileException {
    List<SpikeTrain> trains = layer.spikes();
    // The HDF5 library writes no empty arrays; the reader of the other takes a place for nobody.
    int most = Math.max(1, trains.stream().mapToInt(SpikeTrain::count).max().orElse(1));
    long[][] idx = new long[trains.size()][most];
    double[][] time = new double[trains.size()][most];
    double[][] value = new double[trains.size()][most];
    for (int row = 0; row < trains.size(); row++) {
      Arrays.fill(idx[row], NOBODY);
      Arrays.fill(time[row], Double.POSITIVE_INFINITY);
      fill(trains.get(row), idx[row], time[row], value[row]);
    }
    boolean signed = trains.get(0).isSigned();
    into.putTextAttribute(TYPE, signed ? "ValuedEventData" : "EventData");
    into.putAttribute("n_neurons", (long) layer.neurons());
    into.putAttribute("t_max", end());
    into.put("idx", idx);
    into.put("time", time);
    if (signed) {
      into.put("value", value);
    }
  }

  private void fill(SpikeTrain train, long[] idx, double[] time, double[] value) {
    int[] fired = new int[train.lines()];
    int at = 0;
    for (int t = 0; t < timesteps; t++) {
      int count = train.copy(t, fired);
      for (int k = 0; k < count; k++) {
        idx[at] = train.neuron(fired[k]);
        time[at] = (t + 0.5) * timestep;
        value[at] = train.sign(fired[k]);
        at++;
      }
    }
  }

  /** The end of the last step, of which a reader that divides by dt and cuts off gets all steps. */
  double end() {
    double end = timesteps * timestep;
    return end / timestep < timesteps ? Math.nextUp(end) : end;
  }
}
