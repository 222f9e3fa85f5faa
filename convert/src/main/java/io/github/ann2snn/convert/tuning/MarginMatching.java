package io.github.ann2snn.convert.tuning;

import io.github.ann2snn.ann.forward.Inference;
import io.github.ann2snn.datasets.Split;
import java.util.Arrays;

/**
 * Makes learned samples stand for unlearned ones. A model is surer of what it has learned, so that
 * a spiking network seldom errs there; how likely it is to err depends on how far apart the model's
 * best two classes are, learned or not. Of the learned samples so many are left out, at each margin
 * another share, that margins are distributed as on a few that the model has not learned (covariate
 * shift; Shimodaira, "Improving predictive inference under covariate shift by weighting the
 * log-likelihood function", 2000, here by rejection instead of weights).
 */
public final class MarginMatching {
  /** With fewer, the shares would be chance. */
  public static final int LEAST = 500;

  /** Where margins are parted: shares of the unlearned samples that the model gets right. */
  private static final double[] QUANTILES = {0.01, 0.02, 0.04, 0.08, 0.16, 0.32};

  /** Parts up to here decide how many unlearned samples the learned ones are worth. */
  private static final int CRITICAL = 2;

  /** Samples that the model gets wrong are a part of their own, behind those of the right ones. */
  private static final int WRONG = QUANTILES.length + 1;

  private static final int PARTS = QUANTILES.length + 2;

  private MarginMatching() {}

  /**
   * What a model says of some samples.
   *
   * @param inference its classes and margins, one for each
   */
  public record Judged(Split samples, Inference inference) {
    private boolean isRight(int sample) {
      return inference.classes()[sample] == samples.label(sample);
    }

    /** Margins of those that it gets right, in order. */
    private float[] rightMargins() {
      float[] margins = new float[samples.size()];
      int count = 0;
      for (int i = 0; i < margins.length; i++) {
        if (isRight(i)) {
          margins[count++] = inference.margins()[i];
        }
      }
      margins = Arrays.copyOf(margins, count);
      Arrays.sort(margins);
      return margins;
    }

    private int part(int sample, float[] edges) {
      if (!isRight(sample)) {
        return WRONG;
      }
      int part = 0;
      while (part < edges.length && inference.margins()[sample] > edges[part]) {
        part++;
      }
      return part;
    }

    private double[] shares(float[] edges) {
      double[] shares = new double[PARTS];
      for (int i = 0; i < samples.size(); i++) {
        shares[part(i, edges)] += 1.0 / samples.size();
      }
      return shares;
    }
  }

  /**
   * As many learned samples as have margins like those of unlearned ones, in their order.
   *
   * @param unlearned at least {@link #LEAST}
   */
  public static Split thinned(Judged learned, Judged unlearned) {
    float[] right = unlearned.rightMargins();
    float[] edges = new float[QUANTILES.length];
    for (int k = 0; k < edges.length; k++) {
      edges[k] = right[(int) (QUANTILES[k] * right.length)];
    }
    double[] kept = kept(learned.shares(edges), unlearned.shares(edges));
    double[] due = new double[PARTS];
    int[] chosen = new int[learned.samples.size()];
    int count = 0;
    for (int i = 0; i < chosen.length; i++) {
      int part = learned.part(i, edges);
      due[part] += kept[part];
      if (due[part] >= 1) {
        due[part]--;
        chosen[count++] = i;
      }
    }
    return learned.samples.select(Arrays.copyOf(chosen, count));
  }

  /** The share of each part that is kept. */
  private static double[] kept(double[] learned, double[] unlearned) {
    double worth = 0;
    double of = 0;
    for (int part = 0; part < CRITICAL; part++) {
      worth += learned[part];
      of += unlearned[part];
    }
    double[] kept = new double[PARTS];
    for (int part = 0; part < PARTS; part++) {
      double wanted = worth / of * unlearned[part];
      kept[part] = wanted < learned[part] ? wanted / learned[part] : 1;
    }
    return kept;
  }
}
