package io.github.ann2snn.runtime.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That random graphs hold all that tests of graphs are there for. */
class RandomGraphsTest {
  private static final long SEEDS = 40;

  private static List<Population> populations(Arithmetic arithmetic) {
    List<Population> populations = new ArrayList<>();
    LongStream.rangeClosed(1, SEEDS)
        .mapToObj(
            seed ->
                arithmetic.isInteger()
                    ? RandomGraphs.integers(seed, arithmetic)
                    : RandomGraphs.floats(seed, RandomGraphs.Neurons.UNIT))
        .forEach(network -> populations.addAll(network.populations()));
    return populations;
  }

  private static String kind(Connection connection) {
    return connection instanceof Pooled pooled
        ? pooled.pooling().kind() + " " + kind(pooled.then())
        : connection.getClass().getSimpleName();
  }

  private static String kinds(Population population) {
    return population.connections().stream()
        .map(each -> each.getClass().getSimpleName())
        .distinct()
        .sorted()
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @EnumSource(Arithmetic.class)
  void everyKindOfProjectionIsMet(Arithmetic arithmetic) {
    Set<String> expected = new TreeSet<>();
    for (String way : List.of(" from inputs", " from neurons", " behind a gate")) {
      for (String then : List.of("Affine", "Convolution", "OneToOne")) {
        expected.add(then + way);
        expected.add("sum " + then + way);
        if (!arithmetic.isInteger()) {
          expected.add("average " + then);
        }
      }
    }
    Set<String> met = new TreeSet<>();
    for (Population population : populations(arithmetic)) {
      for (Projection projection : population.projections()) {
        String neurons = projection.gate().isPresent() ? " behind a gate" : " from neurons";
        String way = projection.isFromInput() ? " from inputs" : neurons;
        String kind = kind(projection.connection());
        met.add(kind.startsWith("average") ? kind : kind + way);
      }
    }
    expected.removeAll(met);
    assertEquals(Set.of(), expected, "not met");
  }

  @ParameterizedTest
  @EnumSource(Arithmetic.class)
  void everyMixtureIsMet(Arithmetic arithmetic) {
    Set<String> met =
        populations(arithmetic).stream()
            .map(RandomGraphsTest::kinds)
            .collect(Collectors.toCollection(TreeSet::new));
    String all = "Affine Convolution OneToOne Pooled";
    assertTrue(met.contains(all) && met.size() >= 13, met.toString());
    assertTrue(
        populations(arithmetic).stream().anyMatch(RandomGraphsTest::hasGatesOnOneSource),
        "two gates on one population");
    assertTrue(
        populations(arithmetic).stream()
            .anyMatch(p -> p.projections().stream().filter(Projection::isFromInput).count() > 1),
        "two projections from the inputs");
  }

  private static boolean hasGatesOnOneSource(Population population) {
    List<Integer> sources =
        population.projections().stream()
            .filter(projection -> projection.gate().isPresent())
            .map(Projection::source)
            .toList();
    return sources.size() > Set.copyOf(sources).size();
  }

  @ParameterizedTest
  @EnumSource(Arithmetic.class)
  void everyGeometryIsMet(Arithmetic arithmetic) {
    List<Connection> connections =
        populations(arithmetic).stream().flatMap(p -> p.connections().stream()).toList();
    assertMet(
        connections, Convolution.class, c -> c.groups() > 1 && c.groups() < c.outputChannels());
    assertMet(
        connections, Convolution.class, c -> c.groups() > 1 && c.groups() == c.outputChannels());
    assertMet(connections, Convolution.class, Convolution::hasBiasByPosition);
    assertMet(connections, Convolution.class, c -> axes(c).anyMatch(axis -> axis.stride() > 1));
    assertMet(connections, Convolution.class, c -> axes(c).anyMatch(axis -> axis.dilation() > 1));
    assertMet(connections, Convolution.class, c -> axes(c).anyMatch(axis -> !axis.isSymmetric()));
    assertMet(
        connections, Convolution.class, c -> c.input().height() == 1 && c.input().width() > 1);
    assertMet(
        connections, OneToOne.class, c -> c.input().equals(c.output()) && c.input().area() > 1);
    assertMet(connections, OneToOne.class, c -> c.rows().stride() > 1);
    assertMet(connections, OneToOne.class, c -> c.columns().start() < 0);
    assertMet(connections, OneToOne.class, c -> c.weights() < c.input().channels());
    assertMet(connections, OneToOne.class, c -> c.weights() < c.output().channels());
  }

  private static Stream<WindowAxis> axes(Convolution convolution) {
    return Stream.of(convolution.window().vertical(), convolution.window().horizontal());
  }

  private static <C> void assertMet(
      List<Connection> connections, Class<C> type, Predicate<C> geometry) {
    assertTrue(connections.stream().filter(type::isInstance).map(type::cast).anyMatch(geometry));
  }
}
