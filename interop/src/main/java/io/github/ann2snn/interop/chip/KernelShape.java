package io.github.ann2snn.interop.chip;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.interop.chip.Chip.Quantity;
import io.github.ann2snn.interop.chip.LayerCore.Choice;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.List;
import java.util.Optional;

/**
 * The one kernel that a layer has on a core that holds it whole. All that leads there goes through
 * it: the channels of several projections lie one behind the other. A matrix is a kernel as large
 * as the maps that come in, a shortcut one with a single tap in the middle of the others'.
 */
final class KernelShape {
  private final SpikingNetwork network;
  private final Population layer;
  private final LayerCore core;
  private final List<Problem> broken;

  private long inputs;
  private int height = 1;
  private int width = 1;

  /** The window of its convolutions, once there is one. */
  private Optional<Window> window = Optional.empty();

  private boolean strided;

  KernelShape(SpikingNetwork network, Population layer, LayerCore core, List<Problem> broken) {
    this.network = network;
    this.layer = layer;
    this.core = core;
    this.broken = broken;
  }

  /** Channels that come in. */
  long inputs() {
    return inputs;
  }

  /** Taps of the kernel. */
  long taps() {
    return (long) height * width;
  }

  void add(Projection projection) {
    FeatureMaps in =
        Box.maps(
            projection.isFromInput()
                ? network.inputShape()
                : network.populations().get(projection.source()).shape());
    most("inputMap", core.inputMap(), Math.max(in.height(), in.width()), "pool the inputs first");
    Connection connection = projection.connection();
    if (connection instanceof Pooled pooled) {
      pooling(pooled.pooling().window(), pooled.pooling().output(), pooled.pooling().input());
      in = pooled.pooling().output();
      connection = pooled.then();
    }
    inputs += in.channels();
    if (connection instanceof Convolution convolution) {
      convolution(convolution.window());
    } else if (connection instanceof OneToOne one) {
      strided |= one.rows().stride() != 1 || one.columns().stride() != 1;
    } else {
      height = Math.max(height, in.height());
      width = Math.max(width, in.width());
    }
  }

  /** Sum pooling takes place where spikes come from. */
  private void pooling(Window pooled, FeatureMaps out, FeatureMaps in) {
    WindowAxis axis = pooled.vertical();
    boolean square =
        axis.taps() == pooled.horizontal().taps()
            && axis.stride() == axis.taps()
            && pooled.horizontal().stride() == axis.taps()
            && !pooled.isPadded();
    if (square && LayerMapper.has(core.poolings(), axis.taps())) {
      return;
    }
    Choice choice = core.poolings().orElse(new Choice(List.of(), "positions", "no source"));
    broken.add(
        new Problem(
            layer.name(),
            "poolings",
            Math.max(axis.taps(), pooled.horizontal().taps()),
            choice.values().stream().mapToLong(Long::longValue).max().orElse(0),
            choice.unit(),
            choice.source(),
            Text.of(
                "windows of %s without overlap and padding would fit, not %dx%d to %dx%d maps",
                choice.values(), in.height(), in.width(), out.height(), out.width())));
  }

  private void convolution(Window other) {
    if (window.isPresent() && !window.get().equals(other)) {
      broken.add(
          new Problem(
              layer.name(),
              "kernel",
              2,
              1,
              "kernels of one layer",
              core.kernel().map(Quantity::source).orElse("a core has one kernel"),
              "projections of one size, stride and padding would fit"));
    }
    window = Optional.of(other);
    height = (int) Math.max(height, other.vertical().reach());
    width = (int) Math.max(width, other.horizontal().reach());
    axis(other.vertical());
    axis(other.horizontal());
  }

  private void axis(WindowAxis axis) {
    most(
        "padding",
        core.padding(),
        Math.max(axis.before(), axis.after()),
        "narrower padding would fit");
    if (!LayerMapper.has(core.strides(), axis.stride())) {
      Choice choice = core.strides().orElseThrow();
      broken.add(
          new Problem(
              layer.name(),
              "strides",
              axis.stride(),
              choice.values().stream().mapToLong(Long::longValue).max().orElse(0),
              choice.unit(),
              choice.source(),
              "strides of " + choice.values() + " would fit"));
    }
  }

  /** What is known of the layer when all its projections are. */
  void check(int p) {
    FeatureMaps maps = Box.maps(layer.shape());
    boolean shortcut = strided || window.filter(w -> w.vertical().stride() != 1).isPresent();
    if (layer.projections().size() > 1 && shortcut) {
      broken.add(
          new Problem(
              layer.name(),
              "kernel",
              2,
              1,
              "strides of one layer",
              core.kernel().map(Quantity::source).orElse("a core has one kernel"),
              "projections of one size, stride and padding would fit"));
    }
    if (layer.recurrent().isPresent()) {
      broken.add(
          new Problem(
              layer.name(),
              "recurrent",
              1,
              0,
              "connections of a layer to itself",
              "a core holds one kernel, for what comes from other layers",
              "a layer without recurrence would fit"));
    }
    most("kernel", core.kernel(), Math.max(height, width), "smaller kernels or maps would fit");
    most(
        "channels",
        core.channels(),
        Math.max(inputs, maps.channels()),
        "fewer channels, or a split of the layer, would fit");
    most(
        "outputMap",
        core.outputMap(),
        Math.max(maps.height(), maps.width()),
        "a larger stride, or pooling before, would fit");
    int biases =
        layer.projections().stream().mapToInt(from -> from.connection().biases()).max().orElse(0);
    most("biases", core.biases(), biases, "one bias for each channel would fit");
    long readers =
        network.populations().stream()
            .filter(other -> other.projections().stream().anyMatch(from -> from.source() == p))
            .count();
    most(
        "destinations",
        core.destinations(),
        readers,
        "a layer between that passes its spikes on would fit");
  }

  private void most(String limit, Optional<Quantity> most, long needed, String remedy) {
    if (most.isPresent() && needed > most.get().value()) {
      Quantity has = most.get();
      broken.add(
          new Problem(layer.name(), limit, needed, has.value(), has.unit(), has.source(), remedy));
    }
  }
}
