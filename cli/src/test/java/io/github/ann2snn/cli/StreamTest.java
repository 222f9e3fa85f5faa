package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.cli.shell.CheckedStream;
import io.github.ann2snn.cli.shell.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Results on streams: the standard output, pipes and devices, and full ones. */
class StreamTest extends TrainedNetworkTest {
  /** Commands that print a result and also write a file. */
  static Stream<List<String>> computations() {
    return Stream.of(
        List.of("evaluate", network, "--dataset", dataset),
        List.of("compare", model, network, "--dataset", dataset),
        List.of("explain", model, network, "--dataset", dataset, "--samples", "50"),
        List.of(
            "convert", model, "--dataset", dataset, "--normalization=percentile", "--timesteps=4"),
        List.of("export", "nir", network),
        List.of(
            "bench",
            model,
            network,
            "--dataset",
            dataset,
            "--timesteps=1",
            "--threads=1",
            "--repetitions=1",
            "--warm-up=0"));
  }

  private static String[] with(List<String> command, String... more) {
    return Stream.concat(command.stream(), Stream.of(more)).toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("computations")
  void aFullDiskLeavesTheResultOnTheTerminal(List<String> command) throws IOException {
    Path full = full();
    Outcome outcome = run(with(command, "--out", full.toString()));
    assertEquals(1, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains(full + ": No space left on device"), outcome.err());
    assertFalse(outcome.err().contains("Wrote"), outcome.err());
    assertFalse(outcome.out().isEmpty());
    assertTrue(Files.isSymbolicLink(full));
  }

  /** A device that is always full, by a name that may be lost. */
  private Path full() throws IOException {
    Path device = Path.of("/dev/full");
    assumeTrue(Files.exists(device), "skipped: this system has no /dev/full");
    return Files.createSymbolicLink(folder.resolve("full"), device);
  }

  @ParameterizedTest
  @MethodSource("computations")
  void aDashIsTheStandardOutput(List<String> command) throws IOException {
    Outcome usual = run(with(command, "--out", path("file")));
    assertEquals(0, usual.exitCode(), usual.err());
    assertTrue(usual.err().contains("Wrote " + path("file")), usual.err());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertEquals(0, execute(new PrintStream(out), new PrintStream(err), with(command, "--out=-")));
    assertFalse(Files.exists(Path.of("-")));
    if (command.get(0).equals("bench")) {
      assertEquals(
          "ann2snn.bench/1", new JsonMapper().readTree(out.toByteArray()).get("schema").asText());
      return;
    }
    assertArrayEquals(Files.readAllBytes(folder.resolve("file")), out.toByteArray());
    String said = err.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains(usual.out().stripTrailing()), said);
    assertFalse(said.contains("Wrote"), said);
  }

  private int execute(PrintStream out, PrintStream err, String... args) {
    Terminal.Display display = new Terminal.Display(false, StandardCharsets.UTF_8);
    Map<String, String> environment =
        Map.of("NO_COLOR", "1", "XDG_CACHE_HOME", folder.resolve("cache").toString());
    return new Ann2Snn(new Terminal(out, err, false, environment, display, false)).execute(args);
  }

  @Test
  void aPageGoesToTheStandardOutputAlone() throws IOException {
    String results = shared.resolve("out/results.json").toString();
    Outcome outcome = run("report", results, "--out", "-");
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertEquals("", outcome.err());
    assertTrue(outcome.out().startsWith("<!DOCTYPE html>"), outcome.out());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train --dataset digits",
        "import keras x.h5",
        "import torch-npz x.npz --architecture 4-2",
      })
  void modelsOfTwoFilesNeedADisk(String command) throws IOException {
    for (String out : new String[] {"-", full().toString()}) {
      assertFails(
          2,
          " must lie beside it; name such a file",
          with(List.of(command.split(" ", -1)), "--out", out));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --dataset digits",
        "tune x.zip --max-accuracy-drop 1",
        "export json x.nir",
        "export numpy x.nir",
        "simulate lif",
        "simulate hh",
        "simulate stdp",
        "stdp train --dataset digits",
      })
  void setsOfFilesNeedAFolder(String command) throws IOException {
    for (String out : new String[] {"-", full().toString()}) {
      assertFails(
          2,
          "--out: cannot write into " + out + ": is no folder",
          with(List.of(command.split(" ", -1)), "--out", out));
    }
  }

  /** A stream that takes nothing. */
  private static CheckedStream broken(String place) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    return CheckedStream.to(full, Path.of(place), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--version",
        "run --help",
        "datasets list",
        "inspect --definitions",
        "inspect --runtime --json",
        "generate-completion",
      })
  void anIncompleteStandardOutputIsAFailure(String command) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = execute(broken("none"), new PrintStream(err), command.split(" ", -1));
    String said = err.toString(StandardCharsets.UTF_8);
    assertEquals(1, exitCode, said);
    assertEquals("ann2snn: standard output is not complete: No space left on device", said.strip());
  }

  @Test
  void otherFailuresKeepTheirExitCode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertEquals(3, execute(broken("none"), broken("none"), "inspect", path("missing.nir")));
    assertEquals(
        1,
        execute(
            new PrintStream(out),
            broken("none"),
            "convert",
            model,
            "--dataset",
            dataset,
            "--out",
            path("x.nir")));
    assertTrue(Files.exists(folder.resolve("x.nir")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/full", "gone"})
  void aFullDiskIsAFailureAndAReaderThatWentAwayIsNone(String reader) throws Exception {
    boolean gone = reader.equals("gone");
    assumeTrue(gone || Files.exists(Path.of(reader)), "skipped: this system has no " + reader);
    Process process =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "\"$0\" -cp \"$1\" io.github.ann2snn.cli.Main generate-completion "
                    + (gone ? "| true" : "> " + reader + "; echo exit $?"),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                System.getProperty("java.class.path"))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(
        gone ? "" : "ann2snn: standard output is not complete: No space left on device\nexit 1\n",
        said);
  }
}
