package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A training that is stopped from outside, as Ctrl-C does. */
class InterruptTest extends CommandLineTest {
  @Test
  void theLastCheckpointSurvivesAndResumes() throws IOException, InterruptedException {
    String dataset = quarters(folder.resolve("quarters"));
    List<String> train =
        List.of("train", "--dataset", dataset, "--architecture", "16-64-4", "--out", path("m.zip"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.github.ann2snn.cli.Main"));
    command.addAll(train);
    command.addAll(List.of("--epochs", "100000"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    StringBuilder said = new StringBuilder();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      while (line != null) {
        said.append(line).append('\n');
        if (line.startsWith("Epoch 2/")) {
          process.toHandle().destroy();
        }
        line = reader.readLine();
      }
    }
    assertTrue(process.waitFor() != 0);
    assertTrue(
        said.toString().contains("Interrupted. " + path("m.zip") + " holds epoch "),
        said.toString());
    try (Stream<Path> files = Files.list(folder)) {
      assertTrue(files.noneMatch(file -> file.toString().endsWith(".tmp")));
    }

    Outcome inspected = run("inspect", path("m.zip"), "--json");
    assertEquals(0, inspected.exitCode(), inspected.err());
    int completed =
        new JsonMapper().readTree(inspected.out()).at("/provenance/epochsCompleted").asInt();
    assertTrue(completed >= 2, inspected.out());

    List<String> resume = new ArrayList<>(train);
    resume.addAll(List.of("--resume", "--epochs", String.valueOf(completed + 1)));
    Outcome resumed = run(resume.toArray(String[]::new));
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertTrue(resumed.err().contains("Epoch " + (completed + 1) + "/"), resumed.err());
  }
}
