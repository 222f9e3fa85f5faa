package io.github.ann2snn.spark.stored;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.cluster.ClusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What executors need is found on the class path, or it is said that it is not. */
class DriverJarsTest {
  @Test
  void jarsAreFound() throws IOException {
    List<Path> images = DriverJars.IMAGES.jars();
    assertTrue(images.stream().allMatch(Files::isRegularFile), images.toString());
    assertTrue(
        images.stream().anyMatch(jar -> jar.getFileName().toString().startsWith("nd4j-native-")));
  }

  @Test
  void oneThatIsNotThere() {
    DriverJars missing = new DriverJars("datavec-api-", "no-such-jar-");
    ClusterException refused = assertThrows(ClusterException.class, missing::jars);
    assertEquals(ClusterException.Kind.FAILED, refused.kind());
    assertTrue(refused.getMessage().startsWith("no jar no-such-jar-*.jar on the class path"));
  }
}
