package io.github.ann2snn.train.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.architecture.NetworkStage;
import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.train.inference.MacCount.LayerMacs;
import io.github.ann2snn.train.model.ConfigurationReader;
import io.github.ann2snn.train.training.NetworkFactory;
import io.github.ann2snn.train.training.TrainingConfigBuilder;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against counting one by one. */
class ConvolutionMacsTest {
  private static final int SAMPLES = 7;

  @Test
  void lenet() {
    MultiLayerNetwork network =
        NetworkFactory.create(TrainingConfigBuilder.of(Architecture.parse("lenet")).build());
    float[] ones = new float[784];
    java.util.Arrays.fill(ones, 1);
    MacCount count = Inference.of(network, Split.ofFloats(ones, new byte[1], 784)).macs();
    assertEquals(
        List.of(288_000L, 1_600_000L, 400_000L, 5_000L),
        count.layers().stream().map(LayerMacs::dense).toList());
    assertEquals(
        List.of("conv_0", "conv_2", "dense_4", "output"),
        count.layers().stream().map(LayerMacs::layer).toList());
    assertEquals(288_000, count.layers().get(0).effective());
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @CsvSource({
    "5x4x2-c3k3x2s2x1p1-a1-c4k2p1-5, 1",
    "8x7x1-c3k3p2d2s3x2-bn-c2k2d2x1p1-m1-4-3, 2",
    "6x6x3-c2k1s2-c3k3p1-gap-3, 3",
    "6x7x2-c4k3x2p1g2-m3s2p1-c3k2-gmp-3, 4",
    "8x7x2-c4k3s2p0+1x1g2-m3s2p0+1-c3k2p0+1-3, 5",
  })
  void countsWhatAConvolutionReads(String text, long seed) {
    Architecture architecture = Architecture.parse(text);
    MultiLayerNetwork network =
        NetworkFactory.create(TrainingConfigBuilder.of(architecture).seed(seed).build());
    Split samples = sparse(architecture.inputs(), seed);
    List<NetworkStage> convolutions =
        ConfigurationReader.stages(network).stream()
            .filter(stage -> stage.stage() instanceof Stage.Convolution)
            .toList();
    long[] expected = new long[convolutions.size()];
    new Classifier(network)
        .forEachActivations(
            samples,
            (rows, inputs, activations) -> {
              for (int i = 0; i < expected.length; i++) {
                NetworkStage stage = convolutions.get(i);
                float[] values = stage.index() == 0 ? inputs : activations[stage.index() - 1];
                expected[i] += bruteForce(stage, values, rows);
              }
            });
    MacCount count = Inference.of(network, samples).macs();
    for (int i = 0; i < expected.length; i++) {
      LayerMacs macs = count.layers().get(i);
      assertEquals(expected[i] / (double) SAMPLES, macs.effective());
      NetworkStage stage = convolutions.get(i);
      long patches = ((Stage.Convolution) stage.stage()).patches(stage.input());
      assertEquals(patches * ((Stage.Convolution) stage.stage()).channels(), macs.dense());
    }
  }

  private static Split sparse(int inputs, long seed) {
    Random random = new Random(seed);
    float[] values = new float[SAMPLES * inputs];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(3) == 0 ? 0 : random.nextFloat();
    }
    return Split.ofFloats(values, new byte[SAMPLES], inputs);
  }

  private static long bruteForce(NetworkStage stage, float[] values, int samples) {
    Stage.Convolution c = (Stage.Convolution) stage.stage();
    FeatureMaps in = stage.input().maps();
    FeatureMaps out = c.output(stage.input()).maps();
    WindowAxis rows = c.window().vertical();
    WindowAxis columns = c.window().horizontal();
    long count = 0;
    for (int sample = 0; sample < samples; sample++) {
      for (int o = 0; o < out.size(); o++) {
        int oy = o / out.width() % out.height();
        int ox = o % out.width();
        int group = o / (out.height() * out.width()) * c.groups() / c.channels();
        int first = group * in.channels() / c.groups();
        for (int k = 0; k < c.fanIn(stage.input()); k++) {
          int ky = k / columns.taps() % rows.taps();
          int kx = k % columns.taps();
          int channel = first + k / columns.taps() / rows.taps();
          int y = oy * rows.stride() + ky * rows.dilation() - rows.before();
          int x = ox * columns.stride() + kx * columns.dilation() - columns.before();
          boolean inside = y >= 0 && y < in.height() && x >= 0 && x < in.width();
          int place = sample * in.size() + (channel * in.height() + y) * in.width() + x;
          count += inside && values[place] != 0 ? 1 : 0;
        }
      }
    }
    return count;
  }
}
