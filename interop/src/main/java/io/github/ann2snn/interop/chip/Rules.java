package io.github.ann2snn.interop.chip;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.interop.chip.Chip.Ability;
import io.github.ann2snn.interop.chip.Chip.Quantity;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules that do not depend on how a network is cut. */
record Rules(SpikingNetwork network, Chip chip) {
  /** Bits that a network of single precision would be given. */
  private static final int NARROW = Arithmetic.INT8.weightBits();

  private static final int WIDE = Arithmetic.INT16.weightBits();

  /**
   * Bits of a layer's weights: the fewest that hold them in two's complement; of a network in
   * single precision those that conversion would give it: 16 where the chip has them, else 8.
   */
  int weightBits(Population layer) {
    if (!network.arithmetic().isInteger()) {
      return chip.weightBits().map(Quantity::value).orElse((long) WIDE) < WIDE ? NARROW : WIDE;
    }
    int bits = 1;
    for (Connection connection : layer.connections()) {
      for (float w : connection.weight()) {
        int whole = (int) w;
        int magnitude = whole < 0 ? ~whole : whole;
        bits = Math.max(bits, Integer.SIZE - Integer.numberOfLeadingZeros(magnitude) + 1);
      }
    }
    return bits;
  }

  /** How many neurons of the chip a neuron of a layer takes. */
  long neuronsEach(Population layer) {
    return reset(layer).map(Quantity::value).orElse(1L);
  }

  private Optional<Quantity> reset(Population layer) {
    return layer.neurons().firing().isNever()
        ? Optional.empty()
        : Optional.ofNullable(chip.resets().get(layer.neurons().firing().reset()));
  }

  /** What the network as a whole breaks. */
  List<Problem> ofNetwork() {
    if (network.arithmetic().isInteger() || chip.weightBits().isEmpty()) {
      return List.of();
    }
    Quantity bits = chip.weightBits().get();
    return List.of(
        new Problem(
            "",
            "weightBits",
            network.arithmetic().weightBits(),
            bits.value(),
            "bits of single precision",
            bits.source(),
            Text.of(
                "convert with --weight-bits %d; the numbers here are those of such weights",
                weightBits(network.output()))));
  }

  /** What a layer breaks by itself. */
  List<Problem> of(int p) {
    Population layer = network.populations().get(p);
    List<Problem> problems = new ArrayList<>();
    most(
        problems,
        layer,
        "weightBits",
        chip.weightBits(),
        weightBits(layer),
        "convert with --weight-bits 8");
    if (network.arithmetic().isInteger()) {
      most(
          problems,
          layer,
          "stateBits",
          chip.stateBits(),
          network.arithmetic().stateBits(),
          "no conversion has narrower potentials");
    }
    if (chip.delay().isPresent()) {
      most(
          problems,
          layer,
          "delay",
          chip.delay(),
          delay(p),
          "a shortcut must wait for the layers that it passes; relay neurons between would keep its spikes");
    }
    lacking(
        problems,
        layer,
        layer.isSigned(),
        "signedSpikes",
        chip.signedSpikes(),
        "convert with --signed no");
    lacking(
        problems,
        layer,
        !layer.gates().isEmpty(),
        "maxPooling",
        chip.maxPooling(),
        "train with average pooling (a in --architecture), which becomes a sum");
    lacking(
        problems,
        layer,
        !chip.models().isEmpty() && !chip.models().contains(model(layer.neurons())),
        "models",
        new Ability(
            false, "its models: " + String.join(", ", chip.models().stream().sorted().toList())),
        "its neurons are " + model(layer.neurons()));
    Reset reset = layer.neurons().firing().reset();
    lacking(
        problems,
        layer,
        !chip.resets().isEmpty()
            && !layer.neurons().firing().isNever()
            && !chip.resets().containsKey(reset),
        "resets",
        new Ability(false, "no source says that it resets so"),
        Text.of("its neurons reset by %s", reset));
    return problems;
  }

  private static String model(NeuronModel neurons) {
    return neurons instanceof IntegrateAndFire
        ? "if"
        : neurons instanceof LeakyIntegrateAndFire ? "lif" : "cuba-lif";
  }

  private static void most(
      List<Problem> problems,
      Population layer,
      String limit,
      Optional<Quantity> most,
      long needed,
      String remedy) {
    if (most.isPresent() && needed > most.get().value()) {
      Quantity has = most.get();
      problems.add(
          new Problem(layer.name(), limit, needed, has.value(), has.unit(), has.source(), remedy));
    }
  }

  private static void lacking(
      List<Problem> problems,
      Population layer,
      boolean needs,
      String limit,
      Ability ability,
      String remedy) {
    if (needs && !ability.has()) {
      problems.add(new Problem(layer.name(), limit, 1, 0, "layer", ability.source(), remedy));
    }
  }

  /** Steps that the slowest way takes longer than the fastest projection that meets it. */
  private int delay(int p) {
    int[] depth = new int[network.populations().size()];
    int longest = 0;
    for (int q = 0; q <= p; q++) {
      longest = 0;
      for (Projection projection : network.populations().get(q).projections()) {
        depth[q] = Math.max(depth[q], depth(depth, projection) + 1);
      }
      for (Projection projection : network.populations().get(q).projections()) {
        longest = Math.max(longest, depth[q] - depth(depth, projection));
      }
    }
    return longest;
  }

  private static int depth(int[] depth, Projection projection) {
    return projection.isFromInput() ? 0 : depth[projection.source()];
  }
}
