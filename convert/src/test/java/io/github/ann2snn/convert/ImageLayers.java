package io.github.ann2snn.convert;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;

/** Networks for images of 2 channels, 7 rows and 6 columns; parameters drawn with seed 3. */
public final class ImageLayers {
  private ImageLayers() {}

  public static MultiLayerNetwork network(Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().seed(3).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork network =
        new MultiLayerNetwork(list.setInputType(InputType.convolutionalFlat(7, 6, 2)).build());
    network.init();
    draw(network);
    return network;
  }

  /** All parameters between -0.5 and 0.5; variances between 0.25 and 1. */
  private static void draw(MultiLayerNetwork network) {
    SplittableRandom random = new SplittableRandom(3);
    for (int l = 0; l < network.getnLayers(); l++) {
      for (var parameter : network.getLayer(l).paramTable().entrySet()) {
        boolean variance = parameter.getKey().equals("var");
        float[] values = new float[Math.toIntExact(parameter.getValue().length())];
        for (int i = 0; i < values.length; i++) {
          values[i] =
              (float) (variance ? random.nextDouble(0.25, 1) : random.nextDouble(-0.5, 0.5));
        }
        parameter
            .getValue()
            .assign(Nd4j.createFromArray(values).reshape(parameter.getValue().shape()));
      }
    }
  }

  public static ConvolutionLayer.Builder convolution(int outputs, int... kernel) {
    return new ConvolutionLayer.Builder(kernel).nOut(outputs).activation(Activation.RELU);
  }

  public static SubsamplingLayer.Builder pool(PoolingType type, int size, int stride) {
    return new SubsamplingLayer.Builder(type).kernelSize(size, size).stride(stride, stride);
  }

  public static Layer dense(int outputs) {
    return new DenseLayer.Builder().nOut(outputs).activation(Activation.RELU).build();
  }

  public static Layer output() {
    return new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build();
  }

  public static BatchNormalization.Builder norm() {
    return new BatchNormalization.Builder().useLogStd(false);
  }
}
