package io.github.ann2snn.runtime.kernel;

/**
 * When the neurons of a layer fired during some steps. Its arrays have a lead ({@link
 * Aligned#LEAD}).
 *
 * @param fired a bit for each step, the first one lowest; one value per neuron
 * @param neurons room to list those that fired at all, and some more
 * @param active room for what is in {@code fired} for them, and some more
 */
public record History(int[] fired, int[] neurons, int[] active) {
  public static History of(int neurons) {
    int room = neurons + NeuronProgram.PADDING;
    return new History(Aligned.ints(neurons), Aligned.ints(room), Aligned.ints(room));
  }
}
