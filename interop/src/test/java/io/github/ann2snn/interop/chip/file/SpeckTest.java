package io.github.ann2snn.interop.chip.file;

import static io.github.ann2snn.interop.chip.file.TinyLayers.broken;
import static io.github.ann2snn.interop.chip.file.TinyLayers.chip;
import static io.github.ann2snn.interop.chip.file.TinyLayers.cores;
import static io.github.ann2snn.interop.chip.file.TinyLayers.kernel;
import static io.github.ann2snn.interop.chip.file.TinyLayers.layer;
import static io.github.ann2snn.interop.chip.file.TinyLayers.matrix;
import static io.github.ann2snn.interop.chip.file.TinyLayers.network;
import static io.github.ann2snn.interop.chip.file.TinyLayers.used;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.interop.chip.ChipFit;
import io.github.ann2snn.interop.chip.Problem;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each rule of Speck, on layers worked out by hand. */
class SpeckTest {
  private static SpikingNetwork one(
      FeatureMaps in, int outputs, int size, int stride, int padding) {
    return network(
        in.shape(), layer("a", Projection.INPUT, kernel(in, outputs, size, stride, padding, 1)));
  }

  private static ChipFit fit(SpikingNetwork network) {
    return ChipFit.of(network, chip("speck"));
  }

  /** 2 x 2^(ceil(log2 9) + log2 4) = 2 x 2^6 = 128 words, 4 x 2^(3 + 3) = 256 potentials. */
  @Test
  void memoriesAreCountedAsSinabsDoes() {
    ChipFit fit = fit(one(new FeatureMaps(2, 8, 8), 4, 3, 1, 1));
    assertEquals(128, used(fit, 0, "kernelMemory"));
    assertEquals(256, used(fit, 0, "neuronMemory"));
    assertTrue(fit.fits());
    assertEquals(List.of(1), cores(fit));
  }

  /**
   * 128 inputs and 512 outputs are 128 x 2^9 = 65,536 words, those of cores 5 and 6; 129 are more.
   */
  @Test
  void weightsFitTheLargestKernelMemory() {
    ChipFit fit = fit(network(List.of(128), layer("a", Projection.INPUT, matrix(128, 512, 1))));
    assertEquals(65_536, used(fit, 0, "kernelMemory"));
    assertEquals(5, fit.layers().get(0).cores().get(0).core());
    ChipFit more = fit(network(List.of(129), layer("a", Projection.INPUT, matrix(129, 512, 1))));
    Problem problem = more.allProblems().get(0);
    assertEquals("kernelMemory", problem.limit());
    assertEquals(66_048, problem.needed());
    assertEquals(65_536, problem.available());
    assertTrue(problem.remedy().startsWith("256 output channels would fit a core"));
    assertTrue(problem.remedy().endsWith("a split into 2 layers"));
  }

  /** As the arithmetic says: 784 x 2^9 = 401,408 words, six times the largest memory. */
  @Test
  void noCoreHoldsTheFirstLayerOfAnMlp() {
    ChipFit fit = fit(network(List.of(784), layer("a", Projection.INPUT, matrix(784, 512, 1))));
    assertEquals(401_408, fit.allProblems().get(0).needed());
    // 784 x 2^6 = 50,176 fit
    assertTrue(fit.allProblems().get(0).remedy().startsWith("64 output channels"));
  }

  /** 16 maps of 64 x 64 are the 65,536 words of cores 0 to 2; 17 are too many. */
  @Test
  void potentialsFitTheLargestNeuronMemory() {
    FeatureMaps in = new FeatureMaps(1, 64, 64);
    assertEquals(0, fit(one(in, 16, 1, 1, 0)).layers().get(0).cores().get(0).core());
    Problem problem = fit(one(in, 17, 1, 1, 0)).allProblems().get(0);
    assertEquals("neuronMemory", problem.limit());
    assertEquals(17 * 4096, problem.needed());
  }

  /** A large kernel and large maps: what comes nearest are cores 3 and 4, with 32Ki of both. */
  @Test
  void noCoreHasMuchOfBoth() {
    FeatureMaps in = new FeatureMaps(64, 32, 32);
    // 64 x 2^(4 + 6) = 65,536 words and 64 x 2^10 = 65,536 potentials
    Problem problem = fit(one(in, 64, 3, 1, 1)).allProblems().get(0);
    assertEquals("kernelMemory", problem.limit());
    assertEquals(65_536, problem.needed());
    assertEquals(32_768, problem.available());
    // 32 channels: 32,768 of both
    assertTrue(problem.remedy().startsWith("32 output channels would fit"), problem.remedy());
  }

  @Test
  void shapesHaveLimits() {
    assertEquals(List.of(), broken(one(new FeatureMaps(1, 20, 20), 1, 16, 1, 7), "speck"));
    assertEquals(List.of("kernel"), broken(one(new FeatureMaps(1, 20, 20), 1, 17, 1, 0), "speck"));
    assertEquals(
        List.of("padding", "padding"),
        broken(one(new FeatureMaps(1, 20, 20), 1, 16, 1, 8), "speck"));
    assertEquals(
        List.of("strides", "strides"),
        broken(one(new FeatureMaps(1, 20, 20), 1, 3, 3, 0), "speck"));
    assertEquals(List.of(), broken(one(new FeatureMaps(1, 128, 128), 1, 2, 2, 0), "speck"));
    assertEquals(
        List.of("inputMap"), broken(one(new FeatureMaps(1, 129, 128), 1, 4, 4, 0), "speck"));
    assertEquals(
        List.of("outputMap"), broken(one(new FeatureMaps(1, 65, 64), 1, 1, 1, 0), "speck"));
    assertEquals(List.of(), broken(one(new FeatureMaps(1, 1, 1), 1024, 1, 1, 0), "speck"));
    assertTrue(broken(one(new FeatureMaps(1, 1, 1), 1025, 1, 1, 0), "speck").contains("channels"));
  }

  private static SpikingNetwork pooled(int size, int stride) {
    FeatureMaps in = new FeatureMaps(1, 9, 9);
    Pooling pooling = new Pooling(Pooling.Kind.SUM, in, Window.square(size, stride));
    Convolution then = kernel(pooling.output(), 1, 1, 1, 0, 1);
    return network(in.shape(), layer("a", Projection.INPUT, new Pooled(pooling, then)));
  }

  @Test
  void poolingIsOfOneTwoOrFour() {
    assertEquals(List.of(), broken(pooled(2, 2), "speck"));
    assertEquals(List.of(), broken(pooled(4, 4), "speck"));
    assertEquals(List.of("poolings"), broken(pooled(3, 3), "speck"));
    assertEquals(List.of("poolings"), broken(pooled(2, 1), "speck"));
  }

  /** Biases of each position: 4 x 257 = 1,028 of one map are more than 1,024. */
  @Test
  void biasesAreOfChannels() {
    FeatureMaps in = new FeatureMaps(1, 4, 257);
    Window window = Window.square(1, 1);
    Convolution byPosition =
        new Convolution(in, 1, window, 1, new float[] {1}, new float[in.size()]);
    List<String> limits =
        broken(network(in.shape(), layer("a", Projection.INPUT, byPosition)), "speck");
    assertTrue(limits.contains("biases"), limits.toString());
  }

  @Test
  void aLayerLeadsToTwoOthers() {
    for (int readers : new int[] {2, 3}) {
      List<Population> layers = new ArrayList<>();
      layers.add(layer("a", Projection.INPUT, matrix(1, 1, 1)));
      List<Projection> sum = new ArrayList<>();
      for (int r = 1; r <= readers; r++) {
        layers.add(layer("r" + r, 0, matrix(1, 1, 1)));
        sum.add(new Projection(r, matrix(1, 1, 1)));
      }
      layers.add(layer("sum", sum));
      SpikingNetwork network = network(List.of(1), layers.toArray(Population[]::new));
      assertEquals(readers == 2 ? List.of() : List.of("destinations"), broken(network, "speck"));
    }
  }

  /**
   * A shortcut goes through the kernel of its layer, in channels of its own: 2 + 2 inputs, 9 taps,
   * 2 outputs: 4 x 2^(4 + 1) = 128 words. With a stride it cannot.
   */
  @Test
  void shortcutsShareTheKernel() {
    FeatureMaps maps = new FeatureMaps(2, 6, 6);
    Projection direct = new Projection(0, OneToOne.identity(maps, new float[] {1, 1}));
    SpikingNetwork network =
        network(
            maps.shape(),
            layer("a", Projection.INPUT, kernel(maps, 2, 1, 1, 0, 1)),
            layer("b", 0, kernel(maps, 2, 3, 1, 1, 1)),
            layer("sum", List.of(new Projection(1, kernel(maps, 2, 3, 1, 1, 1)), direct)));
    ChipFit fit = fit(network);
    assertTrue(fit.fits());
    assertEquals(128, used(fit, 2, "kernelMemory"));
    SpikingNetwork unlike =
        network(
            maps.shape(),
            layer("a", Projection.INPUT, kernel(maps, 2, 1, 1, 0, 1)),
            layer("b", 0, kernel(maps, 2, 3, 1, 1, 1)),
            layer(
                "sum",
                List.of(
                    new Projection(1, kernel(maps, 2, 3, 1, 1, 1)),
                    new Projection(0, kernel(maps, 2, 1, 1, 0, 1)))));
    assertEquals(List.of("kernel"), broken(unlike, "speck"));
  }

  /**
   * Cores 0 to 2 alone hold 64Ki potentials, and 16 x 2^4 = 256 words of weights: three layers of
   * 16 maps of 64 x 64 fit, though the small one before them is given core 0 first; of four one is
   * left out.
   */
  @Test
  void largeLayersPushSmallOnesAside() {
    FeatureMaps maps = new FeatureMaps(16, 64, 64);
    FeatureMaps one = new FeatureMaps(1, 64, 64);
    for (int large : new int[] {3, 4}) {
      List<Population> layers = new ArrayList<>();
      layers.add(layer("small", Projection.INPUT, kernel(one, 1, 1, 1, 0, 1)));
      for (int i = 0; i < large; i++) {
        layers.add(layer("l" + i, i, kernel(i == 0 ? one : maps, 16, 1, 1, 0, 1)));
      }
      ChipFit fit = fit(network(one.shape(), layers.toArray(Population[]::new)));
      assertEquals(large == 3, fit.fits());
      assertEquals(4, fit.cores());
      assertTrue(fit.layers().get(0).cores().get(0).core() > 2);
    }
  }

  @Test
  void aCoreHoldsOneLayer() {
    List<Population> small = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      small.add(layer("s" + i, i - 1, matrix(1, 1, 1)));
    }
    SpikingNetwork nine = network(List.of(1), small.subList(0, 9).toArray(Population[]::new));
    assertTrue(fit(nine).fits());
    assertEquals(9, fit(nine).cores());
    ChipFit ten = fit(network(List.of(1), small.toArray(Population[]::new)));
    assertEquals(9, ten.cores());
    assertEquals(10, ten.lowerBound());
    assertEquals("cores", ten.allProblems().get(0).limit());
    assertEquals("s9", ten.allProblems().get(0).layer());
  }

  /**
   * A kernel has no room for what leads from a layer back to itself; Loihi takes it as a source.
   */
  @Test
  void recurrenceIsNotLeftOutUnsaid() {
    Population plain = layer("a", Projection.INPUT, matrix(1, 2, 0.5f));
    Population back =
        new Population("a", plain.projections(), plain.neurons(), Optional.of(matrix(2, 2, 0.5f)));
    SpikingNetwork network = network(Arithmetic.FLOAT, List.of(1), back);
    assertTrue(broken(network, "speck").contains("recurrent"));
    ChipFit loihi = ChipFit.of(network, chip("loihi"));
    // 1 input and 2 neurons of its own are 3 axons, and each neuron leads to its own core
    assertEquals(3, used(loihi, 0, "inputAxons"));
    assertEquals(2, used(loihi, 0, "outputAxons"));
  }
}
