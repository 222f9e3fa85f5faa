package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A Python that has a module, for tests of the programs that we write. {@code python3} comes first,
 * then that of the system, whose modules are packages of Debian.
 */
final class Python {
  private static final List<String> PROGRAMS = List.of("python3", "/usr/bin/python3");
  private static final long MINUTES = 5;
  private static final Map<String, Optional<String>> FOUND = new ConcurrentHashMap<>();

  private final String program;

  private Python(String program) {
    this.program = program;
  }

  /**
   * The first Python that has a module; where there is none, the test is skipped, saying so.
   *
   * @param module a module's name
   * @param installed what installs it
   */
  static Python with(String module, String installed) {
    Optional<String> found =
        FOUND.computeIfAbsent(
            module,
            name -> PROGRAMS.stream().filter(program -> imports(program, name)).findFirst());
    assumeTrue(
        found.isPresent(), "skipped: no Python has " + module + " (Debian: " + installed + ")");
    return new Python(found.orElseThrow());
  }

  private static boolean imports(String program, String module) {
    try {
      Process process =
          new ProcessBuilder(program, "-c", "import " + module)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false; // no such program
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Runs a program in its own folder.
   *
   * @param script a file
   * @param arguments of the program
   * @return what it printed on its standard output
   * @throws AssertionError if it fails, with what it said
   */
  String run(Path script, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program, script.getFileName().toString()));
    command.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile("python", ".out");
      Path err = Files.createTempFile("python", ".err");
      Process process =
          new ProcessBuilder(command)
              .directory(script.toAbsolutePath().getParent().toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      process.destroyForcibly();
      String printed = Files.readString(out, StandardCharsets.UTF_8);
      String said = Files.readString(err, StandardCharsets.UTF_8);
      Files.delete(out);
      Files.delete(err);
      assertTrue(ended, script + " takes more than " + MINUTES + " minutes");
      assertTrue(
          process.exitValue() == 0,
          script + " ended with " + process.exitValue() + ": " + printed + said);
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
