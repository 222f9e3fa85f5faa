// Axes of accuracies near 100 %, and of costs over powers of ten.

/** Round errors, those that an axis should show first in front. */
const ERROR_TICKS = [
  0.1, 0.01, 0.001, 0.5, 0.05, 0.02, 0.2, 0.005, 0.002, 0.0001, 0.0005, 0.03, 0.3, 0.015, 0.8, 0.7, 0.9, 0.07,
  0.04, 0.025, 0.007, 0.003, 0.15, 0.12, 0.09, 0.08, 0.06,
];

/** Errors on a logarithmic axis, so that 98 % and 99 % stand apart; half a sample stands for none. */
function errorScale(accuracies, samples, range) {
  const error = (accuracy) => Math.max(1 - accuracy, 0.5 / samples);
  const scale = d3.scaleLog([d3.max(accuracies, error) * 1.1, d3.min(accuracies, error) / 1.15], range);
  const at = (accuracy) => scale(error(accuracy));
  at.ticks = [];
  for (const tick of ERROR_TICKS.filter((e) => e <= scale.domain()[0] && e >= scale.domain()[1])) {
    if (at.ticks.every((other) => Math.abs(scale(other) - scale(tick)) > 15)) at.ticks.push(tick);
  }
  at.error = scale;
  return at;
}

/** An error as the accuracy that it leaves, in percent. */
const errorTick = (error) => String(Number((100 * (1 - error)).toFixed(3)));

/** Of costs on a logarithmic scale those that begin with 1, 2 or 5; all, where they are few. */
const costTick = (scale) => (value) =>
  /^[125]/.test(value.toExponential(0)) || scale.domain()[1] / scale.domain()[0] < 10 ? powers(value) : '';
