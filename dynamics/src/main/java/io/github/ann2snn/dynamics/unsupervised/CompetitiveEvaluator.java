package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.runtime.evaluation.SampleChunks;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Shows samples to a network that no longer learns, each once, from rest, at the first intensity.
 * Responses depend on a sample's index and the seed, not on threads or order.
 */
public final class CompetitiveEvaluator {
  private final CompetitiveNetwork network;
  private final PoissonSpikes spikes;
  private final int threads;

  /**
   * @param network must not learn meanwhile
   * @param seed of the input spikes
   * @param threads number of threads, at least 1
   * @throws IllegalArgumentException if {@code threads} is not positive
   */
  public CompetitiveEvaluator(CompetitiveNetwork network, long seed, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + ", expected at least 1");
    }
    this.network = network;
    this.spikes = new PoissonSpikes(network.model(), seed);
    this.threads = threads;
  }

  /**
   * Assigns classes to neurons by their responses to labelled samples, which must not be those of a
   * test.
   *
   * @param classes number of classes
   * @param progress told from several threads how many more samples are done
   */
  public NeuronClasses assign(SampleSource source, int classes, IntConsumer progress)
      throws InterruptedException {
    List<Responses> all =
        respond(source, () -> new Responses(classes, network.neurons()), progress);
    Responses sum = all.get(0);
    all.subList(1, all.size()).forEach(sum::add);
    return sum.classes();
  }

  /** Classifies samples. */
  public CompetitiveEvaluation evaluate(
      SampleSource source, NeuronClasses classes, IntConsumer progress)
      throws InterruptedException {
    int[] predictions = new int[source.size()];
    List<CompetitiveTally> all =
        respond(source, () -> new CompetitiveTally(network, classes, predictions), progress);
    CompetitiveTally sum = all.get(0);
    all.subList(1, all.size()).forEach(sum::add);
    return sum.evaluation();
  }

  /** Takes the response to a sample. */
  interface Taker {
    void take(int sample, int label, Response response);
  }

  private <T extends Taker> List<T> respond(
      SampleSource source, Supplier<T> taker, IntConsumer progress) throws InterruptedException {
    List<T> takers = new ArrayList<>();
    List<SampleChunks.Worker> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      T own = taker.get();
      takers.add(own);
      workers.add(worker(source, own));
    }
    new SampleChunks(source, network.inputs(), progress).giveTo(workers);
    return takers;
  }

  private SampleChunks.Worker worker(SampleSource source, Taker taker) {
    Presentation presentation = new Presentation(network);
    return (from, inputs) -> {
      for (int i = 0; i < inputs.size(); i++) {
        int sample = from + i;
        SpikeTrain input = spikes.of(inputs.get(i), sample, network.model().intensity());
        taker.take(sample, source.label(sample), presentation.respond(input));
      }
    };
  }
}
