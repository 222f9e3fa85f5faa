package io.github.ann2snn.report.energy;

/** How often a device computes the constant current of the first layer. */
public enum AnalogueFirstLayer {
  /** Once per sample; it is kept and added at every step. */
  ONCE("once", "once"),
  /** Again at every step, because nothing keeps it. */
  EVERY_STEP("every-step", "everyStep");

  private final String option;
  private final String key;

  AnalogueFirstLayer(String option, String key) {
    this.option = option;
    this.key = key;
  }

  /** How result files name it. */
  public String key() {
    return key;
  }

  /** How users name it. */
  @Override
  public String toString() {
    return option;
  }
}
