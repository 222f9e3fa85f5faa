package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.cli.shell.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process loads before it has anything to do, and in which letters it speaks. */
class StartTest {
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
