package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A network with branches comes back equal, and the same network gives the same bytes. */
class NirBranchRoundTripTest {
  @TempDir Path folder;

  static IntStream seeds() {
    return IntStream.range(0, 15);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void mapsComeBackEqual(int seed) throws IOException {
    assertComesBack(BranchedNetworks.maps(seed));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void seriesComeBackEqual(int seed) throws IOException {
    SpikingNetwork network = BranchedNetworks.series(seed);
    assertComesBack(network);
    assertTrue(GraphLayout.of(network).isOfSeries());
  }

  private void assertComesBack(SpikingNetwork network) throws IOException {
    Path first = folder.resolve("first.nir");
    Path second = folder.resolve("second.nir");
    NirWriter.write(network, first);
    SpikingNetwork read = NirReader.network(first);
    assertEquals(network, read);
    NirWriter.write(read, second);
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
  }
}
