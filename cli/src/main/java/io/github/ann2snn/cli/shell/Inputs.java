package io.github.ann2snn.cli.shell;

import io.github.ann2snn.report.simulation.ConnectionChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The files and folders that a command line names to be read. */
record Inputs(List<Input> all) {
  private static final Set<String> WRITTEN =
      Set.of("--out", "--report", "--tensorboard", "--brian2");

  /** A data set in files of this machine. */
  private static final Pattern DATASET =
      Pattern.compile("(?:idx|csv|images):(?:file:/*(?=/))?(.+)");

  /** A file of chips, and maybe which. */
  private static final Pattern CHIPS = Pattern.compile("(.+\\.json)(?:#.*)?");

  /** What is read of a folder of samples, however deep. */
  private static final Pattern SAMPLES =
      Pattern.compile(".*-ubyte(\\.gz)?|(train|test)\\.csv|.*\\.(png|jpe?g|bmp|gif)");

  /** What is read of a folder of results, in the folder itself. */
  private static final Pattern RESULTS = Pattern.compile("results\\.json|.*\\.csv");

  /**
   * What a user has named.
   *
   * @param name the option, or the parameter as the help calls it
   */
  private record Input(String name, Path path, Pattern content) {
    boolean holds(Path file) throws IOException {
      if (!Files.exists(path) || !Files.exists(file)) {
        return false;
      }
      return Files.isDirectory(path)
          ? content.matcher(file.getFileName().toString()).matches()
              && (content == RESULTS
                  ? file.toRealPath().getParent().equals(path.toRealPath())
                  : file.toRealPath().startsWith(path.toRealPath()))
          : Files.isSameFile(path, file);
    }
  }

  /** Those of a command line that has been parsed. */
  static Inputs of(CommandSpec spec) {
    List<Input> all = new ArrayList<>();
    for (ArgSpec argument : spec.args()) {
      boolean option = argument instanceof OptionSpec;
      String name = option ? ((OptionSpec) argument).longestName() : argument.paramLabel();
      if (!WRITTEN.contains(name)) {
        values(argument.getValue())
            .flatMap(Inputs::path)
            .forEach(path -> all.add(new Input(name, path, option ? SAMPLES : RESULTS)));
      }
    }
    return new Inputs(all);
  }

  private static Stream<?> values(Object value) {
    if (value instanceof Collection<?> several) {
      return several.stream();
    }
    if (value instanceof ConnectionChoice choice) {
      return choice.list().stream();
    }
    return value instanceof Optional<?> one ? one.stream() : Stream.ofNullable(value);
  }

  private static Stream<Path> path(Object value) {
    if (value instanceof Path path) {
      return Stream.of(path);
    }
    String text = String.valueOf(value);
    return Stream.of(DATASET.matcher(text), CHIPS.matcher(text))
        .filter(Matcher::matches)
        .map(matcher -> Path.of(matcher.group(1)));
  }

  /** What calls a file an input, if it is one: by this path, by another, or by a link. */
  Optional<String> name(Path file) {
    for (Input input : all) {
      try {
        if (input.holds(file)) {
          return Optional.of(input.name);
        }
      } catch (IOException e) {
        // One of the two may not be looked at; whoever reads or writes it will say so.
      }
    }
    return Optional.empty();
  }
}
