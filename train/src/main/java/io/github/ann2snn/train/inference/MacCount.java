package io.github.ann2snn.train.inference;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.architecture.NetworkStage;
import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.train.inference.Classifier.ActivationConsumer;
import io.github.ann2snn.train.model.ConfigurationReader;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Multiply-accumulate operations of a network per sample, layer by layer.
 *
 * @param layers the dense and convolutional layers. Batch normalisation has none at inference,
 *     where it is part of the layer before; pooling only adds
 */
public record MacCount(List<LayerMacs> layers) {
  /** Copies the list. */
  public MacCount {
    layers = List.copyOf(layers);
  }

  /** Σ fan-in × neurons. */
  public long dense() {
    return layers.stream().mapToLong(LayerMacs::dense).sum();
  }

  /** Σ operations whose input is not zero, mean over samples. */
  public double effective() {
    return layers.stream().mapToDouble(LayerMacs::effective).sum();
  }

  /**
   * Multiply-accumulate operations of a layer per sample.
   *
   * @param layer its name
   * @param fanIn inputs per neuron; of a convolution, the positions of its kernel in all channels
   * @param neurons outputs; of a convolution, those of all channels
   * @param effective mean number of operations per sample whose input is not zero: a fair network
   *     skips the others. Of a convolution, positions on its padding are zero
   */
  public record LayerMacs(String layer, int fanIn, int neurons, double effective) {
    /** Every input counted, and a convolution's padding too: fan-in × neurons. */
    public long dense() {
      return (long) fanIn * neurons;
    }
  }

  /** Adds up the operations of samples, batch by batch. */
  static final class MacCounter implements ActivationConsumer {
    private final List<EffectiveMacs> layers;
    private long samples;

    /** A counter at zero. */
    MacCounter(MultiLayerNetwork network) {
      this.layers =
          ConfigurationReader.stages(network).stream()
              .filter(stage -> Architecture.hasWeights(stage.stage()))
              .map(EffectiveMacs::new)
              .toList();
    }

    @Override
    public void accept(int rows, float[] inputs, float[][] activations) {
      samples += rows;
      for (EffectiveMacs layer : layers) {
        int index = layer.stage.index();
        layer.add(index == 0 ? inputs : activations[index - 1], rows);
      }
    }

    /**
     * What was counted.
     *
     * @throws IllegalArgumentException if there was no sample
     */
    MacCount count() {
      Refusal.when(samples == 0, "counting MACs needs at least one sample");
      return new MacCount(layers.stream().map(layer -> layer.mean(samples)).toList());
    }
  }

  /**
   * Counts a layer's multiplications whose input is not zero.
   *
   * <p>An input at row y, column x of a convolution meets {@code rows[y] * columns[x]} kernel
   * positions in every output channel: near the border some kernel positions do not reach it. An
   * input of a dense layer meets every neuron.
   */
  private static final class EffectiveMacs {
    private final NetworkStage stage;
    private final int fanIn;
    private final int[] fanOut;
    private long count;

    EffectiveMacs(NetworkStage stage) {
      this.stage = stage;
      if (stage.stage() instanceof Stage.Convolution convolution) {
        this.fanIn = convolution.fanIn(stage.input());
        this.fanOut = fanOut(convolution, stage.input().maps());
      } else {
        this.fanIn = stage.input().size();
        this.fanOut = new int[] {stage.output().size()};
      }
    }

    private static int[] fanOut(Stage.Convolution convolution, FeatureMaps maps) {
      Window window = convolution.window();
      int channels = convolution.channels() / convolution.groups();
      int[] fanOut = new int[maps.area()];
      for (int i = 0; i < fanOut.length; i++) {
        int rows = window.vertical().coverage(maps.height(), maps.y(i));
        fanOut[i] = rows * window.horizontal().coverage(maps.width(), maps.x(i)) * channels;
      }
      return fanOut;
    }

    /** Adds samples: the first {@code samples * inputs} of {@code values}. */
    void add(float[] values, int samples) {
      int length = samples * stage.input().size();
      int period = fanOut.length;
      for (int i = 0; i < length; i++) {
        if (values[i] != 0) {
          count += fanOut[i % period];
        }
      }
    }

    LayerMacs mean(long samples) {
      return new LayerMacs(stage.name(), fanIn, stage.output().size(), (double) count / samples);
    }
  }
}
