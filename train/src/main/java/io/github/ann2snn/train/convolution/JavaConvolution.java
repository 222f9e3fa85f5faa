package io.github.ann2snn.train.convolution;

import io.github.ann2snn.ann.architecture.NetworkStage;
import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.convolution.Patches.Gradients;
import io.github.ann2snn.train.model.ConfigurationReader;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.AlgoMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdDataAlgo;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdFilterAlgo;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.FwdAlgo;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionHelper;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/**
 * DL4J's convolution, some times faster: DL4J moves numbers one by one through strided views, and
 * multiplies in an order that suits its BLAS badly. Plugged in where DL4J has a place for
 * accelerators; what is saved is an ordinary network.
 */
public final class JavaConvolution implements ConvolutionHelper {
  private final NetworkStage stage;
  private final Stage.Convolution settings;
  private final Map<Integer, Patches> patches = new HashMap<>();

  private JavaConvolution(NetworkStage stage) {
    this.stage = stage;
    this.settings = (Stage.Convolution) stage.stage();
  }

  /** Replaces the convolutional layers of a network by some that compute the same. */
  public static void install(MultiLayerNetwork network) {
    Layer[] layers = network.getLayers();
    for (NetworkStage stage : ConfigurationReader.stages(network)) {
      if (stage.stage() instanceof Stage.Convolution convolution
          && convolution.groups() == 1
          && network.params().dataType() == DataType.FLOAT) {
        layers[stage.index()] =
            new AcceleratedLayer(layers[stage.index()], new JavaConvolution(stage));
      }
    }
  }

  /** Has another's parameters and gradients, and the accelerator. */
  private static final class AcceleratedLayer extends ConvolutionLayer {
    private static final long serialVersionUID = 1;

    AcceleratedLayer(Layer other, JavaConvolution accelerator) {
      super(other.conf(), DataType.FLOAT);
      setIndex(other.getIndex());
      setListeners(other.getListeners());
      setParamsViewArray(other.params());
      setParamTable(other.paramTable());
      if (other.getGradientsViewArray() != null) {
        setBackpropGradientsViewArray(other.getGradientsViewArray());
      }
      helper = accelerator;
    }
  }

  @Override
  public INDArray preOutput(
      INDArray input,
      INDArray weights,
      INDArray bias,
      int[] kernel,
      int[] strides,
      int[] pad,
      AlgoMode mode,
      FwdAlgo forward,
      ConvolutionMode convolutionMode,
      int[] dilation,
      CNN2DFormat format,
      LayerWorkspaceMgr workspaces) {
    FeatureMaps maps = settings.output(stage.input()).maps();
    int samples = Math.toIntExact(input.size(0));
    INDArray output =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS,
            DataType.FLOAT,
            new long[] {samples, maps.channels(), maps.height(), maps.width()},
            'c');
    INDArray x = contiguous(input);
    float[] b = bias.dup('c').data().asFloat();
    forEachChunk(samples, (first, chunk) -> chunk.forward(x, first, weights, b, output));
    return output;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray input,
      INDArray weights,
      INDArray bias,
      INDArray delta,
      int[] kernel,
      int[] strides,
      int[] pad,
      INDArray biasGradView,
      INDArray weightGradView,
      IActivation activation,
      AlgoMode mode,
      BwdFilterAlgo filter,
      BwdDataAlgo data,
      ConvolutionMode convolutionMode,
      int[] dilation,
      CNN2DFormat format,
      LayerWorkspaceMgr workspaces) {
    INDArray x = contiguous(input);
    INDArray d = contiguous(delta);
    INDArray inputGradient =
        workspaces.create(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, input.shape(), 'c');
    Gradients gradients =
        new Gradients(
            new float[settings.channels() * settings.fanIn(stage.input())],
            new float[settings.channels()]);
    forEachChunk(
        Math.toIntExact(input.size(0)),
        (first, chunk) -> {
          chunk.backward(x, d, first, gradients);
          if (stage.index() > 0) {
            chunk.inputGradient(weights, first, inputGradient);
          }
        });
    ArrayMemory.floats(biasGradView).put(0, gradients.bias());
    ArrayMemory.floats(weightGradView).put(0, gradients.weights());
    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, biasGradView);
    gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, weightGradView, 'c');
    return new Pair<>(gradient, inputGradient);
  }

  private interface ChunkConsumer {
    void accept(int first, Patches chunk);
  }

  private void forEachChunk(int samples, ChunkConsumer consumer) {
    int most = Patches.samplesInCache(stage);
    for (int first = 0; first < samples; first += most) {
      int size = Math.min(most, samples - first);
      consumer.accept(first, patches.computeIfAbsent(size, n -> new Patches(stage, n)));
    }
  }

  private static INDArray contiguous(INDArray array) {
    return Shape.hasDefaultStridesForShape(array) ? array : array.dup('c');
  }

  @Override
  public INDArray activate(INDArray z, IActivation activation, boolean training) {
    return activation.getActivation(z, training);
  }

  @Override
  public Map<String, Long> helperMemoryUse() {
    return Map.of();
  }

  @Override
  public boolean checkSupported() {
    return true;
  }
}
