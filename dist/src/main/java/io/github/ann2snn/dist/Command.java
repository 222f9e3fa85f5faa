package io.github.ann2snn.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program with its arguments.
 *
 * @param words the program first
 * @param variables of its environment, beside those of this process
 */
record Command(List<String> words, Map<String, String> variables) {
  static Command of(Path program, Object... arguments) {
    List<String> words = new ArrayList<>();
    words.add(program.toString());
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    return new Command(words, Map.of());
  }

  Command with(Map<String, String> more) {
    return new Command(words, more);
  }

  /**
   * Runs it.
   *
   * @return what it wrote
   * @throws BuildException if it fails, with what it wrote
   */
  String output() {
    try {
      ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
      builder.environment().putAll(variables);
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      if (exitCode != 0) {
        throw new BuildException(
            String.join(" ", words) + "\nended with exit code " + exitCode + " and said:\n" + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BuildException(words.get(0) + " was interrupted");
    }
  }
}
