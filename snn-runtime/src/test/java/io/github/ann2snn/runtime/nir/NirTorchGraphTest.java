package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.files.ReferenceFiles;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.ReferenceSimulator;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Graphs as PyTorch's programs write them: residual, of one dimension, padded by a word. */
class NirTorchGraphTest extends RefusedGraphs {
  @Test
  void aConvolutionOfOneDimensionIsRead() throws IOException {
    SpikingNetwork network = NirReader.network(ReferenceFiles.reported().resolve("conv1d.nir"));
    assertEquals(List.of(2, 1, 10), network.inputShape());
    Convolution convolution =
        (Convolution) network.populations().get(0).projections().get(0).connection();
    assertEquals(new Window(WindowAxis.of(1, 1), WindowAxis.of(3, 1)), convolution.window());
    assertEquals(List.of(4, 1, 8), convolution.outputShape());
  }

  @Test
  void paddingMayBeAWord() throws IOException {
    SpikingNetwork network =
        NirReader.network(ReferenceFiles.reported().resolve("padding_same.nir"));
    Convolution convolution =
        (Convolution) network.populations().get(0).projections().get(0).connection();
    assertEquals(List.of(4, 6, 6), convolution.outputShape());
  }

  /**
   * A residual network as NIRTorch traces it: names of modules, float32, an edge for each side of
   * an addition. Worked out by hand: {@code lif1} gets 1 a step and fires at v > 1, in every second
   * step; {@code lif2} gets 0.5 of the convolution and 1 of the shortcut then, and always fires.
   */
  @Test
  void aResidualNetworkOfNirTorchFiresAsItShould() throws IOException {
    GraphFile graph =
        empty(graph())
            .with("input/shape", new long[] {1, 2, 2})
            .with("output/shape", new long[] {1, 2, 2});
    convolution(graph, "conv1", 1);
    convolution(graph, "conv2", 0.5f);
    float[][][] ones = {{{1, 1}, {1, 1}}};
    for (String name : List.of("if1", "if2")) {
      graph
          .node(name, "IF")
          .with(name + "/r", ones)
          .with(name + "/v_threshold", ones)
          .with(name + "/v_reset", new float[1][2][2]);
    }
    SpikingNetwork network =
        read(graph.edges(
                "conv2>if2", "input>conv1", "conv1>if1", "if1>conv2", "if1>if2", "if2>output"))
            .network();
    SimulationSettings settings = new SimulationSettings(6, InputCoding.CURRENT, Readout.SPIKES, 1);
    for (Simulator simulator :
        List.of(
            new ReferenceSimulator(network, settings),
            new EventDrivenSimulator(network, settings))) {
      SampleRun run = simulator.run(new float[] {1, 1, 1, 1}, 0);
      for (SpikeTrain train : run.layers()) {
        for (int t = 0; t < 6; t++) {
          assertEquals(t % 2 == 0 ? 0 : 4, train.count(t), "step " + t);
        }
      }
    }
  }

  private static GraphFile empty(GraphFile graph) {
    return graph.without("affine_0").without("lif_0").without("affine_1").without("if_1");
  }

  private static void convolution(GraphFile graph, String name, float weight) {
    graph
        .node(name, "Conv2d")
        .with(name + "/weight", new float[][][][] {{{{weight}}}})
        .with(name + "/bias", new float[1])
        .with(name + "/input_shape", new long[] {2, 2})
        .with(name + "/stride", new long[] {1, 1})
        .with(name + "/padding", new long[] {0, 0})
        .with(name + "/dilation", new long[] {1, 1})
        .with(name + "/groups", 1L);
  }
}
