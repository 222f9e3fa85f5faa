package io.github.ann2snn.train.training;

import java.util.Optional;
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
  /** That or, where it is better, the epoch that has just ended. */
  static BestEpoch better(
      Optional<BestEpoch> before, int number, double accuracy, MultiLayerNetwork network) {
    return before
        .filter(best -> best.accuracy >= accuracy)
        .orElseGet(() -> new BestEpoch(number, accuracy, network.params().dup()));
  }

  /** Its model, with the counters of the network that training goes on with. */
  MultiLayerNetwork of(MultiLayerNetwork trained) {
    return WeightAverage.withWeights(trained, weights);
  }
}
