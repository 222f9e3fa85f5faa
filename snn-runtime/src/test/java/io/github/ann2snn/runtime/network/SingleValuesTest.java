package io.github.ann2snn.runtime.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Maps of single values are as good as a vector of them. */
class SingleValuesTest {
  private static final FeatureMaps SINGLE = new FeatureMaps(4, 1, 1);
  private static final Connection SHORTCUT = OneToOne.identity(SINGLE, new float[4]);
  private static final Connection MATRIX = new Affine(4, 4, new float[16], new float[4]);
  private static final Connection MAPS =
      new Convolution(SINGLE, 4, Window.square(1, 1), 1, new float[16], new float[4]);

  private static Population population(
      String name, Projection projection, Optional<Connection> recurrent) {
    IntegrateAndFire neurons = IntegrateAndFire.of(Firing.unit(4, 0, Reset.SUBTRACT));
    return new Population(name, List.of(projection), neurons, recurrent);
  }

  private static SpikingNetwork network(
      List<Integer> shape, Connection first, Optional<Connection> recurrent, Projection then) {
    return new SpikingNetwork(
        shape,
        List.of(
            population("a", new Projection(Projection.INPUT, first), recurrent),
            population("b", then, Optional.empty())),
        1,
        new RunDefaults(8, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  @Test
  void convolutionsAndFeedbackTakeThem() {
    Projection then = new Projection(0, MAPS);
    for (Connection first : List.of(SHORTCUT, MATRIX, MAPS)) {
      for (Connection back : List.of(SHORTCUT, MATRIX, MAPS)) {
        for (List<Integer> shape : List.of(List.of(4), List.of(4, 1, 1))) {
          SpikingNetwork network = network(shape, first, Optional.of(back), then);
          assertEquals(first.outputShape(), network.populations().get(0).shape());
        }
      }
    }
  }

  @Test
  void otherShapesOfTheSameSizeAreStillRefused() {
    Projection then = new Projection(0, MAPS);
    FeatureMaps square = new FeatureMaps(1, 2, 2);
    Connection image = OneToOne.identity(square, new float[] {1});
    assertRefused(
        "layer b takes the shape [4, 1, 1], but [1, 2, 2] comes in",
        () -> network(square.shape(), image, Optional.empty(), then));
    assertRefused(
        "layer a: the recurrent connection leads from [4, 1, 1] to [4, 1, 1], but the neurons have"
            + " the shape [1, 2, 2]",
        () -> network(square.shape(), image, Optional.of(MAPS), then));
  }

  /** Neurons that form no image have no currents for a maximum. */
  @Test
  void maxPoolingNeedsMaps() {
    MaxGate gate = new MaxGate(SINGLE, Window.square(1, 1));
    Projection gated = new Projection(0, Optional.of(gate), MAPS);
    assertEquals(1, network(List.of(4), MAPS, Optional.empty(), gated).gated().size());
    assertRefused(
        "layer b takes the shape [4, 1, 1], but [4] comes in",
        () -> network(List.of(4), MATRIX, Optional.empty(), gated));
  }

  private static void assertRefused(String message, Runnable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
