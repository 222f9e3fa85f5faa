package io.github.ann2snn.train.training;

import io.github.ann2snn.train.record.BatchCurve;
import io.github.ann2snn.train.record.EpochRecord;
import io.github.ann2snn.train.record.EpochRecord.Times;
import io.github.ann2snn.train.record.LayerRecord;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/** What is noted of an epoch while it runs; it changes nothing of it. */
final class EpochStatistics {
  private final MultiLayerNetwork network;
  private final CountingOutput output;
  private final int number;
  private final int batches;
  private final StepNorms norms;
  private final BatchCurve.Builder curve;
  private long samples;
  private long correct;

  /**
   * @param output of the network
   * @param number of the epoch, from 1
   * @param batches how many it has
   */
  EpochStatistics(MultiLayerNetwork network, CountingOutput output, int number, int batches) {
    this.network = network;
    this.output = output;
    this.number = number;
    this.batches = batches;
    this.norms = new StepNorms(network, batches);
    this.curve = new BatchCurve.Builder(batches);
  }

  /** Learns a batch, and takes its norms where it is one of those that are looked at. */
  void step(int batch, int rows, Runnable fit) {
    if (!norms.looksAt(batch)) {
      fit.run();
      return;
    }
    norms.beforeStep();
    network.setListeners(
        new BaseTrainingListener() {
          @Override
          public void onGradientCalculation(Model model) {
            norms.gradient(network.getFlattenedGradients(), rows);
          }
        });
    try {
      fit.run();
    } finally {
      network.setListeners(List.of());
    }
    norms.afterStep();
  }

  /** After a batch. */
  void learned(int rows, double loss) {
    samples += rows;
    correct += output.correct();
    curve.add(rows, loss, output.correct());
  }

  StepNorms norms() {
    return norms;
  }

  /** What is noted, until there is a model. */
  EpochRecord record(
      double loss, Double validation, Double test, List<LayerRecord> layers, Times times) {
    return new EpochRecord(
        number,
        "",
        batches,
        loss,
        (double) correct / samples,
        validation,
        test,
        learningRate(),
        curve.build(),
        layers,
        times);
  }

  private double learningRate() {
    int last = network.getnLayers() - 1;
    BaseLayer layer = (BaseLayer) network.getLayer(last).conf().getLayer();
    return layer
        .getIUpdater()
        .getLearningRate(network.getIterationCount() - 1, network.getEpochCount());
  }
}
