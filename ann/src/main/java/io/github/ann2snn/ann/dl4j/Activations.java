package io.github.ann2snn.ann.dl4j;

import io.github.ann2snn.ann.graph.Ending;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.files.Text;

/** What a layer makes of its sums. */
final class Activations {
  private static final String PACKAGE = "org.nd4j.linalg.activations.impl.Activation";
  private static final float RELU6 = 6;

  private Activations() {}

  /** Adds the activation that a layer says. */
  static void add(LayerCall call) {
    LayerSettings activation = call.said().within("activationFn");
    String kind =
        activation.className().startsWith(PACKAGE)
            ? activation.className().substring(PACKAGE.length())
            : "";
    switch (kind) {
      case "Identity" -> {}
      case "ReLU" -> relu(call, activation);
      case "ReLU6" -> call.give(Relu.bounded(RELU6));
      case "LReLU" -> leaky(call, Float.POSITIVE_INFINITY, activation.real("alpha", 0.01f));
      case "Softmax" -> ending(call, kind, Ending.Kind.SOFTMAX);
      case "Sigmoid" -> ending(call, kind, Ending.Kind.SIGMOID);
      default -> refuse(call, kind.isEmpty() ? activation.className() : kind);
    }
  }

  private static void relu(LayerCall call, LayerSettings said) {
    if (said.real("threshold", 0) != 0) {
      refuse(call, "ReLU with a threshold");
      return;
    }
    leaky(call, said.real("max", Float.POSITIVE_INFINITY), said.real("negativeSlope", 0));
  }

  private static void leaky(LayerCall call, float bound, float slope) {
    call.give(
        call.shape(),
        none -> {
          try {
            return new Relu(bound, new float[] {slope});
          } catch (IllegalArgumentException e) {
            throw call.said().refuse("has a ReLU that is not supported: %s", e.getMessage());
          }
        });
  }

  /** Probabilities at the end; the network refuses them elsewhere. */
  private static void ending(LayerCall call, String name, Ending.Kind kind) {
    if (call.shape().rank() == 1) {
      call.give(new Ending(kind));
    } else {
      refuse(call, name + " of feature maps");
    }
  }

  /** Says so when the network is made: its layers have shapes and numbers all the same. */
  private static void refuse(LayerCall call, String activation) {
    call.give(
        call.shape(),
        none -> {
          throw call.said()
              .refuse(
                  "has the activation %s; only piecewise linear networks become spiking ones:"
                      + " supported are ReLU, ReLU6, leaky ReLU and the identity, and Softmax or"
                      + " Sigmoid at the end",
                  Text.printable(activation));
        });
  }
}
