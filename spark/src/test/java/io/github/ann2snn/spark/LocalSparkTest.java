package io.github.ann2snn.spark;

import static io.github.ann2snn.spark.SparkCommandLine.evaluate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.spark.SparkCommandLine.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spark in this process gives what the local engine gives, byte for byte. */
class LocalSparkTest {
  @TempDir static Path folder;
  private static Quarters quarters;

  @BeforeAll
  static void make() throws IOException {
    quarters = Quarters.make(folder);
  }

  @ParameterizedTest
  @CsvSource({"1,local", "2,local[2]", "7,local[2]", "7,local[1]"})
  void samplesThatExecutorsReadGiveTheSame(String partitions, String master) {
    String[] how = {"--coding=poisson", "--readout=spikes", "--seed=5", "--early-exit=2"};
    Outcome here = evaluate(quarters.network(), quarters.here(), how);
    Outcome there =
        evaluate(
            quarters.network(),
            quarters.stored(),
            "--coding=poisson",
            "--readout=spikes",
            "--seed=5",
            "--early-exit=2",
            "--master=" + master,
            "--partitions=" + partitions);
    assertEquals(here.results(), there.results());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void samplesThatAreSentGiveTheSame(int partitions) {
    Outcome here = evaluate(quarters.network(), quarters.here(), "--reset=zero");
    Outcome there =
        evaluate(
            quarters.network(),
            quarters.here(),
            "--reset=zero",
            "--master=local[2]",
            "--partitions=" + partitions);
    assertEquals(here.results(), there.results());
  }

  @Test
  void aMarginIsCalibratedOnTheSameTrainingSamples() {
    Outcome here = evaluate(quarters.network(), quarters.here(), "--early-exit=auto");
    Outcome there =
        evaluate(quarters.network(), quarters.stored(), "--early-exit=auto", "--master=local[2]");
    assertEquals(here.results(), there.results());
  }

  @Test
  void compressedFilesGiveTheSame() throws IOException {
    Path compressed = Files.createDirectories(folder.resolve("compressed"));
    try (var files = Files.list(quarters.folder())) {
      for (Path file : files.toList()) {
        try (OutputStream out =
            new GZIPOutputStream(
                Files.newOutputStream(compressed.resolve(file.getFileName() + ".gz")))) {
          Files.copy(file, out);
        }
      }
    }
    Outcome there =
        evaluate(
            quarters.network(), "idx:file://" + compressed, "--master=local[2]", "--partitions=3");
    assertEquals(evaluate(quarters.network(), quarters.here()).results(), there.results());
  }

  @Test
  void realNumbersAreSentAsTheyAre() throws IOException {
    StringBuilder table = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      for (int pixel = 0; pixel < 16; pixel++) {
        table.append((i * 31 + pixel * 17) % 100 / 99.0).append(',');
      }
      table.append(i % 4).append('\n');
    }
    Path file = Files.writeString(folder.resolve("table.csv"), table.toString());
    Outcome here = evaluate(quarters.network(), "csv:" + file);
    Outcome there =
        evaluate(quarters.network(), "csv:" + file, "--master=local[2]", "--partitions=7");
    assertEquals(here.results(), there.results());
  }

  @Test
  void aCommandThatWasInterruptedGoesOn() throws IOException {
    Path checkpoint = folder.resolve("checkpoint");
    String[] how = {
      "--master=local[2]",
      "--partitions=7",
      "--checkpoint=" + checkpoint.toUri(),
      "--coding=poisson"
    };
    Outcome first = evaluate(quarters.network(), quarters.stored(), how);
    for (String lost : List.of("part-00000002.tally", "part-00000006.tally")) {
      Files.delete(checkpoint.resolve(lost));
    }
    Path torn = checkpoint.resolve("part-00000004.tally");
    byte[] content = Files.readAllBytes(torn);
    content[content.length - 3] ^= 1;
    Files.deleteIfExists(checkpoint.resolve(".part-00000004.tally.crc"));
    Files.write(torn, content);
    Outcome second = evaluate(quarters.network(), quarters.stored(), how);
    assertEquals(first.results(), second.results());
    assertTrue(second.err().contains("Took over 4 finished parts."), second.err());
    how[1] = "--partitions=6";
    Outcome other = evaluate(quarters.network(), quarters.stored(), how);
    assertEquals(2, other.exitCode(), other.err());
    assertTrue(other.err().contains("holds parts of another evaluation"), other.err());
  }
}
