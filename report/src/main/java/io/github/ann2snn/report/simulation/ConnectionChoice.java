package io.github.ann2snn.report.simulation;

import io.github.ann2snn.dynamics.leaky.SynapseRule;
import io.github.ann2snn.dynamics.leaky.SynapseRule.NeuronRange;
import io.github.ann2snn.dynamics.quantity.Unit.Dimension;
import io.github.ann2snn.files.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who is connected to whom, as it was asked for.
 *
 * @param text {@code all}, {@code one-to-one}, a probability, or a CSV file
 */
public record ConnectionChoice(String text) {
  /** So many neurons have four million pairs. */
  private static final int MOST_IN_PAIRS = 2000;

  private static final Pattern PROBABILITY =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)(e-?\\d{1,3})?");

  /**
   * @throws IllegalArgumentException if it is no rule, no file, and does not look like one
   */
  public ConnectionChoice {
    if (!isRule(text) && !text.endsWith(".csv") && !Files.exists(Path.of(text))) {
      throw Refusal.of(
          "'%s' is none of all, one-to-one, a probability (0 to 1), a CSV file of %s",
          text, SynapseList.COLUMNS);
    }
  }

  private static boolean isRule(String text) {
    return text.equals("all") || text.equals("one-to-one") || PROBABILITY.matcher(text).matches();
  }

  /** The list that is meant, if it is one. */
  public Optional<Path> list() {
    return isRule(text) ? Optional.empty() : Optional.of(Path.of(text));
  }

  /**
   * The rule for that many neurons.
   *
   * @param seed of what is random
   * @throws IllegalArgumentException if the rule does not suit the number, or the probability is
   *     out of range
   */
  public SynapseRule rule(int neurons, long seed) {
    if (text.equals("one-to-one")) {
      Refusal.when(
          neurons % 2 != 0,
          "--connect one-to-one connects the first half to the second, and --neurons is %d; take an even number",
          neurons);
      int half = neurons / 2;
      return new SynapseRule.OneToOne(NeuronRange.first(half), new NeuronRange(half, half));
    }
    if (neurons > MOST_IN_PAIRS) {
      throw Refusal.of(
          "--neurons is %d, expected 1 to %d: every pair may have a synapse",
          neurons, MOST_IN_PAIRS);
    }
    NeuronRange all = NeuronRange.first(neurons);
    return text.equals("all")
        ? new SynapseRule.AllToAll(all, all, false)
        : new SynapseRule.WithProbability(all, all, Double.parseDouble(text), false, seed);
  }

  /** What an arriving spike does, as users know it. */
  public enum SynapseKind {
    /** V jumps by the weight. */
    JUMP(Dimension.VOLTAGE),

    /** A current jumps by the weight and decays. */
    EXPONENTIAL(Dimension.CURRENT);

    private final Dimension dimension;

    SynapseKind(Dimension dimension) {
      this.dimension = dimension;
    }

    /** What its weights measure. */
    public Dimension dimension() {
      return dimension;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
