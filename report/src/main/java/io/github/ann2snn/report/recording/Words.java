package io.github.ann2snn.report.recording;

import io.github.ann2snn.dynamics.quantity.Quantity;
import io.github.ann2snn.files.Text;

/** Counted and measured things within sentences. */
final class Words {
  private Words() {}

  /** Such as {@code 1 neuron} or {@code 9,900 synapses}. */
  static String count(long count, String thing) {
    return Text.of("%,d %s%s", count, thing, count == 1 ? "" : "s");
  }

  /** Such as {@code 2.5 nA}. */
  static String spaced(Quantity quantity) {
    return quantity.value() + " " + quantity.unit().symbol();
  }
}
