package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * The shapes that a network has in a NIR graph. Maps of one row, along which all kernels slide, are
 * written as series {@code [channels, length]} with {@code Conv1d}, unless something pools them:
 * NIR has no pooling of series.
 */
final class GraphLayout {
  private static final WindowAxis ONE_ROW = WindowAxis.of(1, 1);

  private final SpikingNetwork network;
  private final List<List<Integer>> shapes = new ArrayList<>();
  private final boolean series;

  private GraphLayout(SpikingNetwork network) {
    this.network = network;
    for (Population population : network.populations()) {
      shapes.add(shape(population.projections().stream().map(this::given).toList()));
    }
    this.series = isSeries();
  }

  static GraphLayout of(SpikingNetwork network) {
    return new GraphLayout(network);
  }

  /** The shape of neurons: the first one of maps that is given to them, or else the first one. */
  static List<Integer> shape(List<List<Integer>> given) {
    return given.stream().filter(shape -> shape.size() > 1).findFirst().orElse(given.get(0));
  }

  /** The shape that the nodes of a projection give; maps, even of a series. */
  List<Integer> given(Projection projection) {
    List<Integer> taken = taken(projection);
    if (weighted(projection) instanceof OneToOne shortcut) {
      return switch (ShortcutWeights.form(shortcut, taken)) {
        case EDGE, SCALE -> taken;
        case KERNELS -> shortcut.output().shape();
        case MATRIX -> shortcut.outputShape();
      };
    }
    return weighted(projection).outputShape();
  }

  /** The connection without its pooling. */
  static Connection weighted(Projection projection) {
    return projection.connection() instanceof Pooled pooled
        ? pooled.then()
        : projection.connection();
  }

  /** The shape that the connection without its pooling takes. */
  List<Integer> taken(Projection projection) {
    if (projection.connection() instanceof Pooled pooled) {
      return pooled.pooling().output().shape();
    }
    return projection.gate().isPresent()
        ? projection.gate().get().output().shape()
        : source(projection);
  }

  /** The shape of where a projection comes from. */
  private List<Integer> source(Projection projection) {
    return projection.isFromInput() ? network.inputShape() : shapes.get(projection.source());
  }

  /** The shape of the neurons of a population. */
  List<Integer> shape(int population) {
    return shapes.get(population);
  }

  private boolean isSeries() {
    boolean rows = isRow(network.inputShape()) && shapes.stream().allMatch(GraphLayout::isRow);
    boolean convolves = false;
    for (Population population : network.populations()) {
      for (Connection connection : population.connections()) {
        rows &= population.gates().isEmpty() && slidesAlongRows(connection);
        convolves |= connection instanceof Convolution;
      }
    }
    return rows && convolves;
  }

  private static boolean isRow(List<Integer> shape) {
    return shape.size() == 1 || (shape.size() == 3 && shape.get(1) == 1);
  }

  private static boolean slidesAlongRows(Connection connection) {
    if (connection instanceof OneToOne shortcut) {
      return ShortcutWeights.window(shortcut).vertical().equals(ONE_ROW);
    }
    return connection instanceof Convolution convolution
        ? convolution.window().vertical().equals(ONE_ROW)
        : connection instanceof Affine;
  }

  /** Whether maps are written as series. */
  boolean isOfSeries() {
    return series;
  }

  /** A shape of the network as the file has it. */
  List<Integer> stated(List<Integer> shape) {
    return series && shape.size() == 3 ? List.of(shape.get(0), shape.get(2)) : shape;
  }
}
