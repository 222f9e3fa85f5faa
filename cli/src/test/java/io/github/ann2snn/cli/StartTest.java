package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.cli.shell.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process loads before it has anything to do, and in which letters it speaks. */
class StartTest {
  private static final Pattern UNWANTED =
      Pattern.compile(" org\\.(nd4j|deeplearning4j|datavec|bytedeco)\\.");

  /** Prints a result as commands do. */
  static final class PrintUmlaut {
    private PrintUmlaut() {}

    public static void main(String[] args) {
      Terminal.ofSystem().out().print("\u00fc \u2588");
      Terminal.ofSystem().out().flush();
    }
  }

  private static byte[] output(int exitCode, List<String> options, Class<?> main, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    byte[] output = process.getInputStream().readAllBytes();
    assertEquals(exitCode, process.waitFor());
    return output;
  }

  @Test
  void resultsAreUtf8WhateverTheLocale() throws IOException, InterruptedException {
    assertArrayEquals(
        "\u00fc \u2588".getBytes(StandardCharsets.UTF_8),
        output(
            0,
            List.of("-Dfile.encoding=US-ASCII", "-Dstdout.encoding=US-ASCII"),
            PrintUmlaut.class));
  }

  /** What other libraries format follows the language of the process, which is none. */
  @ParameterizedTest
  @ValueSource(strings = {"run --help", "generate-completion"})
  void helpAndCompletionSpeakNoLanguage(String line) throws IOException, InterruptedException {
    String[] command = line.split(" ", -1);
    byte[] expected = output(0, List.of("-Duser.language=en"), Main.class, command);
    List<String> arabic = List.of("-Duser.language=ar", "-Duser.country=EG");
    assertArrayEquals(expected, output(0, arabic, Main.class, command));
  }

  /** Deeplearning4j takes longer to load than a trained network takes to run. */
  @Test
  void commandsThatTrainNothingLoadNoDeeplearning4j(@TempDir Path folder)
      throws IOException, InterruptedException {
    String loaded =
        new String(
            output(0, List.of("-Xlog:class+load"), Rehearsal.class, folder.toString()),
            StandardCharsets.UTF_8);
    assertTrue(loaded.contains("runtime.evaluation.Evaluation "), "nothing was evaluated");
    assertTrue(loaded.contains("report.page.Report "), "nothing was reported");
    assertTrue(Files.exists(folder.resolve("report.html")));
    List<String> unwanted =
        loaded
            .lines()
            .filter(line -> UNWANTED.matcher(line).find())
            .map(line -> line.replaceFirst(" source:.*", ""))
            .toList();
    assertEquals(List.of(), unwanted);
  }

  /** Jackson alone takes as long to load as all that a command needs that fails. */
  @Test
  void aCommandThatFailsLoadsNoJson() throws IOException, InterruptedException {
    String loaded =
        new String(
            output(
                3,
                List.of("-Xlog:class+load"),
                Main.class,
                "evaluate",
                "missing.nir",
                "--dataset",
                "digits"),
            StandardCharsets.UTF_8);
    assertTrue(loaded.contains("EvaluationCommand"), "the log of the JVM is empty");
    assertFalse(loaded.contains("com.fasterxml.jackson.databind.ObjectMapper"));
  }
}
