package io.github.ann2snn.runtime.eventdriven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.eventdriven.Arrivals.Way;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator.Running;
import io.github.ann2snn.runtime.kernel.IntegerProgram;
import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.LayerProgram;
import io.github.ann2snn.runtime.kernel.NeuronProgram;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RandomGraphs;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bound against the arrays that there are. */
class RunMemoryTest {
  private static final int SAMPLES = 3;

  @ParameterizedTest(name = "seed {0}, {1}, {2}, T {3}")
  @CsvSource({
    "3, CURRENT, MEMBRANE, 40",
    "5, CURRENT, SPIKES, 7",
    "12, POISSON, SPIKES, 33",
    "18, CURRENT, MEMBRANE, 100",
    "22, REGULAR, MEMBRANE, 1",
    "29, BINARY, SPIKES, 64",
    "33, CURRENT, SPIKES, 20"
  })
  void isNotExceeded(long seed, InputCoding coding, Readout readout, int timesteps)
      throws IllegalAccessException {
    SimulationSettings settings = new SimulationSettings(timesteps, coding, readout, seed);
    for (SpikingNetwork network :
        List.of(
            RandomGraphs.floats(seed, RandomGraphs.Neurons.CURRENT_BASED),
            RandomGraphs.floats(seed, RandomGraphs.Neurons.UNIT),
            RandomGraphs.signed(RandomGraphs.floats(seed, RandomGraphs.Neurons.UNIT), seed),
            RandomGraphs.integers(seed, Arithmetic.INT8),
            RandomGraphs.signed(RandomGraphs.integers(seed, Arithmetic.INT8), seed))) {
      long measured = measured(network, settings, RandomNetworks.input(seed, network.inputs()));
      long bound = RunMemory.of(network, settings, SAMPLES).total();
      assertTrue(measured <= bound, measured + " bytes, at most " + bound + " were said");
    }
  }

  /** Where every neuron fires at every step, the bound is not far away. */
  @ParameterizedTest
  @CsvSource({"true, 64", "true, 1000", "false, 64", "false, 1000"})
  void isMetWhereAllFire(boolean maps, int timesteps) throws IllegalAccessException {
    SpikingNetwork network = firing(maps);
    SimulationSettings settings =
        new SimulationSettings(timesteps, InputCoding.CURRENT, Readout.SPIKES, 1);
    float[] input = new float[network.inputs()];
    Arrays.fill(input, 1);
    long measured = measured(network, settings, input);
    long bound = RunMemory.of(network, settings, SAMPLES).total();
    assertTrue(measured <= bound && measured > bound / 2, measured + " of " + bound);
  }

  private static SpikingNetwork firing(boolean maps) {
    FeatureMaps image = new FeatureMaps(16, 10, 10);
    int n = image.size();
    float[] ones = new float[16];
    Arrays.fill(ones, 1);
    float[] first = new float[n * n];
    for (int i = 0; i < n; i++) {
      first[i * n + i] = 1;
    }
    Connection identity =
        maps ? OneToOne.identity(image, ones) : new Affine(n, n, first, new float[n]);
    List<Population> populations =
        IntStream.range(0, 4)
            .mapToObj(
                p ->
                    new Population(
                        "p" + p,
                        p == 0 ? Projection.INPUT : p - 1,
                        identity,
                        IntegrateAndFire.of(Firing.unit(n, 0, Reset.SUBTRACT))))
            .toList();
    RunDefaults defaults = new RunDefaults(4, InputCoding.CURRENT, Readout.SPIKES);
    return new SpikingNetwork(identity.inputShape(), populations, 1, defaults, Map.of());
  }

  @Test
  void spikesAloneFollowTheRateAndTheSteps() {
    SpikingNetwork network = firing(false);
    RunMemory brief = RunMemory.of(network, SimulationSettings.of(network).withTimesteps(10), 1);
    RunMemory full = RunMemory.of(network, SimulationSettings.of(network).withTimesteps(1000), 1);
    assertEquals(brief.states(), full.states());
    assertEquals(brief.currents(), full.currents());
    assertEquals(brief.inputs(), full.inputs());
    assertEquals(100 * brief.outputs(), full.outputs());
    // four populations of 1600, at half as much again as there are spikes, of 4 bytes
    long spikes = 4 * 1600 * 1000L * 6;
    assertTrue(full.spikes() >= spikes && full.spikes() < 1.1 * spikes, "" + full);
    assertEquals(brief.states(), full.atRate(0.25).states());
    assertEquals(Math.round(full.spikes() / 4.0), full.atRate(0.25).spikes());
  }

  /** A bit for each neuron and step, but for the output, whose spikes are read one by one. */
  @Test
  void spikesOfMapsTakeABit() {
    SpikingNetwork network = firing(true);
    RunMemory memory = RunMemory.of(network, SimulationSettings.of(network).withTimesteps(1000), 1);
    long bits = 4 * 1600 * 1000L / 8;
    assertTrue(memory.bits() >= bits && memory.bits() < 1.4 * bits, "" + memory);
    long output = 1600 * 1000L * 6;
    assertTrue(memory.spikes() >= output && memory.spikes() < 1.1 * output, "" + memory);
    assertEquals(memory.bits(), memory.atRate(0.25).bits());
  }

  private static long measured(SpikingNetwork network, SimulationSettings settings, float[] input)
      throws IllegalAccessException {
    EventDrivenSimulator simulator = new EventDrivenSimulator(network, settings);
    Running running = simulator.start(settings.timesteps());
    long[] beside = new long[1];
    simulator.run(
        running,
        Collections.nCopies(SAMPLES, input),
        0,
        Optional.empty(),
        run ->
            beside[0] =
                4L * network.outputs() * run.timesteps()
                    + 4L * run.input().map(train -> train.indices().length).orElse(0));
    return beside[0] + bytes(running);
  }

  /** What all threads share. */
  private static boolean isShared(Object object) {
    return object instanceof NeuronProgram
        || object instanceof LayerProgram
        || object instanceof IntegerProgram
        || object instanceof MapsProgram
        || object instanceof MapsLayout
        || object instanceof Way
        || object instanceof Kernel
        || object instanceof Arithmetic;
  }

  /** Bytes of all arrays that can be reached. */
  private static long bytes(Object root) throws IllegalAccessException {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> open = new ArrayDeque<>(List.of(root));
    long bytes = 0;
    while (!open.isEmpty()) {
      Object object = open.pop();
      if (isShared(object) || !seen.add(object)) {
        continue;
      }
      if (object.getClass().isArray()) {
        bytes += size(object, open);
      } else if (object instanceof Collection<?> all) {
        all.forEach(open::push);
      } else if (object instanceof Map<?, ?> map) {
        map.values().forEach(open::push);
      } else if (object instanceof Optional<?> some) {
        some.ifPresent(open::push);
      } else if (object.getClass().getName().startsWith("io.github.ann2snn")) {
        pushFields(object, open);
      }
    }
    return bytes;
  }

  private static long size(Object array, Deque<Object> open) {
    Class<?> type = array.getClass().getComponentType();
    if (type.isPrimitive()) {
      return (long) Array.getLength(array) * (type == short.class ? Short.BYTES : Integer.BYTES);
    }
    for (Object element : (Object[]) array) {
      if (element != null) {
        open.push(element);
      }
    }
    return 0;
  }

  private static void pushFields(Object object, Deque<Object> open) throws IllegalAccessException {
    for (Field field : object.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
        field.setAccessible(true);
        Object value = field.get(object);
        if (value != null) {
          open.push(value);
        }
      }
    }
  }
}
