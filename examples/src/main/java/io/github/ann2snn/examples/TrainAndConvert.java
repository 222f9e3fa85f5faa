package io.github.ann2snn.examples;

import io.github.ann2snn.ann.model.ModelOptions;
import io.github.ann2snn.api.Conversion;
import io.github.ann2snn.api.ConversionSettings;
import io.github.ann2snn.api.Converter;
import io.github.ann2snn.api.Evaluation;
import io.github.ann2snn.api.Evaluator;
import io.github.ann2snn.api.Model;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.train.Networks;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Trains a network with Deeplearning4j, and converts it without a file in between. */
public final class TrainAndConvert {
  private TrainAndConvert() {}

  /** Images of 4 x 4 pixels, of which one quarter is bright: the class is which. */
  private static DataSetIterator quarters(int number, long seed) {
    Random random = new Random(seed);
    INDArray features = Nd4j.create(number, 16);
    INDArray labels = Nd4j.create(number, 4);
    for (int i = 0; i < number; i++) {
      int quarter = random.nextInt(4);
      labels.putScalar(i, quarter, 1);
      for (int pixel = 0; pixel < 16; pixel++) {
        boolean bright = pixel / 8 * 2 + pixel % 4 / 2 == quarter;
        features.putScalar(i, pixel, (bright ? 0.6 : 0.1) + 0.3 * random.nextDouble());
      }
    }
    return new ListDataSetIterator<>(new DataSet(features, labels).asList(), 32);
  }

  /** Takes no arguments. */
  public static void main(String[] args) throws Exception {
    MultiLayerConfiguration layers =
        new NeuralNetConfiguration.Builder()
            .seed(7)
            .updater(new Adam(0.01))
            .list()
            .layer(new DenseLayer.Builder().nIn(16).nOut(20).activation(Activation.RELU).build())
            .layer(
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(4)
                    .activation(Activation.SOFTMAX)
                    .build())
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(layers);
    network.init();
    DataSetIterator training = quarters(400, 1);
    network.fit(training, 20);

    Samples samples = Networks.samples(training).shaped(List.of(1, 4, 4)).named("quarters");
    Model model = Model.of(Networks.model(network), ModelOptions.NONE);
    Conversion conversion =
        Converter.with(ConversionSettings.automatic().withTimesteps(4)).convert(model, samples);
    System.out.println(
        Text.of(
            "The same function on %d samples that it was not calibrated on.",
            conversion.certificate().samples()));

    Samples test = Networks.samples(quarters(200, 2)).shaped(List.of(1, 4, 4));
    Evaluation evaluation = Evaluator.of(conversion.network()).comparedWith(model).run(test);
    System.out.println(
        Text.of(
            "Of %d other samples, the ANN knows %.0f %%, the spiking network %.0f %%.",
            evaluation.runs().samples(),
            100 * evaluation.results().ann().accuracy(),
            100 * evaluation.accuracy()));
  }
}
