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

  /** Layers that can be loaded, simple names. */
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
          "org.deeplearning4j.nn.conf.preprocessor.",
          "CnnToFeedForwardPreProcessor FeedForwardToCnnPreProcessor",
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
          ActivationIdentity ActivationReLU ActivationReLU6 ActivationSigmoid ActivationSoftmax
          ActivationTanH""",
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

  /** Whether it is a layer of DL4J, supported here or not, or one of ours. */
  static boolean isLayer(String className) {
    return className.startsWith(LAYERS) || className.equals(QCFS);
  }

  static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
