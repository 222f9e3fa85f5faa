package io.github.ann2snn.train.training;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The first of the epochs so far with the best accuracy on the samples held out.
 *
 * @param number from 1
 * @param accuracy fraction in [0, 1]
 * @param weights of the model of that epoch
 */
record BestEpoch(int number, double accuracy, INDArray weights) {
  /** Its model, with the counters of the network that training goes on with. */
  MultiLayerNetwork of(MultiLayerNetwork trained) {
    return WeightAverage.withWeights(trained, weights);
  }
}
