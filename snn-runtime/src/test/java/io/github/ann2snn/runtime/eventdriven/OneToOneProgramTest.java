package io.github.ann2snn.runtime.eventdriven;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.OneToOne.Every;
import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.Kernel.Kernels;
import io.github.ann2snn.runtime.kernel.MapEvents;
import io.github.ann2snn.runtime.kernel.MapSpikes;
import io.github.ann2snn.runtime.kernel.ScalarKernel;
import io.github.ann2snn.runtime.kernel.WindowProgram.Currents;
import io.github.ann2snn.runtime.simd.Aligned;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shortcuts from spikes by position, against what the connection says, to the last bit. */
class OneToOneProgramTest {
  private static final int STEPS = 5;

  @ParameterizedTest(name = "{0} to {1} channels, shifted by {2}, every {3}, signed: {4}")
  @CsvSource({
    "16, 16, 0, 1, false, true",
    "16, 32, 8, 2, false, true",
    "32, 64, 16, 2, false, true",
    "20, 70, 33, 3, false, true",
    "5, 5, 0, 1, false, true",
    "40, 20, -9, 1, false, true",
    "16, 16, 0, 1, true, true",
    "16, 32, 8, 2, true, true",
    "32, 64, 16, 2, true, true",
    "5, 9, 4, 1, true, true",
    "8, 8, 0, 1, true, true",
    "40, 20, -9, 2, true, true",
    // channels in another order
    "20, 20, 1000, 1, false, false",
    "20, 20, 1000, 1, true, false"
  })
  void addsWhatTheConnectionSays(
      int channels, int outputs, int shift, int every, boolean signed, boolean follow) {
    SplittableRandom random = new SplittableRandom(channels + 31L * outputs);
    FeatureMaps input = new FeatureMaps(channels, 5, 7);
    FeatureMaps output = new FeatureMaps(outputs, 4 / every + 1, 6 / every + 1);
    int[] to =
        IntStream.range(0, channels)
            .map(c -> shift == 1000 ? channels - 1 - c : c + shift)
            .map(target -> target < 0 || target >= outputs ? OneToOne.NOWHERE : target)
            .toArray();
    int leading = (int) Arrays.stream(to).filter(target -> target >= 0).count();
    OneToOne connection =
        new OneToOne(
            input,
            output,
            to,
            new Every(every == 3 ? -1 : 0, every),
            new Every(0, every),
            floats(random, leading),
            new float[outputs]);
    MapsLayout layout = MapsLayout.of(output);
    MapsLayout inputs = signed ? MapsLayout.of(input).lines() : MapsLayout.of(input);
    OneToOneProgram program = OneToOneProgram.of(connection, inputs, layout, signed ? 2 : 1);
    assertEquals(follow, program.direct().isPresent());

    int[] fired = fired(random, signed, inputs);
    for (Kernel kernel : List.of(new ScalarKernel(), Kernels.selected().kernel())) {
      MapSpikes spikes = inputs.spikes(STEPS);
      int blocks = inputs.stride() / MapSpikes.BLOCK;
      kernel.put(fired, 0, blocks, spikes.extend(STEPS), STEPS, spikes);
      MapEvents room = new MapEvents(inputs.stride(), false);
      float[] base = Aligned.floats(floats(random, layout.stride()), layout.stride());
      float[] sums = Aligned.floats(layout.stride());
      for (int t = 0; t < STEPS; t++) {
        float[] before = t % 2 == 0 ? base : sums;
        float[] expected = at(layout.places(), before);
        connection.add(values(fired, t, signed, inputs), expected);
        Currents currents = new Currents(before, Aligned.LEAD, sums, Aligned.LEAD);
        program.add(spikes, t, room, currents, kernel);
        assertArrayEquals(expected, at(layout.places(), sums), kernel.name());
      }
    }
  }

  private static float[] at(int[] places, float[] sums) {
    float[] values = new float[places.length];
    for (int j = 0; j < places.length; j++) {
      values[j] = sums[Aligned.LEAD + places[j]];
    }
    return values;
  }

  private static float[] floats(SplittableRandom random, int count) {
    float[] values = new float[count];
    for (int k = 0; k < count; k++) {
      values[k] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  /** A bit for each step; a neuron fires with one sign at a time. */
  private static int[] fired(SplittableRandom random, boolean signed, MapsLayout inputs) {
    int[] fired = Aligned.ints(inputs.stride());
    for (int line : inputs.places()) {
      fired[Aligned.LEAD + line] = random.nextInt(1 << STEPS) & ~random.nextInt(1 << STEPS);
    }
    for (int i = 0; signed && i < inputs.places().length; i += 2) {
      int plus = fired[Aligned.LEAD + inputs.places()[i]];
      fired[Aligned.LEAD + inputs.places()[i + 1]] &= ~plus;
    }
    return fired;
  }

  private static float[] values(int[] fired, int t, boolean signed, MapsLayout inputs) {
    int lines = signed ? 2 : 1;
    float[] values = new float[inputs.places().length / lines];
    for (int line = 0; line < inputs.places().length; line++) {
      int bit = fired[Aligned.LEAD + inputs.places()[line]] >>> t & 1;
      values[line / lines] += line % lines == 0 ? bit : -bit;
    }
    return values;
  }
}
