package io.github.ann2snn.convert.attribution;

/**
 * What theory allows the quantisation error to be, and what it was, over the activations between 0
 * and lambda; in units of the ANN's activations.
 *
 * <p>The rate of an integrate-and-fire neuron with reset by subtraction and constant current x in
 * [0, 1] is {@code Q(x) = (T x + v0 - v(T)) / T} (Rueckauer et al. 2017, the rate equation for
 * reset by subtraction, with v(0) = v0), and {@code 0 <= v(T) < 1} (in thresholds; fires at the
 * threshold, {@code 0 <= v0 <= 1}). Hence {@code (v0 - 1)/T < Q(x) - x <= v0/T}, so that {@code
 * |Q(x) - x| <= max(v0, 1 - v0)/T}: smallest, 1/(2T), for v0 = 1/2. If v(T) is uniform on [0, 1),
 * which holds for x uniform on each step of Q (the assumption under which Bu et al. 2022 find v0 =
 * 1/2 best), the expected magnitude is {@code (v0^2 + (1 - v0)^2) / (2T)}: 1/(4T) for v0 = 1/2.
 * Both are times lambda here. An activation of 0 has no such error, and one above lambda has {@code
 * a - lambda} of clipping instead, which nothing bounds but the largest activation.
 *
 * @param largestAllowed {@code lambda max(v0, 1 - v0) / T}, the largest over the neurons
 * @param largest the largest magnitude seen
 * @param meanExpected {@code lambda (v0^2 + (1 - v0)^2) / (2T)}, mean over the same activations
 * @param mean the mean magnitude seen
 * @param largestClipping the largest activation less its lambda, at least 0
 */
public record ErrorBound(
    double largestAllowed,
    double largest,
    double meanExpected,
    double mean,
    double largestClipping) {}
