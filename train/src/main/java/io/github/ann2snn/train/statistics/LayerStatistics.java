package io.github.ann2snn.train.statistics;

import io.github.ann2snn.ann.record.Histogram;
import io.github.ann2snn.ann.record.LayerRecord;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.qcfs.QcfsLayer;
import io.github.ann2snn.train.statistics.StepNorms.Norms;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Weights and activations of a network after an epoch. */
public final class LayerStatistics {
  /** Keys of weights, without biases: dense and convolutional layers, depthwise ones, factors. */
  private static final List<String> WEIGHTS = List.of("W", "gamma");

  /** One training sample in this many shows activations, within these bounds. */
  private static final int ONE_IN = 50;

  private static final int FEWEST = 64;
  private static final int MOST = 512;

  /**
   * A map shows many positions of a channel; 512 samples take 4 % of an epoch of lenet, these 1 %.
   */
  private static final int MOST_MAPS = 128;

  private static final int BATCH = 64;

  private final MultiLayerNetwork network;
  private final List<Activity> activities = new ArrayList<>();

  /** What a layer hands on. */
  private static final class Activity {
    private final boolean rectifies;
    private final Histogram.Builder histogram = new Histogram.Builder();
    private final BitSet alive = new BitSet();
    private int units;
    private boolean overflows;

    Activity(boolean rectifies) {
      this.rectifies = rectifies;
    }

    /** Takes activations of some samples: a row for each, or channels of each. */
    void add(INDArray activations) {
      FloatBuffer values = ArrayMemory.floats(activations.dup('c'));
      overflows |= !isFinite(values);
      if (!overflows) {
        histogram.add(values);
      }
      units = Math.toIntExact(activations.size(1));
      if (rectifies) {
        int perSample = Math.toIntExact(activations.length() / activations.size(0));
        int positions = perSample / units;
        for (int i = 0; i < values.capacity(); i++) {
          if (values.get(i) > 0) {
            alive.set(i % perSample / positions);
          }
        }
      }
    }

    private static boolean isFinite(FloatBuffer values) {
      for (int i = 0; i < values.capacity(); i++) {
        if (!Float.isFinite(values.get(i))) {
          return false;
        }
      }
      return true;
    }

    /** Null where a number is not finite, which the next epoch will stumble on. */
    Histogram histogram() {
      return overflows ? null : histogram.build();
    }

    Double deadShare() {
      return rectifies ? (units - alive.cardinality()) / (double) units : null;
    }
  }

  /**
   * Looks at a network.
   *
   * @param trained whose weights they are
   * @param samples the training samples, of which the first are looked at
   */
  public LayerStatistics(MultiLayerNetwork trained, Split samples) {
    network = new MultiLayerNetwork(trained.getLayerWiseConfigurations().clone());
    network.init(trained.params(), false);
    for (int i = 0; i < network.getnLayers(); i++) {
      activities.add(activity(network.getLayer(i).conf().getLayer(), i));
    }
    int most = hasMaps() ? MOST_MAPS : MOST;
    int wanted = Math.max(FEWEST, Math.min(most, samples.size() / ONE_IN));
    Split looked = samples.slice(0, Math.min(samples.size(), wanted));
    for (int from = 0; from < looked.size(); from += BATCH) {
      add(looked.slice(from, Math.min(looked.size(), from + BATCH)));
    }
  }

  private boolean hasMaps() {
    return Arrays.stream(network.getLayers())
        .anyMatch(layer -> layer.conf().getLayer() instanceof ConvolutionLayer);
  }

  /** Null for the output layer, and layers that only prepare an activation. */
  private Activity activity(Layer layer, int index) {
    boolean activates =
        layer instanceof QcfsLayer || !(function(layer) instanceof ActivationIdentity);
    return activates && index < network.getnLayers() - 1
        ? new Activity(layer instanceof QcfsLayer || function(layer) instanceof ActivationReLU)
        : null;
  }

  private static IActivation function(Layer layer) {
    if (layer instanceof ActivationLayer activation) {
      return activation.getActivationFn();
    }
    return layer instanceof BaseLayer base ? base.getActivationFn() : new ActivationIdentity();
  }

  private void add(Split batch) {
    float[] values = new float[batch.size() * batch.width()];
    for (int row = 0; row < batch.size(); row++) {
      batch.read(row, values, row * batch.width());
    }
    try (INDArray x = ArrayMemory.matrix(values, batch.size(), batch.width())) {
      List<INDArray> outputs = network.feedForward(x, false);
      for (int i = 0; i < activities.size(); i++) {
        if (activities.get(i) != null) {
          activities.get(i).add(outputs.get(i + 1));
        }
      }
    }
  }

  /** Layers that have parameters or an activation, with the norms of the epoch. */
  List<LayerRecord> layers(StepNorms norms) {
    List<LayerRecord> layers = new ArrayList<>();
    for (int i = 0; i < activities.size(); i++) {
      Norms own = norms.of(i);
      Activity activity = activities.get(i);
      if (own != null || activity != null) {
        layers.add(
            new LayerRecord(
                network.getLayer(i).conf().getLayer().getLayerName(),
                own == null ? null : own.gradient(),
                own == null ? null : own.update(),
                own == null ? null : own.weights(),
                weights(i),
                activity == null ? null : activity.histogram(),
                activity == null ? null : activity.deadShare()));
      }
    }
    return layers;
  }

  private Histogram weights(int layer) {
    for (String key : WEIGHTS) {
      INDArray weights = network.getLayer(layer).paramTable(false).get(key);
      if (weights != null) {
        Histogram.Builder histogram = new Histogram.Builder();
        histogram.add(ArrayMemory.floats(weights));
        return histogram.build();
      }
    }
    return null;
  }
}
