package io.github.ann2snn.cli.brian2;

import io.github.ann2snn.dynamics.leaky.StdpRule;
import io.github.ann2snn.dynamics.leaky.StdpRule.StdpPairing;
import io.github.ann2snn.dynamics.leaky.SynapseGroup;
import io.github.ann2snn.dynamics.leaky.SynapseGroup.SynapsePairs;
import io.github.ann2snn.dynamics.leaky.SynapseResponse.ExponentialCurrent;
import io.github.ann2snn.dynamics.leaky.SynapseRule;
import io.github.ann2snn.dynamics.leaky.SynapseRule.NeuronRange;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Synapses that learn, as a program for Brian2 has them: connected by a rule where all have the
 * same weight and delay, else one by one.
 *
 * @param group at least one synapse
 * @param neurons of the network
 */
record Brian2Synapses(SynapseGroup group, int neurons) {
  /** Tells the template of them, and gives those that are listed. */
  Optional<NumberTable> describe(Template template) {
    StdpRule rule = group.plasticity().orElseThrow();
    boolean adds = rule.pairing() == StdpPairing.ALL_TO_ALL;
    boolean current = group.response() instanceof ExponentialCurrent;
    if (group.response() instanceof ExponentialCurrent exponential) {
      template.word("exponential", true).put("tauSynapse", exponential.tauMs());
    }
    template
        .word("synapses", true)
        .put("unit", group.response().unit())
        .put("dimension", current ? "amp" : "volt")
        .put("target", current ? "I_s_post" : "v_post")
        .put("where", current ? "current" : "potential")
        .put("aPlus", rule.potentiation())
        .put("aMinus", rule.depression())
        .put("tauPlus", rule.tauPlusMs())
        .put("tauMinus", rule.tauMinusMs())
        .put("lowest", group.minimum())
        .put("highest", group.maximum())
        .put("before", adds ? "a_plus += A_plus" : "a_plus = A_plus")
        .put("behind", adds ? "a_minus -= A_minus" : "a_minus = -A_minus");
    boolean uniform = isUniform();
    boolean all = uniform && isAll();
    boolean halves = uniform && !all && isHalves();
    template
        .word("all", all)
        .word("halves", halves)
        .word("pairs", !all && !halves)
        .word("uniform", all || halves)
        .put("weight", group.weights()[0])
        .put("delay", group.delays()[0]);
    if (all || halves) {
      return Optional.empty();
    }
    NumberTable table = listed();
    template.put("pairs", table.expression());
    return Optional.of(table);
  }

  private boolean isUniform() {
    return Arrays.stream(group.weights()).distinct().count() == 1
        && Arrays.stream(group.delays()).distinct().count() == 1;
  }

  private boolean isAll() {
    NeuronRange every = NeuronRange.first(neurons);
    return group.pairs().count() == (long) neurons * (neurons - 1)
        && group.pairs().equals(new SynapseRule.AllToAll(every, every, false).pairs());
  }

  private boolean isHalves() {
    int half = neurons / 2;
    NeuronRange behind = new NeuronRange(half, half);
    return neurons % 2 == 0
        && group.pairs().equals(new SynapseRule.OneToOne(NeuronRange.first(half), behind).pairs());
  }

  private NumberTable listed() {
    SynapsePairs pairs = group.pairs();
    double[] weights = group.weights();
    int[] delays = group.delays();
    String columns = "from, to, weight in " + group.response().unit() + ", delay in steps";
    return new NumberTable(
        Brian2Program.SYNAPSES,
        columns,
        pairs.count(),
        k -> List.of(pairs.source(k), pairs.target(k), weights[k], delays[k]));
  }
}
