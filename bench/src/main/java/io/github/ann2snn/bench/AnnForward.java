package io.github.ann2snn.bench;

import io.github.ann2snn.runtime.evaluation.SampleSource;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** All samples through the model, in one forward pass of Deeplearning4j. */
final class AnnForward implements Task {
  private final MultiLayerNetwork network;
  private final INDArray inputs;

  /**
   * Copies the samples into native memory, which is not measured.
   *
   * @param width number of inputs of a sample
   */
  AnnForward(MultiLayerNetwork network, SampleSource samples, int width) {
    float[] values = new float[Math.multiplyExact(samples.size(), width)];
    float[] sample = new float[width];
    for (int i = 0; i < samples.size(); i++) {
      samples.read(i, sample);
      System.arraycopy(sample, 0, values, i * width, width);
    }
    this.network = network;
    this.inputs =
        Nd4j.create(values, new long[] {samples.size(), width}, 'c').castTo(DataType.FLOAT);
  }

  @Override
  public void run() {
    try (INDArray outputs = network.output(inputs)) {
      // Reading a value waits for the result, should it ever come late.
      if (Float.isNaN(outputs.getFloat(0, 0))) {
        throw new IllegalStateException("the model's first output is not a number");
      }
    }
  }
}
