package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.dynamics.unsupervised.NeuronClasses.Responses;
import io.github.ann2snn.dynamics.unsupervised.NeuronClasses.Responses.Response;
import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.evaluation.SampleChunks;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.operations.LayerLedger;
import io.github.ann2snn.runtime.operations.OperationCounter;
import io.github.ann2snn.runtime.operations.OperationLedger;
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
  private final long seed;
  private final int threads;

  /**
   * @param network must not learn meanwhile
   * @param seed of the input spikes
   * @param threads number of threads, at least 1
   * @throws IllegalArgumentException if {@code threads} is not positive
   */
  public CompetitiveEvaluator(CompetitiveNetwork network, long seed, int threads) {
    Refusal.when(threads < 1, "threads is %s, expected at least 1", threads);
    this.network = network;
    this.seed = seed;
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
    float[] tiles = network.tiles();
    for (int i = 0; i < threads; i++) {
      T own = taker.get();
      takers.add(own);
      workers.add(worker(source, tiles, own));
    }
    new SampleChunks(source, network.inputs(), progress).giveTo(workers);
    return takers;
  }

  private SampleChunks.Worker worker(SampleSource source, float[] tiles, Taker taker) {
    Presentation.Shared shared = Presentation.Shared.of(network, tiles, seed, 1);
    Presentation presentation = new Presentation(shared, shared.agreement().member(0));
    return (from, inputs) -> {
      for (int i = 0; i < inputs.size(); i++) {
        int sample = from + i;
        taker.take(sample, source.label(sample), presentation.respond(inputs.get(i), sample));
      }
    };
  }

  /**
   * Adds up an evaluation. All tallies of one share the array of predictions.
   *
   * <p>An input spike is a synaptic operation at every excitatory neuron, a spike of one of these
   * one at its inhibitory neuron, and a spike of that, felt from the next step on, one at every
   * other excitatory neuron; those are counted among the recurrent ones, because the layer's own
   * spikes cause them. There is no bias: the pull to the resting potential is part of the update. A
   * potential, and each conductance that it has, decays; see {@link
   * io.github.ann2snn.runtime.operations.Operation#STATE_UPDATE}.
   */
  private static final class CompetitiveTally implements CompetitiveEvaluator.Taker {
    private static final int UPDATES_PER_CONDUCTANCE = 3;

    private final NeuronClasses classes;
    private final int[] predictions;
    private final int[] effectiveFanOuts;
    private final int neurons;
    private final long[] correct;
    private final long[] inputSpikes;
    private final long[] excitatorySpikes;
    private final long[] inhibitorySpikes;
    private final long[] effective;
    private long samples;
    private int silent;

    CompetitiveTally(CompetitiveNetwork network, NeuronClasses classes, int[] predictions) {
      int steps = CompetitiveModel.STEPS;
      this.classes = classes;
      this.predictions = predictions;
      this.effectiveFanOuts = network.effectiveFanOuts();
      this.neurons = network.neurons();
      this.correct = new long[steps];
      this.inputSpikes = new long[steps];
      this.excitatorySpikes = new long[steps];
      this.inhibitorySpikes = new long[steps];
      this.effective = new long[steps];
    }

    @Override
    public void take(int sample, int label, Response response) {
      samples++;
      silent += response.spikes() == 0 ? 1 : 0;
      NeuronClasses.Vote vote = classes.vote();
      int[] fired = new int[neurons];
      for (int t = 0; t < correct.length; t++) {
        int count = response.excitatory().copy(t, fired);
        for (int k = 0; k < count; k++) {
          vote.fired(fired[k], 1);
        }
        correct[t] += vote.prediction() == label ? 1 : 0;
        effective[t] += response.input().sum(t, effectiveFanOuts);
      }
      predictions[sample] = vote.prediction();
      response.input().addCounts(correct.length, inputSpikes);
      response.excitatory().addCounts(correct.length, excitatorySpikes);
      response.inhibitory().addCounts(correct.length, inhibitorySpikes);
    }

    void add(CompetitiveTally other) {
      samples += other.samples;
      silent += other.silent;
      OperationCounter.addTo(correct, other.correct);
      OperationCounter.addTo(inputSpikes, other.inputSpikes);
      OperationCounter.addTo(excitatorySpikes, other.excitatorySpikes);
      OperationCounter.addTo(inhibitorySpikes, other.inhibitorySpikes);
      OperationCounter.addTo(effective, other.effective);
    }

    CompetitiveEvaluation evaluation() {
      List<LayerLedger> layers = List.of(excitatory(), inhibitory());
      OperationLedger ledger =
          new OperationLedger(samples, samples * correct.length, inputSpikes, layers);
      return new CompetitiveEvaluation(correct, predictions, silent, ledger);
    }

    private LayerLedger excitatory() {
      int steps = correct.length;
      long[] inputs = new long[steps];
      long[] all = new long[steps];
      long[] notZero = new long[steps];
      for (int t = 0; t < steps; t++) {
        long lateral = t == 0 ? 0 : inhibitorySpikes[t - 1] * (neurons - 1);
        inputs[t] = inputSpikes[t] * neurons;
        all[t] = inputs[t] + lateral;
        notZero[t] = effective[t] + lateral;
      }
      return layer(
          "excitatory", 1 + 2 * UPDATES_PER_CONDUCTANCE, all, inputs, notZero, excitatorySpikes);
    }

    private LayerLedger inhibitory() {
      int steps = correct.length;
      long[] relayed = new long[steps];
      System.arraycopy(excitatorySpikes, 0, relayed, 1, steps - 1);
      return layer(
          "inhibitory",
          1 + UPDATES_PER_CONDUCTANCE,
          relayed,
          new long[steps],
          relayed,
          inhibitorySpikes);
    }

    private LayerLedger layer(
        String name, int updates, long[] all, long[] inputs, long[] notZero, long[] spikes) {
      return new LayerLedger(
          name,
          neurons,
          true,
          false,
          updates,
          0,
          0,
          new long[correct.length],
          0,
          all,
          inputs,
          notZero,
          spikes);
    }
  }

  /**
   * How a network did on labelled samples.
   *
   * @param correctByTimestep number of samples classified correctly after each step
   * @param predictions the class predicted for each sample after the last step
   * @param silent number of samples to which no neuron responded
   * @param ledger the operations; its layers are the excitatory and the inhibitory neurons
   */
  public record CompetitiveEvaluation(
      long[] correctByTimestep, int[] predictions, int silent, OperationLedger ledger) {
    /** Number of samples. */
    public int samples() {
      return predictions.length;
    }

    /** Number of samples classified correctly after the last step. */
    public long correct() {
      return correctByTimestep[correctByTimestep.length - 1];
    }

    @Override
    public boolean equals(Object other) {
      return RecordContent.equal(this, other);
    }

    @Override
    public int hashCode() {
      return RecordContent.hash(this);
    }
  }
}
