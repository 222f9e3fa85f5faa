package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the default build, which has no Spark, says to options for a cluster. */
class ClusterOptionsTest extends CommandLineTest {
  @Test
  void tellsHowToGetSpark() {
    Outcome outcome =
        run("evaluate", path("net.nir"), "--dataset", "digits", "--master", "local[2]");
    assertEquals(2, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains("mvn -Pspark -DskipTests package"), outcome.err());
    assertEquals("", outcome.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--partitions=3", "--skip-corrupt", "--checkpoint=there", "--conf=spark.a=b"})
  void optionsForAClusterNeedOne(String option) {
    Outcome outcome = run("evaluate", path("net.nir"), "--dataset", "digits", option);
    assertEquals(2, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().matches("(?s).*needs? --master.*"), outcome.err());
  }

  @Test
  void aTuningHasThemToo() {
    Outcome alone = run("tune", path("m.zip"), "--max-accuracy-drop=1", "--skip-corrupt");
    assertEquals(2, alone.exitCode(), alone.err());
    assertTrue(alone.err().contains("unknown option --skip-corrupt"), alone.err());
    assertTrue(run("tune", "--help").out().contains("--checkpoint=URL"));
  }
}
