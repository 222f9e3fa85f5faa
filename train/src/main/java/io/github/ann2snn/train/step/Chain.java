package io.github.ann2snn.train.step;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.architecture.NetworkStage;
import io.github.ann2snn.ann.architecture.Shape;
import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.train.step.Parameters.Taker;
import java.util.ArrayList;
import java.util.List;

/**
 * The layers of an architecture, connected.
 *
 * @param layers without the activation of the output layer
 * @param flows what goes into each stage, and last what comes out of the network
 * @param ends for each flow, how many layers have run when it is there
 * @param parts in how many parts a batch is computed at once, at most; by no property of the
 *     machine, because sums of parts are added up
 */
record Chain(List<StepLayer> layers, List<Flow> flows, List<Integer> ends, int parts) {
  private static final int MAX_PARTS = 8;

  /** So many gradients of convolutions are kept for all parts together. */
  private static final long MAX_SUMS = 1 << 24;

  static Chain of(List<NetworkStage> stages, TrainingConfig config, int rows, Parameters all) {
    Chain chain = new Chain(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), parts(stages));
    chain.flows.add(Flow.ofInputs(rows, stages.get(0).input().size()));
    chain.ends.add(0);
    Taker parameters = new Taker(all);
    for (int i = 0; i < stages.size(); i++) {
      chain.add(stages.get(i), i, config, rows, parameters);
      boolean isLast = i == stages.size() - 1;
      if (!isLast && isActivated(stages.get(i).stage(), stages.get(i + 1).stage(), config)) {
        chain.layers.add(new ActivationLayer(chain.last(), config.activation()));
      }
      chain.ends.add(chain.layers.size());
    }
    return chain;
  }

  private static int parts(List<NetworkStage> stages) {
    long sums =
        stages.stream()
            .filter(stage -> stage.stage() instanceof Stage.Convolution)
            .mapToLong(NetworkStage::parameters)
            .sum();
    return (int) Math.max(2, Math.min(MAX_PARTS, MAX_SUMS / Math.max(1, sums)));
  }

  /** Batch normalisation stands between weights and their activation; qcfs is a stage. */
  private static boolean isActivated(Stage stage, Stage next, TrainingConfig config) {
    return config.activation() != Activation.QCFS
        && (stage instanceof Stage.Dense
            || stage instanceof Stage.Convolution
            || stage instanceof Stage.BatchNorm)
        && !(next instanceof Stage.BatchNorm);
  }

  private Flow last() {
    return flows.get(flows.size() - 1);
  }

  private void add(
      NetworkStage stage, int index, TrainingConfig config, int rows, Taker parameters) {
    Flow in = last();
    if (stage.stage() instanceof Stage.Dense && index > 0 && config.dropout() > 0) {
      Flow kept = Flow.of(rows, in.width());
      layers.add(new DropoutLayer(in, kept, 1 - config.dropout(), index));
      in = kept;
    }
    Flow out = Flow.of(rows, stage.output().size());
    flows.add(out);
    layers.add(layer(stage, in, out, rows, parameters));
  }

  private StepLayer layer(NetworkStage placed, Flow in, Flow out, int rows, Taker parameters) {
    Stage stage = placed.stage();
    Shape input = placed.input();
    if (stage instanceof Stage.Dense) {
      return new FullLayer(in, out, rows, parameters);
    } else if (stage instanceof Stage.Convolution convolution) {
      return convolution(convolution, placed, in, out, parameters);
    } else if (stage instanceof Stage.Pooling pooling) {
      return new PoolingLayer(in, out, pooling.kind(), pooling.window(), input.maps());
    } else if (stage instanceof Stage.GlobalPooling global) {
      return PoolingLayer.global(in, out, global.kind(), input.maps());
    } else if (stage instanceof Stage.BatchNorm) {
      return new BatchNormLayer(in, out, input.channels(), parameters);
    } else if (stage instanceof Stage.Quantization quantization) {
      return new QuantizedLayer(in, out, quantization.levels(), parts, parameters);
    }
    throw new IllegalStateException("no layer for " + stage);
  }

  private StepLayer convolution(
      Stage.Convolution stage, NetworkStage placed, Flow in, Flow out, Taker parameters) {
    FeatureMaps from = placed.input().maps();
    FeatureMaps to = placed.output().maps();
    return stage.groups() == 1
        ? new ConvolutionLayer(in, out, stage.window(), from, to, parts, parameters)
        : new DepthwiseLayer(in, out, stage.window(), from, to, parts, parameters);
  }
}
