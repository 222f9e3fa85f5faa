package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.dynamics.unsupervised.CompetitiveModel.ConductanceMembrane;
import io.github.ann2snn.dynamics.unsupervised.NeuronClasses.Responses.Response;
import io.github.ann2snn.runtime.columns.ColumnKernel;
import io.github.ann2snn.runtime.columns.ColumnKernel.ColumnKernels;
import io.github.ann2snn.runtime.columns.ColumnKernel.Columns;
import io.github.ann2snn.runtime.simd.Aligned;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;

/**
 * Shows samples to a network, each from rest, with a member of an agreement that has some of the
 * excitatory neurons; all members show the same samples. A step integrates both populations, lets
 * input spikes arrive, then excitatory neurons fire, then inhibitory ones; what they cause is felt
 * from the next step on. Not for several threads at once.
 */
final class Presentation {
  private static final int STEPS = CompetitiveModel.STEPS;

  private final CompetitiveNetwork network;
  private final Agreement.Member member;
  private final InputSpikes input;
  private final Competitors competitors;
  private final Inhibition inhibition;
  private final Plasticity plasticity;
  private final int first;
  private final int[] fired;
  private final int[] counts;

  /** What is the same for all members. */
  record Shared(
      CompetitiveNetwork network,
      ColumnKernel kernel,
      float[] tiles,
      InputSpikes input,
      Agreement agreement,
      int members) {
    /** Neurons of a network for some members; more than it has tiles have nothing to do. */
    static Shared of(CompetitiveNetwork network, float[] tiles, long seed, int threads) {
      ColumnKernel kernel = ColumnKernels.selected().kernel();
      int members = Math.min(threads, ColumnKernel.padded(network.neurons()) / ColumnKernel.TILE);
      return new Shared(
          network,
          kernel,
          tiles,
          new InputSpikes(kernel, network.inputs(), seed, members),
          new Agreement(members, network.neurons()),
          members);
    }

    /** The neurons of a member. */
    private Columns columns(int member) {
      int all = ColumnKernel.padded(network.neurons()) / ColumnKernel.TILE;
      int first = all * member / members * ColumnKernel.TILE;
      int width = all * (member + 1) / members * ColumnKernel.TILE - first;
      double gain = (double) CompetitiveModel.REFERENCE_INPUTS / network.inputs();
      return new Columns(
          tiles,
          network.inputs(),
          first,
          width,
          Aligned.floats(width),
          ConductanceMembrane.EXCITATORY.membrane(gain));
    }
  }

  Presentation(Shared shared, Agreement.Member member) {
    int kept = shared.members() == 1 ? 1 : Agreement.KEPT;
    Columns columns = shared.columns(member.index());
    this.network = shared.network();
    this.member = member;
    this.input = shared.input();
    this.competitors = new Competitors(network, shared.kernel(), columns, kept);
    this.inhibition = new Inhibition(network.neurons());
    this.plasticity = new Plasticity(columns, kept);
    this.first = columns.first();
    this.fired = new int[network.neurons()];
    this.counts = new int[network.neurons()];
  }

  /**
   * What a sample causes at the first intensity; nothing is learned. Input spikes are those of the
   * last call.
   *
   * @param x inputs in [0, 1]
   * @param number of the presentation
   */
  Response respond(float[] x, long number) {
    SpikeTrain record = new SpikeTrain(network.neurons(), STEPS);
    show(x, number, CompetitiveModel.INTENSITY, record);
    return new Response(input.train(), record, inhibition.spikes());
  }

  /**
   * The same at any intensity while weights, which are normalised first, and thresholds with each
   * spike, change.
   *
   * @return how often each neuron fired; changed by the next call
   */
  int[] learn(float[] x, long number, int intensity) {
    competitors.normalise();
    Arrays.fill(counts, 0);
    show(x, number, intensity, null);
    return counts;
  }

  /** Lets thresholds decay. */
  void decayThresholds(float factor) {
    competitors.decayThresholds(factor);
  }

  private void show(float[] x, long number, int intensity, SpikeTrain record) {
    boolean learns = record == null;
    competitors.rest();
    inhibition.rest();
    plasticity.rest();
    input.draw(member.index(), x, number, intensity);
    member.fired(member.agree(STEPS, 0, true), fired);
    int from = 0;
    while (from <= STEPS) {
      int t = next(from, learns);
      int count = member.fired(t, fired);
      if (record != null) {
        record(record, from, t, count);
      }
      if (t < STEPS) {
        fire(t, count, learns);
      }
      from = t + 1;
    }
  }

  /** Computes steps up to the next one at which a neuron of any member fires. */
  private int next(int from, boolean learns) {
    int t = from;
    int count = 0;
    while (count == 0 && t < STEPS && member.goesOn(t)) {
      boolean above = competitors.step(t, input, inhibition);
      if (learns) {
        plasticity.before(t, input);
      }
      if (above) {
        count = competitors.above(t, member.room());
      } else {
        member.passed(t);
        t++;
      }
    }
    int agreed = member.agree(t, count, count > 0 || t == STEPS);
    if (learns) {
      for (int u = count > 0 ? t : t - 1; u > agreed; u--) {
        plasticity.undo(u);
      }
    }
    return agreed;
  }

  private void fire(int t, int count, boolean learns) {
    float rise = (float) network.model().thresholdStepMv();
    competitors.settle(t);
    for (int k = 0; k < count; k++) {
      int n = fired[k];
      inhibition.excite(n, t);
      counts[n]++;
      if (competitors.has(n)) {
        competitors.fire(n, t);
        if (learns) {
          plasticity.behind(n - first, t, input);
          competitors.raise(n, rise);
        }
      }
    }
  }

  /** Nobody fires from a step on until those that were listed do. */
  private void record(SpikeTrain record, int from, int t, int count) {
    for (int u = from; u < t; u++) {
      record.endStep();
    }
    for (int k = 0; k < count; k++) {
      record.fire(fired[k]);
    }
    if (t < STEPS) {
      record.endStep();
    }
  }
}
