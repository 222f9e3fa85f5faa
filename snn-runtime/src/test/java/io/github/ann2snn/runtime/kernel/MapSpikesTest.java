package io.github.ann2snn.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.kernel.Kernel.Kernels;
import io.github.ann2snn.runtime.simd.Aligned;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept, against the words that it was made of. */
class MapSpikesTest {
  @ParameterizedTest(name = "{0} channels at {1} positions, {2} and {3} steps")
  @CsvSource({"16, 4, 32, 32", "20, 7, 32, 5", "3, 1, 1, 1", "33, 6, 17, 31", "64, 3, 8, 8"})
  void keepsWhatFired(int channels, int positions, int some, int more) {
    int lanes = NeuronProgram.padded(channels);
    SplittableRandom random = new SplittableRandom(channels);
    for (Kernel kernel : List.of(new ScalarKernel(), Kernels.selected().kernel())) {
      MapSpikes spikes = new MapSpikes(positions, lanes, some + more);
      int[][] words = new int[2][];
      int[] steps = {some, more};
      for (int part = 0; part < 2; part++) {
        words[part] = fired(random, channels, positions, lanes, steps[part]);
        int blocks = positions * lanes / MapSpikes.BLOCK;
        int first = spikes.extend(steps[part]);
        int middle = blocks / 3;
        kernel.put(words[part], 0, middle, first, steps[part], spikes);
        kernel.put(words[part], middle, blocks, first, steps[part], spikes);
      }
      SpikeTrain train = new SpikeTrain(channels * positions, some + more);
      int[] byPosition = random.ints(positions, 0, 100).toArray();
      MapEvents events = new MapEvents(positions * lanes, false);
      for (int t = 0; t < some + more; t++) {
        int[] word = words[t < some ? 0 : 1];
        int step = t < some ? t : t - some;
        int[] places =
            IntStream.range(0, positions * lanes)
                .filter(place -> (word[Aligned.LEAD + place] >>> step & 1) != 0)
                .toArray();
        assertEquals(places.length, spikes.count(t));
        assertEquals(
            Arrays.stream(places).map(p -> byPosition[p / lanes]).sum(),
            spikes.sum(t, IntStream.range(0, positions).toArray(), byPosition));
        for (int place : places) {
          int mask = spikes.mask(t, place / lanes, place % lanes / MapSpikes.BLOCK);
          assertEquals(1, mask >>> place % MapSpikes.BLOCK & 1);
        }
        kernel.list(spikes, t, events);
        assertArrayEquals(places, Arrays.copyOf(events.places, events.count()));
        assertArrayEquals(
            counts(places, lanes, positions), counted(kernel, spikes, t, lanes, positions));
        int[] neurons =
            Arrays.stream(places).map(p -> p % lanes * positions + p / lanes).sorted().toArray();
        train.endStep(spikes.count(t), spikes);
        int[] told = new int[neurons.length];
        assertEquals(neurons.length, train.copy(t, told));
        assertArrayEquals(neurons, told);
        for (int neuron : neurons) {
          assertTrue(train.fired(t, neuron));
        }
      }
    }
  }

  /** Windows: none, the first position, the first two, and so on. */
  private static float[] counts(int[] places, int lanes, int positions) {
    float[] counts = Aligned.floats((positions + 1) * lanes);
    for (int place : places) {
      for (int q = place / lanes + 1; q <= positions; q++) {
        counts[Aligned.LEAD + q * lanes + place % lanes]++;
      }
    }
    return counts;
  }

  private static float[] counted(Kernel kernel, MapSpikes spikes, int t, int lanes, int positions) {
    int[] first = IntStream.rangeClosed(0, positions + 1).map(q -> q * (q - 1) / 2).toArray();
    int[] seen = IntStream.rangeClosed(0, positions).flatMap(q -> IntStream.range(0, q)).toArray();
    float[] counts = Aligned.floats((positions + 1) * lanes);
    Arrays.fill(counts, Aligned.LEAD, counts.length, Float.NaN);
    kernel.count(spikes, t, first, seen, counts);
    return counts;
  }

  private static int[] fired(
      SplittableRandom random, int channels, int positions, int lanes, int steps) {
    int[] words = Aligned.ints(positions * lanes);
    int mask = steps < Integer.SIZE ? (1 << steps) - 1 : -1;
    for (int position = 0; position < positions; position++) {
      for (int c = 0; c < channels; c++) {
        int some = random.nextInt();
        words[Aligned.LEAD + position * lanes + c] = some & random.nextInt() & mask;
      }
    }
    return words;
  }
}
