package io.github.ann2snn.ann.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.GlobalAverage;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.graph.Upsample;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.lanes.LaneKernel;
import io.github.ann2snn.runtime.lanes.LaneKernel.LaneKernels;
import io.github.ann2snn.runtime.lanes.ScalarLanes;
import io.github.ann2snn.runtime.lanes.SimdLanes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast pass gives the bits of the definition. */
class ForwardPassTest {
  private static final List<LaneKernel> KERNELS = List.of(new ScalarLanes(), new SimdLanes());

  /** The samples of a list. */
  record Listed(List<float[]> samples) implements SampleSource {
    @Override
    public int size() {
      return samples.size();
    }

    @Override
    public void read(int sample, float[] target) {
      System.arraycopy(samples.get(sample), 0, target, 0, samples.get(sample).length);
    }

    @Override
    public int label(int sample) {
      return 0;
    }
  }

  /** Keeps all that it is told, of the chunk that is run and of those before. */
  private static final class Keeper implements ActivationListener {
    private final List<String> order;
    private final Map<Integer, float[]> chunk = new HashMap<>();
    private final Map<Integer, Map<Integer, float[]>> chunks = new HashMap<>();
    private int rows;

    Keeper(List<String> order) {
      this.order = order;
    }

    @Override
    public void activations(int node, int rows, float[] values) {
      assertFalse(chunk.containsKey(node), "a node is told once");
      this.rows = rows;
      chunk.put(node, values.clone());
    }

    @Override
    public void done(int from, List<float[]> inputs) {
      assertEquals(rows, chunk.isEmpty() ? rows : inputs.size());
      order.add(from + ": " + inputs.size());
      chunks.put(from, Map.copyOf(chunk));
      chunk.clear();
    }
  }

  static Stream<Class<? extends Operation>> kinds() {
    return RandomGraph.KINDS.stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyOperation(Class<? extends Operation> kind) throws InterruptedException {
    for (long seed = 0; seed < 25; seed++) {
      RandomGraph drawn = new RandomGraph(seed);
      AnnGraph graph = drawn.ofKind(kind);
      assertTrue(graph.nodes().stream().anyMatch(node -> kind.isInstance(node.operation())));
      compare(graph, drawn.samples(21, graph.inputShape().values()), seed);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void branchesOfManyOperations(long seed) throws InterruptedException {
    RandomGraph drawn = new RandomGraph(seed);
    AnnGraph graph = drawn.mixed(12);
    compare(graph, drawn.samples(100, graph.inputShape().values()), seed);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 300})
  void outputsAreRowsInTheOrderOfTheSamples(int samples) {
    RandomGraph drawn = new RandomGraph(3);
    AnnGraph graph = drawn.mixed(12);
    List<float[]> given = drawn.samples(samples, graph.inputShape().values());
    float[][] outputs = new ForwardPass(graph).outputs(new Listed(given));
    assertEquals(samples, outputs.length);
    for (int i = 0; i < samples; i++) {
      assertArrayEquals(new ReferenceForward(graph).run(given.get(i)), outputs[i]);
    }
  }

  @Test
  void outputsOfAnInterruptedThreadAreNone() {
    RandomGraph drawn = new RandomGraph(3);
    AnnGraph graph = drawn.mixed(12);
    Listed samples = new Listed(drawn.samples(3, graph.inputShape().values()));
    ForwardPass forward = new ForwardPass(graph);
    Thread.currentThread().interrupt();
    assertThrows(IllegalStateException.class, () -> forward.outputs(samples));
    assertTrue(Thread.interrupted());
  }

  /** On both kernels, with chunks and threads and watched nodes that are drawn. */
  private static void compare(AnnGraph graph, List<float[]> samples, long seed)
      throws InterruptedException {
    List<Map<Integer, float[]>> expected = new ArrayList<>();
    for (float[] sample : samples) {
      Map<Integer, float[]> values = new HashMap<>();
      new ReferenceForward(graph).run(sample, (node, rows, made) -> values.put(node, made.clone()));
      expected.add(values);
    }
    Random random = new Random(seed);
    for (LaneKernel kernel : KERNELS) {
      for (int chunk : new int[] {16, 48, 64}) {
        Set<Integer> watched = new TreeSet<>();
        for (int node = 0; node < graph.nodes().size(); node++) {
          if (random.nextInt(3) == 0 || node == graph.nodes().size() - 1) {
            watched.add(node);
          }
        }
        String what = kernel.name() + " " + chunk + " of " + graph.nodes();
        expect(
            expected,
            new ForwardPass(graph, kernel, chunk),
            new Listed(samples),
            1 + random.nextInt(3),
            watched,
            chunk,
            what);
      }
    }
  }

  private static void expect(
      List<Map<Integer, float[]>> expected,
      ForwardPass pass,
      SampleSource samples,
      int threads,
      Set<Integer> watched,
      int chunk,
      String what)
      throws InterruptedException {
    List<String> order = new ArrayList<>();
    AtomicInteger done = new AtomicInteger();
    List<Keeper> keepers =
        pass.run(samples, threads, watched, done::addAndGet, () -> new Keeper(order));
    assertEquals(threads, keepers.size());
    assertEquals(samples.size(), done.get());
    List<String> ascending = new ArrayList<>();
    Map<Integer, Map<Integer, float[]>> chunks = new HashMap<>();
    keepers.forEach(keeper -> chunks.putAll(keeper.chunks));
    for (int from = 0; from < samples.size(); from += chunk) {
      int rows = Math.min(chunk, samples.size() - from);
      ascending.add(from + ": " + rows);
      assertEquals(watched, chunks.get(from).keySet(), what);
      for (int node : watched) {
        float[] made = chunks.get(from).get(node);
        for (int row = 0; row < rows; row++) {
          float[] values = expected.get(from + row).get(node);
          int at = row * values.length;
          assertArrayEquals(values, Arrays.copyOfRange(made, at, at + values.length), what);
        }
      }
    }
    assertEquals(ascending, order);
  }

  /** So many taps that not all of its positions are worked out beforehand. */
  @Test
  void aWindowAsLargeAsTheImage() throws InterruptedException {
    AnnGraph.Builder builder = new AnnGraph.Builder();
    int x = builder.add("x", Input.of(Shape.of(1, 50, 50)));
    WindowAxis axis = new WindowAxis(81, 1, 40, 40, 1);
    float[] weight = new float[81 * 81];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = i % 13 * 0.1f;
    }
    builder.add("conv", new Convolve(1, new Window(axis, axis), 1, weight, new float[1]), x);
    compare(builder.build(), new RandomGraph(1).samples(1, 2500), 1);
  }

  /** Some of its positions lie in the padding alone. */
  @Test
  void aStrideOfMoreThanTheImage() throws InterruptedException {
    AnnGraph.Builder builder = new AnnGraph.Builder();
    int x = builder.add("x", Input.of(Shape.of(1, 10)));
    WindowAxis axis = new WindowAxis(3, 1 << 28, 1 << 30, 0, 1);
    Window window = new Window(WindowAxis.of(1, 1), axis);
    builder.add("conv", new Convolve(1, window, 1, new float[] {1, 2, 3}, new float[] {4}), x);
    compare(builder.build(), new RandomGraph(1).samples(3, 10), 1);
  }

  @ParameterizedTest(name = "{0} values: {1} samples together")
  @CsvSource({"1000, 64", "40000, 32", "600000, 16"})
  void chunksAreSmallWhereNodesAreLarge(int values, int rows) throws InterruptedException {
    AnnGraph.Builder builder = new AnnGraph.Builder();
    int x = builder.add("x", Input.of(Shape.of(1, values)));
    builder.add("mean", new GlobalAverage(), builder.add("relu", Relu.plain(), x));
    List<String> order = new ArrayList<>();
    Listed samples = new Listed(Collections.nCopies(65, new float[values]));
    new ForwardPass(builder.build()).run(samples, 1, Set.of(2), n -> {}, () -> new Keeper(order));
    assertEquals("0: " + rows, order.get(0));
    assertEquals((65 + rows - 1) / rows, order.size());
  }

  /** Before memory is taken for it. */
  @Test
  void aNodeThatIsTooLargeIsRefused() {
    AnnGraph.Builder builder = new AnnGraph.Builder();
    int x = builder.add("x", Input.of(Shape.of(1, 1 << 10)));
    int large = builder.add("large", new Upsample(1, 1 << 18), x);
    builder.add("mean", new GlobalAverage(), large);
    AnnGraph graph = builder.build();
    assertEquals(
        "Upsample large gives 268435456 values of a sample, and no more than 134217726 can be run",
        assertThrows(IllegalArgumentException.class, () -> new ForwardPass(graph)).getMessage());
  }

  @Test
  void whoeverIsInterruptedStops() {
    RandomGraph drawn = new RandomGraph(1);
    AnnGraph graph = drawn.mixed(2);
    Listed samples = new Listed(drawn.samples(500, graph.inputShape().values()));
    Thread.currentThread().interrupt();
    assertThrows(
        InterruptedException.class,
        () ->
            new ForwardPass(graph)
                .run(samples, 2, Set.of(0), n -> {}, () -> new Keeper(new ArrayList<>())));
  }

  @Test
  void vectorsAreUsedWhereTheModuleIs() {
    assertTrue(
        LaneKernels.selected().kernel() instanceof SimdLanes, LaneKernels.selected().reason());
    assertEquals("the module jdk.incubator.vector is there", LaneKernels.selected().reason());
  }

  @Test
  void wrongArgumentsAreRefused() {
    RandomGraph drawn = new RandomGraph(1);
    AnnGraph graph = drawn.mixed(2);
    ForwardPass pass = new ForwardPass(graph);
    Listed one = new Listed(drawn.samples(1, graph.inputShape().values()));
    int nodes = graph.nodes().size();
    refused("threads is 0, expected at least 1", pass, one, 0, Set.of());
    refused("there is no sample to evaluate", pass, new Listed(List.of()), 1, Set.of());
    String unknown = "node " + nodes + " of a network of " + nodes + " nodes";
    refused(unknown, pass, one, 1, Set.of(nodes));
  }

  private static void refused(
      String message, ForwardPass pass, SampleSource samples, int threads, Set<Integer> watched) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    pass.run(samples, threads, watched, n -> {}, () -> (node, rows, values) -> {}))
            .getMessage());
  }
}
