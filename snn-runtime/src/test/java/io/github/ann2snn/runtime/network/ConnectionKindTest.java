package io.github.ann2snn.runtime.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.OneToOne.Every;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people are told a connection is. */
class ConnectionKindTest {
  private static final FeatureMaps MAPS = new FeatureMaps(4, 8, 8);

  private static Convolution convolution(FeatureMaps input, Window window, int groups) {
    int weights = 4 * input.channels() / groups * (int) window.area();
    return new Convolution(input, 4, window, groups, new float[weights], new float[4]);
  }

  private static void assertKind(String kind, Connection connection) {
    assertEquals(kind, connection.kind());
  }

  @Test
  void sizesStridesAndGroupsAreTold() {
    assertKind("matrix", new Affine(2, 3, new float[6], new float[3]));
    assertKind("convolution 3x3", convolution(MAPS, Window.square(3, 1), 1));
    assertKind("convolution 1x1, stride 2", convolution(MAPS, Window.square(1, 2), 1));
    Window uneven = new Window(WindowAxis.of(5, 2), WindowAxis.of(3, 1));
    assertKind("convolution 5x3, stride 2x1", convolution(MAPS, uneven, 1));
    assertKind("grouped convolution 3x3", convolution(MAPS, Window.square(3, 1), 2));
    assertKind("depthwise convolution 3x3", convolution(MAPS, Window.square(3, 1), 4));
    Window row = new Window(WindowAxis.of(1, 1), WindowAxis.of(5, 2));
    assertKind("convolution 5, stride 2", convolution(new FeatureMaps(3, 1, 20), row, 1));
    assertKind("convolution 1x5, stride 1x2", convolution(MAPS, row, 1));
  }

  @Test
  void shortcutsAndPoolingAreTold() {
    assertKind("one-to-one", OneToOne.identity(MAPS, new float[4]));
    Every second = new Every(0, 2);
    FeatureMaps halved = new FeatureMaps(4, 4, 4);
    int[] to = {0, 1, 2, 3};
    assertKind(
        "one-to-one, stride 2",
        new OneToOne(MAPS, halved, to, second, second, new float[4], new float[4]));
    Pooling pooling = new Pooling(Pooling.Kind.AVERAGE, MAPS, Window.square(8, 8));
    Affine matrix = new Affine(4, 2, new float[8], new float[2]);
    Pooled pooled = new Pooled(pooling, matrix);
    assertKind("average pooling 8x8, stride 8, then matrix", pooled);
    MaxGate gate = new MaxGate(MAPS, Window.square(2, 2));
    Connection behind = convolution(gate.output(), Window.square(3, 1), 1);
    assertEquals(
        "max pooling 2x2, stride 2, then convolution 3x3",
        new Projection(0, Optional.of(gate), behind).kind());
    assertEquals("convolution 3x3", new Projection(0, behind).kind());
  }
}
