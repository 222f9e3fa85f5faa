package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.cli.shell.Failures;
import io.github.ann2snn.cli.shell.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the JVM and native libraries give up with ends in one line with cause and remedy. */
class ErrorTest extends CommandLineTest {
  /** A training in a process of its own, which cannot load its native libraries. */
  private Outcome train(Map<String, String> variables, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("train", "--dataset", quarters(folder.resolve("quarters"))));
    command.addAll(List.of("--architecture", "16-4", "--epochs", "1", "--out", path("m.zip")));
    command.add("--quiet");
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().putAll(variables);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), out, Files.readString(err));
  }

  private static String ofUs(String err) {
    assertFalse(err.contains("\tat "), err);
    List<String> lines = err.lines().filter(line -> line.startsWith("ann2snn: ")).toList();
    assertEquals(1, lines.size(), err);
    return lines.get(0);
  }

  @Test
  void threadsThatAreNoNumber() throws IOException, InterruptedException {
    Outcome outcome = train(Map.of("OMP_NUM_THREADS", "abc"));
    assertEquals(1, outcome.exitCode(), outcome.err());
    String line = ofUs(outcome.err());
    assertTrue(line.contains("native libraries cannot be used (For input string: \"abc\")"), line);
    assertTrue(line.contains("OMP_NUM_THREADS says (a whole number, or nothing)"), line);
    assertFalse(Files.exists(folder.resolve("m.zip")));
  }

  @Test
  void aFolderForNativeLibrariesThatCannotBe() throws IOException, InterruptedException {
    String nowhere = Files.createFile(folder.resolve("file")).resolve("x").toString();
    Outcome outcome = train(Map.of(), "-Duser.home=" + nowhere, "-Djava.io.tmpdir=" + nowhere);
    assertEquals(1, outcome.exitCode(), outcome.err());
    String line = ofUs(outcome.err());
    assertTrue(line.contains("Could not create the cache"), line);
    assertTrue(line.contains("400 MB in ~/.javacpp/cache, or elsewhere with"), line);
    assertEquals("", outcome.out());
  }

  @ParameterizedTest
  @CsvSource({
    "Java heap space, allow more with ANN2SNN_JAVA_OPTS=-Xmx4g",
    "unable to create native thread, raise ulimit -u"
  })
  void noMemory(String told, String remedy) {
    String line = message(new OutOfMemoryError(told), false);
    assertTrue(line.contains(told) && line.contains(remedy), line);
  }

  @Test
  void classesThatAreMissing() {
    String spark = message(new NoClassDefFoundError("org/nd4j/linalg/factory/Nd4j"), false);
    assertTrue(spark.contains("this needs Deeplearning4j"), spark);
    assertTrue(spark.contains("(org.nd4j.linalg.factory.Nd4j)"), spark);
    String again =
        message(new NoClassDefFoundError("Could not initialize class org.nd4j.X"), false);
    assertTrue(again.contains("native libraries cannot be used"), again);
    String jar = message(new NoClassDefFoundError("picocli/CommandLine$Help"), false);
    assertTrue(jar.contains("its jar is missing or cannot be opened"), jar);
  }

  @Test
  void anythingElseIsNamedAndShownWhenAskedFor() {
    Error error = new StackOverflowError();
    assertEquals(
        "ann2snn: failed with java.lang.StackOverflowError; --verbose shows where\n",
        message(error, false));
    assertTrue(message(error, true).contains("\tat "));
  }

  private static String message(Error error, boolean verbose) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(
            stream,
            stream,
            false,
            Map.of(),
            new Terminal.Display(false, StandardCharsets.UTF_8),
            false);
    assertEquals(1, new Failures(terminal).error(error, verbose));
    return err.toString(StandardCharsets.UTF_8);
  }
}
