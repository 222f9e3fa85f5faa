package io.github.ann2snn.runtime.neuron;

import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.runtime.connection.Values;

/**
 * How neurons fire spikes of -1, which take back what was fired too early, or stand for values
 * below 0. A neuron remembers n, its spikes of +1 less those of -1 so far, and what it has paid for
 * them depends on n alone, whatever came first: {@code theta} for each above 0, {@code beta} for
 * each below, so that its rate tends to {@code I / theta} for a current I above 0, and to {@code I
 * / beta} below. With {@code d = (beta - theta) / 2}, a step is
 *
 * <pre>
 * s = +1 if v &gt;= theta         and n &gt;= 0      v &lt;- v - theta
 * s = +1 if v &gt;= theta + d     and n &lt; 0       v &lt;- v - beta
 * s = -1 if v &lt;= -theta^-      and n &gt; 0       v &lt;- v + theta
 * s = -1 if v &lt;= -theta^- - d  and n &lt;= 0      v &lt;- v + beta
 * n &lt;- n + s
 * </pre>
 *
 * <p>(without equality where {@link Firing.FireRule} says so). A ReLU has no beta, so that never
 * more spikes are taken back than were fired; a leaky ReLU of slope alpha has {@code beta = theta /
 * alpha}, and a linear neuron {@code beta = theta}.
 *
 * <p>Neurons with such a memory are those of Wang et al. 2022 ("Signed Neuron with Memory: Towards
 * Simple, Accurate and High-Efficient ANN-SNN Conversion", IJCAI) and of You et al. 2024
 * ("SpikeZIP-TF: Conversion is All You Need for Transformer-based SNN", ICML, whose {@code theta^-}
 * is next to 0): for a ReLU. A spike of -1 whose price is not that of the +1 that it takes back
 * would leave an error of {@code 1 / alpha - 1} spikes in a leaky ReLU each time.
 *
 * @param threshold {@code theta^- > 0}, one value per neuron
 * @param price {@code beta > 0}, one value per neuron; {@link #NONE} of one that never gives less
 *     than 0
 */
public record Negative(float[] threshold, float[] price) {
  /** The price of what cannot be had. */
  public static final float NONE = Float.MAX_VALUE;

  /**
   * Checks and copies the arrays.
   *
   * @param threshold {@code theta^- > 0}, one value per neuron
   * @param price {@code beta > 0}, one value per neuron, or {@link #NONE}
   * @throws IllegalArgumentException if the sizes differ, a value is not finite or not positive
   */
  public Negative {
    int neurons = threshold.length;
    threshold = Values.positive("negative threshold", threshold, neurons);
    price = Values.positive("price of a spike below 0", price, neurons);
  }

  /**
   * How far below 0 a potential goes, in thresholds, before a spike is taken back, unless someone
   * says otherwise: next to nothing, so that the rate is rounded to the nearest as soon as it can
   * be. More saves spikes, and costs accuracy.
   */
  public static final float TAKEN_BACK = 1f / 1024;

  /**
   * {@return what neurons do that stand for a ReLU, and take back as soon as they can: {@code
   * theta^-} is {@link #TAKEN_BACK} of {@code theta}}
   *
   * @param theta thresholds of spikes of +1, one per neuron, greater than 0
   */
  public static Negative takingBack(float[] theta) {
    float[] threshold = new float[theta.length];
    for (int j = 0; j < theta.length; j++) {
      threshold[j] = theta[j] * TAKEN_BACK;
    }
    return rectified(threshold);
  }

  /**
   * {@return what neurons do that stand for a ReLU: they never give less than 0}
   *
   * @param threshold {@code theta^- > 0}, one value per neuron
   */
  public static Negative rectified(float[] threshold) {
    return new Negative(threshold, Values.filled(threshold.length, NONE));
  }

  /** {@return whether no neuron gives less than 0: every price is {@link #NONE}} */
  public boolean isRectified() {
    return Values.areAll(price, NONE);
  }

  /**
   * {@return how much further a threshold lies where n is below 0: {@code d} of neuron j; 0 of a
   * ReLU}
   *
   * @param j neuron, from 0
   * @param theta its threshold of a spike of +1
   */
  public float shift(int j, float theta) {
    return price[j] == NONE ? 0 : (price[j] - theta) / 2;
  }

  /** {@return a copy of the thresholds} */
  @Override
  public float[] threshold() {
    return threshold.clone();
  }

  /** {@return a copy of the prices} */
  @Override
  public float[] price() {
    return price.clone();
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
