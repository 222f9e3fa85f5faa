package io.github.ann2snn.interop.chip.file;

import static io.github.ann2snn.interop.chip.file.TinyLayers.layer;
import static io.github.ann2snn.interop.chip.file.TinyLayers.matrix;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.interop.chip.Chip;
import io.github.ann2snn.interop.chip.Chip.Ability;
import io.github.ann2snn.interop.chip.Chip.Quantity;
import io.github.ann2snn.interop.chip.ChipFit;
import io.github.ann2snn.interop.chip.Mesh;
import io.github.ann2snn.interop.chip.NeuronCore;
import io.github.ann2snn.interop.chip.Traffic;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.operations.NetworkTraffic;
import io.github.ann2snn.runtime.simulation.ReferenceSimulator;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What crosses the cores of small chips, counted by hand. */
class TrafficTest {
  /** Two layers of two neurons; both of the first fire at each of the four steps. */
  private static final SpikingNetwork NETWORK =
      TinyLayers.network(
          List.of(1),
          layer("a", Projection.INPUT, matrix(1, 2, 100)),
          layer("b", 0, matrix(2, 2, 1)));

  private static Quantity q(long value) {
    return new Quantity(value, "x", "x");
  }

  /** A chip of four cores in 2 x 2 tiles, or in one tile. */
  private static Chip chip(int perCore, boolean multicast, int tile, int cores) {
    int side = tile == 1 ? 2 : 1;
    return new Chip(
        "c",
        "c",
        "c",
        List.of(),
        q(cores),
        Optional.of(q(9)),
        new NeuronCore(
            Optional.of(q(perCore)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Ability.UNTOLD),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Set.of(),
        Ability.UNTOLD,
        Ability.UNTOLD,
        new Ability(multicast, "x"),
        Optional.of(new Mesh(q(side), q(side), q(tile))));
  }

  private static Traffic traffic(Chip chip, int samples, int threads) throws InterruptedException {
    SimulationSettings settings = new SimulationSettings(4, InputCoding.BINARY, Readout.SPIKES, 1);
    SampleSource source =
        new SampleSource() {
          @Override
          public int size() {
            return samples;
          }

          @Override
          public void read(int sample, float[] target) {
            target[0] = 1;
          }

          @Override
          public int label(int sample) {
            return 0;
          }
        };
    return Traffic.of(
        ChipFit.of(NETWORK, chip),
        new ReferenceSimulator(NETWORK, settings),
        source,
        threads,
        Optional.empty(),
        done -> {});
  }

  /**
   * A neuron a core: a0 and a1 on the cores 0 and 1 of the first row, b0 below a1 (the row runs
   * back), b1 below a0. A spike of a0 takes 1 hop across and 1 down to b0, 1 down to b1; a1
   * likewise. 2 x 4 spikes: 16 packets, 8 hops across, 16 down.
   */
  @Test
  void aPacketForEachOtherCore() throws InterruptedException {
    Traffic traffic = traffic(chip(1, false, 1, 4), 3, 2);
    assertEquals(new NetworkTraffic(16, 16, 0, 8, 16, 0), traffic.total());
    assertEquals(new NetworkTraffic(4, 4, 0, 2, 4, 0), traffic.upTo().get(0));
    assertEquals(16, traffic.packets(0));
    assertEquals(0, traffic.packets(1));
    assertEquals(traffic.total(), traffic(chip(1, false, 1, 4), 3, 1).total());
  }

  /** All in one tile: no hops, 16 packets within it. */
  @Test
  void packetsWithinATile() throws InterruptedException {
    assertEquals(
        new NetworkTraffic(16, 16, 16, 0, 0, 0), traffic(chip(1, false, 4, 4), 1, 1).total());
  }

  /** Two neurons a core: layer a on core 0, b on core 1; a spike goes to one core, not to two. */
  @Test
  void twoNeuronsOfACoreAreOnePacket() throws InterruptedException {
    assertEquals(new NetworkTraffic(8, 8, 8, 0, 0, 0), traffic(chip(2, false, 4, 4), 1, 1).total());
  }

  /**
   * A chip that multicasts sends one packet a spike, to two cores: 8 packets, 16 deliveries. On
   * chips of two cores b lies on the second, so each passes two routers, on one of four only one.
   */
  @Test
  void multicastSendsOnePacket() throws InterruptedException {
    NetworkTraffic one = traffic(chip(1, true, 4, 4), 1, 1).total();
    assertEquals(8, one.packets());
    assertEquals(16, one.deliveries());
    assertEquals(8, one.routers());
    assertEquals(16, traffic(chip(1, true, 4, 2), 1, 1).total().routers());
  }
}
