package io.github.ann2snn.report.recording;

import io.github.ann2snn.dynamics.quantity.QuantitySteps;
import io.github.ann2snn.dynamics.quantity.Unit;
import java.math.BigDecimal;

/**
 * When steps begin: the doubles that are nearest to the decimals, so that step 580 of 0.1 ms is
 * 58.0 ms.
 *
 * @param dtMs length of a step, ms
 */
record StepTimes(BigDecimal dtMs) {
  static StepTimes of(QuantitySteps steps) {
    return new StepTimes(steps.dt().exactlyIn(Unit.MILLISECOND));
  }

  /** Start of a step, ms. */
  double at(long step) {
    return dtMs.multiply(BigDecimal.valueOf(step)).doubleValue();
  }
}
