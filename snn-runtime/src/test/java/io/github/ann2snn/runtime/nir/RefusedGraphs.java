package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;

/** Graphs with one defect each, the place that its message names and the reason that it gives. */
abstract class RefusedGraphs {
  @TempDir Path folder;

  static Arguments defect(String place, String reason, GraphFile graph) {
    return Arguments.of(place, reason, graph);
  }

  static GraphFile graph() {
    return new GraphFile();
  }

  static String node(String path) {
    return "/node/nodes/" + path;
  }

  void assertRefused(String place, String reason, GraphFile graph) {
    Path file = graph.writeTo(folder.resolve("graph.nir"));
    String message =
        assertThrows(NetworkFileException.class, () -> NirReader.read(file)).getMessage();
    assertEquals(file + ": " + (place.isEmpty() ? "" : place + ": ") + reason, message);
  }
}
