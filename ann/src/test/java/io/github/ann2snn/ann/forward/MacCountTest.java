package io.github.ann2snn.ann.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.ann.forward.ForwardPassTest.Listed;
import io.github.ann2snn.ann.forward.MacCount.LayerMacs;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Reshape;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against counting one by one. */
class MacCountTest {
  private static final int SAMPLES = 70;

  @ParameterizedTest(name = "{0}, seed {1}")
  @CsvSource({
    "5x4x2-c3k3x2s2x1p1-5, 1",
    "8x7x1-c3k3p2d2s3x2-3, 2",
    "8x7x3-c2k2d2x1p1-3, 3",
    "6x6x3-c2k1s2-3, 4",
    "6x7x2-c4k3x2p1g2-3, 5",
    "8x7x2-c4k3s2p0+1x1g2-3, 6",
  })
  void countsWhatAConvolutionReads(String text, long seed) throws InterruptedException {
    Random random = new Random(seed);
    Architecture architecture = Architecture.parse(text);
    FeatureMaps in = architecture.input().maps();
    Stage.Convolution said = (Stage.Convolution) architecture.stages().get(0);
    int weights = said.channels() * said.fanIn(architecture.input());
    Convolve convolve =
        new Convolve(
            said.channels(),
            said.window(),
            said.groups(),
            values(random, weights),
            new float[said.channels()]);
    AnnGraph.Builder builder = new AnnGraph.Builder();
    int x = builder.add("x", Input.of(Shape.of(in.channels(), in.height(), in.width())));
    int conv = builder.add("conv", convolve, x);
    int relu = builder.add("relu", Relu.plain(), conv);
    FeatureMaps out = builder.shape(relu).maps();
    int flat = builder.add("flat", new Reshape(Shape.of(out.size())), relu);
    float[] dense = values(random, 3 * out.size());
    builder.add("fc", new Dense(3, dense, new float[3]), flat);
    AnnGraph graph = builder.build();

    List<float[]> samples = new ArrayList<>();
    long[] expected = new long[2];
    for (int i = 0; i < SAMPLES; i++) {
      float[] sample = values(random, in.size());
      samples.add(sample);
      expected[0] += reads(convolve, in, out, sample);
      new ReferenceForward(graph)
          .run(sample, (node, rows, made) -> expected[1] += node == flat ? 3 * nonzero(made) : 0);
    }
    MacCount count = Inference.of(graph, new Listed(samples), 2, done -> {}).macs();
    int fanIn = said.fanIn(architecture.input());
    assertEquals(
        List.of(
            new LayerMacs("conv", fanIn, out.size(), expected[0] / (double) SAMPLES),
            new LayerMacs("fc", out.size(), 3, expected[1] / (double) SAMPLES)),
        count.layers());
    assertEquals((long) fanIn * out.size() + 3L * out.size(), count.dense());
  }

  /** A third of them 0. */
  private static float[] values(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(3) == 0 ? 0 : random.nextFloat() - 0.4f;
    }
    return values;
  }

  private static int nonzero(float[] values) {
    int count = 0;
    for (float value : values) {
      count += value != 0 ? 1 : 0;
    }
    return count;
  }

  private static long reads(Convolve c, FeatureMaps in, FeatureMaps out, float[] values) {
    WindowAxis rows = c.window().vertical();
    WindowAxis columns = c.window().horizontal();
    long count = 0;
    for (int o = 0; o < out.size(); o++) {
      int oy = o / out.width() % out.height();
      int ox = o % out.width();
      int group = o / (out.height() * out.width()) * c.groups() / c.outputChannels();
      int first = group * in.channels() / c.groups();
      for (int k = 0; k < c.channelsPerGroup() * rows.taps() * columns.taps(); k++) {
        int ky = k / columns.taps() % rows.taps();
        int kx = k % columns.taps();
        int channel = first + k / columns.taps() / rows.taps();
        int y = oy * rows.stride() + ky * rows.dilation() - rows.before();
        int x = ox * columns.stride() + kx * columns.dilation() - columns.before();
        boolean inside = y >= 0 && y < in.height() && x >= 0 && x < in.width();
        count += inside && values[(channel * in.height() + y) * in.width() + x] != 0 ? 1 : 0;
      }
    }
    return count;
  }
}
