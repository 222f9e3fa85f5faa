package io.github.ann2snn.interop.recording;

import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.interop.recording.Recording.RecordedSample;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.NirReader.NirFile;
import io.github.ann2snn.runtime.simulation.PotentialListener;
import io.github.ann2snn.runtime.simulation.ReferenceSimulator;
import io.github.ann2snn.runtime.simulation.SampleRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Runs samples in the reference simulator, which defines a run, and keeps the spikes and potentials
 * of some layers. What is kept is bounded: spikes and potentials of one neuron at one step of one
 * sample count as one, of which there may be {@value #MOST}.
 */
public final class Recorder {
  /** The most neurons x steps x samples of a recording: 160 MB of potentials, and the spikes. */
  public static final long MOST = 20_000_000;

  /** What the inputs of the network are called where they spike. */
  public static final String INPUT = "input";

  private final ReferenceSimulator simulator;

  /** The kept layers, in order: indices of populations, and {@link Projection#INPUT}. */
  private final List<Integer> kept = new ArrayList<>();

  private final List<String> nodes;

  /**
   * @param simulator of a network, with what its user overrides
   * @param file that the network was read from, which names the nodes
   * @param layers names of those to keep; empty for all, and the inputs where they spike
   * @throws IllegalArgumentException if there is no such layer
   */
  public Recorder(ReferenceSimulator simulator, NirFile file, List<String> layers) {
    this.simulator = simulator;
    this.nodes = file.nodes();
    Map<String, Integer> places = places();
    Set<String> names = new LinkedHashSet<>(layers.isEmpty() ? places.keySet() : layers);
    for (String name : names) {
      Integer place = places.get(name);
      Refusal.when(
          place == null,
          "there is no layer %s to record; there are: %s",
          name,
          String.join(", ", places.keySet()));
      kept.add(place);
    }
    Collections.sort(kept);
  }

  private SpikingNetwork network() {
    return simulator.network();
  }

  /** What can be kept, by name, in order. */
  private Map<String, Integer> places() {
    Map<String, Integer> places = new LinkedHashMap<>();
    if (simulator.settings().coding() != InputCoding.CURRENT) {
      places.put(INPUT, Projection.INPUT);
    }
    for (int p = 0; p < network().populations().size(); p++) {
      places.put(network().populations().get(p).name(), p);
    }
    return places;
  }

  private int neurons(int place) {
    return place == Projection.INPUT
        ? network().inputs()
        : network().populations().get(place).size();
  }

  /**
   * Runs samples.
   *
   * @param test the samples of the data set
   * @param samples indices of those to run, each once; they key the random streams, as in an
   *     evaluation
   * @param progress told how many more samples are done
   * @throws IllegalArgumentException if the data set has no such sample, one is named twice, or
   *     that would be more than {@value #MOST} values
   */
  public Recording record(Split test, List<Integer> samples, IntConsumer progress) {
    check(test, samples);
    Map<Integer, LayerTrace> traces = new HashMap<>();
    for (int place : kept) {
      traces.put(place, trace(place, samples.size()));
    }
    List<RecordedSample> runs = new ArrayList<>();
    for (int sample : samples) {
      int row = runs.size();
      SampleRun run = simulator.trace(test.sample(sample), sample, new Listener(traces, row));
      for (int place : kept) {
        traces.get(place).keep(run);
      }
      runs.add(new RecordedSample(sample, test.label(sample), run.prediction()));
      progress.accept(1);
    }
    return new Recording(
        network().timestep(),
        simulator.settings().timesteps(),
        runs,
        kept.stream().map(traces::get).toList());
  }

  private LayerTrace trace(int place, int samples) {
    int steps = simulator.settings().timesteps();
    if (place == Projection.INPUT) {
      return LayerTrace.ofInputs(INPUT, neurons(place));
    }
    Population population = network().populations().get(place);
    boolean last = place == network().populations().size() - 1;
    boolean fires = !last || simulator.settings().readout() == Readout.SPIKES;
    return LayerTrace.of(
        nodes.get(place),
        population.name(),
        place,
        fires,
        new int[] {samples, steps, neurons(place)});
  }

  private void check(Split test, List<Integer> samples) {
    Refusal.when(samples.isEmpty(), "name a sample to record");
    Set<Integer> seen = new HashSet<>();
    for (int sample : samples) {
      Refusal.when(
          sample < 0 || sample >= test.size(),
          "there is no sample %d; the test split has %,d, from 0 to %d",
          sample,
          test.size(),
          test.size() - 1);
      Refusal.when(!seen.add(sample), "sample %d is named twice", sample);
    }
    long neurons = kept.stream().mapToLong(this::neurons).sum();
    long steps = simulator.settings().timesteps();
    long values = neurons * steps * samples.size();
    Refusal.when(
        values > MOST,
        "%,d samples x %,d steps x %,d neurons are %,d values, at most %,d can be recorded; name"
            + " fewer samples, layers or steps",
        samples.size(),
        steps,
        neurons,
        values,
        MOST);
  }

  /** Copies potentials of kept layers. */
  private record Listener(Map<Integer, LayerTrace> traces, int row) implements PotentialListener {
    @Override
    public void integrated(int population, int t, float[] v) {
      LayerTrace trace = traces.get(population);
      if (trace != null && trace.fires()) {
        System.arraycopy(v, 0, trace.beforeReset()[row][t], 0, v.length);
      }
    }

    @Override
    public void ended(int population, int t, float[] v) {
      LayerTrace trace = traces.get(population);
      if (trace != null) {
        System.arraycopy(v, 0, trace.potentials()[row][t], 0, v.length);
      }
    }
  }
}
