package io.github.ann2snn.ann.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;

/** What a name in a graph stands for. */
sealed interface Value permits Tensor, Value.Stored, Value.Activation {
  /**
   * A constant that is still in the file.
   *
   * @param proto its message
   */
  record Stored(TensorProto proto) implements Value {}

  /**
   * What depends on the sample.
   *
   * @param node the node of our network that gives it
   */
  record Activation(int node) implements Value {}
}
