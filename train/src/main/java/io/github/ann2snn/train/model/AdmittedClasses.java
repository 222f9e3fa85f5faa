package io.github.ann2snn.train.model;

import io.github.ann2snn.train.qcfs.QcfsLayer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
          "DenseLayer",
          "OutputLayer",
          "ConvolutionLayer",
          "DepthwiseConvolution2D",
          "SubsamplingLayer",
          "GlobalPoolingLayer",
          "BatchNormalization",
          "DropoutLayer",
          "ActivationLayer");

  private static final String QCFS = QcfsLayer.class.getName();

  private static final Set<String> NAMES =
      Stream.of(
              in(LAYERS, SUPPORTED_LAYERS.toArray(String[]::new)),
              Stream.of(QCFS),
              in(
                  "org.deeplearning4j.nn.conf.preprocessor.",
                  "CnnToFeedForwardPreProcessor",
                  "FeedForwardToCnnPreProcessor"),
              in("org.deeplearning4j.nn.conf.dropout.", "Dropout"),
              in(
                  "org.deeplearning4j.nn.conf.distribution.",
                  "NormalDistribution",
                  "UniformDistribution",
                  "GaussianDistribution"),
              in(
                  "org.deeplearning4j.nn.weights.",
                  "WeightInitConstant",
                  "WeightInitDistribution",
                  "WeightInitLecunUniform",
                  "WeightInitNormal",
                  "WeightInitRelu",
                  "WeightInitReluUniform",
                  "WeightInitUniform",
                  "WeightInitXavier",
                  "WeightInitXavierUniform"),
              in(
                  "org.nd4j.linalg.activations.impl.",
                  "ActivationIdentity",
                  "ActivationReLU",
                  "ActivationSigmoid",
                  "ActivationSoftmax",
                  "ActivationTanH"),
              in(
                  "org.nd4j.linalg.learning.config.",
                  "AMSGrad",
                  "AdaDelta",
                  "AdaGrad",
                  "AdaMax",
                  "Adam",
                  "Nadam",
                  "Nesterovs",
                  "NoOp",
                  "RmsProp",
                  "Sgd"),
              in(
                  "org.nd4j.linalg.learning.regularization.",
                  "L1Regularization",
                  "L2Regularization",
                  "WeightDecay"),
              // L2Regularization wraps its constant in one.
              in("org.nd4j.linalg.schedule.", "FixedSchedule"),
              in(
                  "org.nd4j.linalg.lossfunctions.impl.",
                  "LossBinaryXENT",
                  "LossL2",
                  "LossMCXENT",
                  "LossMSE",
                  "LossNegativeLogLikelihood"))
          .flatMap(names -> names)
          .collect(Collectors.toUnmodifiableSet());

  private AdmittedClasses() {}

  private static Stream<String> in(String prefix, String... simpleNames) {
    return Arrays.stream(simpleNames).map(prefix::concat);
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
