package io.github.ann2snn.train.model;

import io.github.ann2snn.train.qcfs.QcfsLayer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The classes that a model's configuration may name. Reading a configuration makes objects of the
 * classes it names, so nothing else than these plain holders of settings is admitted.
 */
final class AdmittedClasses {
  private static final String LAYERS = "org.deeplearning4j.nn.conf.layers.";

  /** Layers of networks that can be trained further, simple names. */
  static final List<String> SUPPORTED_LAYERS =
      List.of(
          words(
              """
              DenseLayer OutputLayer ConvolutionLayer DepthwiseConvolution2D SubsamplingLayer
              GlobalPoolingLayer BatchNormalization DropoutLayer ActivationLayer"""));

  private static final String QCFS = QcfsLayer.class.getName();

  /** Each package and the classes of it; L2Regularization wraps its constant in a schedule. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "org.deeplearning4j.nn.conf.",
          """
          layers.Convolution2D layers.SeparableConvolution2D layers.Convolution1DLayer
          layers.Convolution1D layers.Pooling2D layers.Subsampling1DLayer layers.Pooling1D
          layers.PReLULayer layers.LossLayer layers.ZeroPaddingLayer layers.ZeroPadding1DLayer
          layers.convolutional.Cropping2D layers.convolutional.Cropping1D layers.Upsampling2D
          layers.Upsampling1D layers.misc.FrozenLayer layers.misc.FrozenLayerWithBackprop
          graph.LayerVertex graph.ElementWiseVertex graph.MergeVertex graph.SubsetVertex
          graph.ShiftVertex graph.ScaleVertex graph.ReshapeVertex graph.PreprocessorVertex
          graph.FrozenVertex preprocessor.CnnToFeedForwardPreProcessor
          preprocessor.FeedForwardToCnnPreProcessor preprocessor.RnnToFeedForwardPreProcessor""",
          "org.deeplearning4j.nn.conf.dropout.",
          "Dropout",
          "org.deeplearning4j.nn.conf.distribution.",
          "NormalDistribution UniformDistribution GaussianDistribution",
          "org.deeplearning4j.nn.weights.",
          """
          WeightInitConstant WeightInitDistribution WeightInitLecunUniform WeightInitNormal
          WeightInitRelu WeightInitReluUniform WeightInitUniform WeightInitXavier
          WeightInitXavierUniform""",
          "org.nd4j.linalg.activations.impl.",
          """
          ActivationIdentity ActivationLReLU ActivationReLU ActivationReLU6 ActivationSigmoid
          ActivationSoftmax ActivationTanH""",
          "org.nd4j.linalg.learning.config.",
          "AMSGrad AdaDelta AdaGrad AdaMax Adam Nadam Nesterovs NoOp RmsProp Sgd",
          "org.nd4j.linalg.learning.regularization.",
          "L1Regularization L2Regularization WeightDecay",
          "org.nd4j.linalg.schedule.",
          "FixedSchedule",
          "org.nd4j.linalg.lossfunctions.impl.",
          "LossBinaryXENT LossL2 LossMCXENT LossMSE LossNegativeLogLikelihood");

  private static final Set<String> NAMES = names();

  private AdmittedClasses() {}

  private static Set<String> names() {
    Set<String> names = new HashSet<>();
    SUPPORTED_LAYERS.forEach(layer -> names.add(LAYERS + layer));
    names.add(QCFS);
    OTHERS.forEach(
        (place, simple) -> Stream.of(words(simple)).map(place::concat).forEach(names::add));
    return names;
  }

  private static String[] words(String text) {
    return text.split("\\s+");
  }

  static boolean contains(String className) {
    return NAMES.contains(className);
  }

  /** Whether it is a layer of networks that can be trained further. */
  static boolean isTrainable(String className) {
    return className.equals(QCFS)
        || (className.startsWith(LAYERS)
            && SUPPORTED_LAYERS.contains(className.substring(LAYERS.length())));
  }

  /** Whether it is a layer of DL4J, supported here or not, or one of ours. */
  static boolean isLayer(String className) {
    return className.startsWith(LAYERS) || className.equals(QCFS);
  }

  static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
