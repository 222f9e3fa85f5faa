package io.github.ann2snn.train.inference;

import io.github.ann2snn.train.architecture.NetworkStage;
import io.github.ann2snn.train.architecture.Shape;
import io.github.ann2snn.train.architecture.Stage;

/**
 * Sums over samples of the gradients of a convolution.
 *
 * @param weights channels out x channels in x kernel height x kernel width
 * @param bias channels out
 */
record Gradients(float[] weights, float[] bias) {
  Gradients(NetworkStage stage) {
    this((Stage.Convolution) stage.stage(), stage.input());
  }

  private Gradients(Stage.Convolution stage, Shape input) {
    this(new float[stage.channels() * stage.fanIn(input)], new float[stage.channels()]);
  }
}
