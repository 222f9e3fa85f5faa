package io.github.ann2snn.interop.python;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.runtime.evaluation.SampleRuns;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Samples, and what they did here.
 *
 * @param run how they were run
 * @param samples each of them, in order
 */
public record RecordedSamples(ExportedRun run, List<Recorded> samples) {
  /** Copies the list. */
  public RecordedSamples {
    samples = List.copyOf(samples);
  }

  /**
   * Runs samples.
   *
   * @param run how
   * @param source the samples, the first ones of their data set, which keys random spikes
   * @param threads that share them; results do not depend on their number
   * @throws IllegalArgumentException if there is none, or one does not fit the network
   * @throws InterruptedException if the calling thread is interrupted
   */
  public static RecordedSamples of(ExportedRun run, SampleSource source, int threads)
      throws InterruptedException {
    Refusal.when(source.size() == 0, "there is no sample to export");
    List<Recorded> samples =
        new SampleRuns(run.simulator(), threads)
            .find(source, (sample, input, ran) -> Recorded.of(source.label(sample), input, ran));
    return new RecordedSamples(run, samples);
  }

  /** {@return how many got the class of their label} */
  public int right() {
    return (int) samples.stream().filter(each -> each.predicted() == each.label()).count();
  }

  /** {@return the number of all spikes of all samples, those of the inputs left out} */
  public long spikes() {
    return samples.stream()
        .flatMap(each -> each.counts().stream())
        .mapToLong(
            counts -> {
              long sum = 0;
              for (float count : counts) {
                sum += (long) count;
              }
              return sum;
            })
        .sum();
  }

  /**
   * The arrays by name: {@code inputs}, {@code labels}, {@code classes}, {@code potentials} of the
   * outputs after the last step, {@code spikes.LAYER} of each that fires, and where inputs are
   * spikes {@code input_spike_counts} of each step and the neurons, {@code input_spikes}.
   */
  Map<String, NpyArray> arrays() {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("inputs", rows(samples.stream().map(Recorded::input).toList()));
    arrays.put("labels", numbers(samples.stream().map(each -> (float) each.label()).toList()));
    arrays.put("classes", numbers(samples.stream().map(each -> (float) each.predicted()).toList()));
    arrays.put("potentials", rows(samples.stream().map(Recorded::potentials).toList()));
    int index = 0;
    for (Population layer : run.network().populations()) {
      if (run.fires(layer)) {
        int at = index++;
        arrays.put(
            "spikes." + layer.name(), rows(samples.stream().map(s -> s.counts().get(at)).toList()));
      }
    }
    if (samples.get(0).encoded().isPresent()) {
      List<Encoded> encoded = samples.stream().map(each -> each.encoded().orElseThrow()).toList();
      arrays.put("input_spike_counts", rows(encoded.stream().map(Encoded::counts).toList()));
      arrays.put("input_spikes", joined(encoded.stream().map(Encoded::neurons).toList()));
    }
    return arrays;
  }

  private static NpyArray numbers(List<Float> values) {
    float[] all = new float[values.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = values.get(i);
    }
    return new NpyArray(List.of(all.length), all);
  }

  /** A row for each sample. */
  private static NpyArray rows(List<float[]> rows) {
    return new NpyArray(List.of(rows.size(), rows.get(0).length), joined(rows).values());
  }

  private static NpyArray joined(List<float[]> parts) {
    float[] all = new float[Math.toIntExact(parts.stream().mapToLong(part -> part.length).sum())];
    int next = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, next, part.length);
      next += part.length;
    }
    return new NpyArray(List.of(all.length), all);
  }

  /**
   * A sample.
   *
   * @param label its class
   * @param input its values
   * @param encoded the spikes that they became; empty where they are a current
   * @param predicted the class that was read after the last step
   * @param potentials of the output layer, after the last step
   * @param counts spikes of each neuron, those of -1 taken off, of each population that fires
   */
  record Recorded(
      int label,
      float[] input,
      Optional<Encoded> encoded,
      int predicted,
      float[] potentials,
      List<float[]> counts) {
    /** Copies what the next sample overwrites. */
    static Recorded of(int label, float[] input, SampleRun run) {
      List<float[]> counts = new ArrayList<>();
      for (SpikeTrain train : run.layers()) {
        int[] whole = train.counts();
        float[] spikes = new float[whole.length];
        for (int j = 0; j < whole.length; j++) {
          spikes[j] = whole[j];
        }
        counts.add(spikes);
      }
      return new Recorded(
          label,
          input.clone(),
          run.input().map(Encoded::of),
          run.prediction(),
          run.potentials(),
          counts);
    }
  }

  /**
   * Spikes of the inputs.
   *
   * @param counts how many at each step
   * @param neurons which, step by step
   */
  record Encoded(float[] counts, float[] neurons) {
    static Encoded of(SpikeTrain train) {
      float[] counts = new float[train.timesteps()];
      float[] neurons = new float[train.count()];
      int[] fired = train.indices();
      for (int t = 0; t < counts.length; t++) {
        counts[t] = train.count(t);
      }
      for (int k = 0; k < neurons.length; k++) {
        neurons[k] = fired[k];
      }
      return new Encoded(counts, neurons);
    }
  }
}
