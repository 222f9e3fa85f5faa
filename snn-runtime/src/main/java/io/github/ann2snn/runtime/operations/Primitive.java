package io.github.ann2snn.runtime.operations;

/** What an operation amounts to in arithmetic, so that one price may serve several items. */
public enum Primitive implements Defined {
  /** A multiplication and an addition. */
  MAC("mac", "multiply-accumulate", "a multiplication and an addition"),
  /** An addition or a subtraction. */
  ADD("add", "addition", "an addition or a subtraction"),
  /** A comparison of two numbers. */
  COMPARE("compare", "comparison", "a comparison of two numbers");

  private final String key;
  private final String title;
  private final String definition;

  Primitive(String key, String title, String definition) {
    this.key = key;
    this.title = title;
    this.definition = definition;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String definition() {
    return definition;
  }
}
