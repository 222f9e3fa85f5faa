package io.github.ann2snn.ann.model;

/** What operators and layers of a format are for: a row of the table of what is read. */
public enum Role {
  DENSE("matrix product", "Dense"),
  CONVOLUTION("convolution", "Convolve: one or two dimensions, groups, dilation, uneven padding"),
  NORMALISATION(
      "batch normalisation, scaling of inputs",
      "BatchNorm, taken into its neighbours and into Input where that is exact"),
  RECTIFIER("rectifier", "Relu: bounds, slopes below 0; others as a moved or mirrored one"),
  ARITHMETIC("sum of branches; sum, product or quotient with a constant", "Add, BatchNorm"),
  POOLING("pooling", "AveragePool, MaxPool: padding counted or not"),
  REDUCTION("mean, sum or maximum over dimensions", "GlobalAverage, pooling, Convolve, Dense"),
  JOINING("branches behind one another", "Concat"),
  PART("parts, padding with a constant", "Slice, Pad"),
  SHAPE("other shapes and orders", "Reshape, Permute"),
  REPETITION("repeated values (nearest, whole factors)", "Upsample"),
  ENDING("probabilities, at the end", "an ending, left out where logits are wanted"),
  CONSTANT("constants, arithmetic of shapes", "nothing is left of it"),
  NOTHING("what changes nothing once it is trained", "nothing");

  private final String title;
  private final String becomes;

  Role(String title, String becomes) {
    this.title = title;
    this.becomes = becomes;
  }

  /** In words. */
  public String title() {
    return title;
  }

  /** What it is in a network. */
  public String becomes() {
    return becomes;
  }
}
