package io.github.ann2snn.runtime.simulation;

import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs a network on one sample after another. For every step and layer: the current {@code I_j} is
 * the bias plus the weights of the paths of the inputs that fire (or plus {@code w x_i} of the
 * nonzero inputs, for a constant input current), added in single precision and in the order that
 * {@link io.github.ann2snn.runtime.connection.Connection#add} states; then the neurons integrate,
 * fire and reset. All simulators give identical results, bit for bit.
 *
 * <p>Simulators are immutable: any number of threads may share one.
 */
public interface Simulator {
  /** {@return the network that runs} */
  SpikingNetwork network();

  /** {@return how it runs} */
  SimulationSettings settings();

  /**
   * {@return the same simulator, which lets several threads share the work for each sample if it
   * can: for who has fewer samples than threads}
   *
   * @param threads at least 1
   */
  default Simulator spread(int threads) {
    return this;
  }

  /**
   * Runs one sample.
   *
   * @param input as many values in [0, 1] as the network has inputs
   * @param sampleIndex index of the sample in its data set, which keys its random stream
   * @return what the sample did, for the caller to keep
   * @throws IllegalArgumentException if the number of values is wrong
   */
  default SampleRun run(float[] input, long sampleIndex) {
    List<SampleRun> runs = new ArrayList<>(1);
    run(List.of(input), sampleIndex, runs::add);
    return runs.get(0);
  }

  /**
   * The class of one sample, after the last step. Random input spikes are those of sample 0 of a
   * data set, so the same sample always gives the same class.
   *
   * @param input as many values in [0, 1] as the network has inputs
   * @return a class, counted from 0
   * @throws IllegalArgumentException if the number of values is wrong
   */
  default int classify(float[] input) {
    return run(input, 0).prediction();
  }

  /**
   * Runs samples that follow each other in their data set. Many at once are faster, and do the
   * same.
   *
   * @param inputs each as many values in [0, 1] as the network has inputs
   * @param firstSample index of the first one, which keys its random stream
   * @param sink told what each sample did, in order; the spike trains and potentials that it sees
   *     are overwritten by the next sample's, of this run or, where there are several, of another
   * @throws IllegalArgumentException if a number of values is wrong
   */
  default void run(List<float[]> inputs, long firstSample, Consumer<SampleRun> sink) {
    run(inputs, firstSample, Optional.empty(), sink);
  }

  /**
   * Runs samples as {@link #run(List, long, Consumer)} does, and stops each early. What the sink is
   * told is the beginning of the full run up to and including the step at which the sample stops,
   * bit for bit; a few more steps may have been simulated.
   *
   * @param inputs each as many values in [0, 1] as the network has inputs
   * @param firstSample index of the first one, which keys its random stream
   * @param exit when a sample stops; empty lets all run to the last step
   * @param sink told what each sample did, in order; what it sees is overwritten likewise
   * @throws IllegalArgumentException if a number of values is wrong
   */
  void run(
      List<float[]> inputs, long firstSample, Optional<EarlyExit> exit, Consumer<SampleRun> sink);
}
