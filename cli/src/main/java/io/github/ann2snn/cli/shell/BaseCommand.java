package io.github.ann2snn.cli.shell;

import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.files.SideFile;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.Version;
import io.github.ann2snn.files.WriteLock;
import io.github.ann2snn.runtime.evaluation.Progress;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every subcommand has. */
@Command(
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    requiredOptionMarker = '*',
    versionProvider = BaseCommand.Versions.class)
public abstract class BaseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private final List<WriteLock> locks = new ArrayList<>();

  private Optional<Configuration> configuration = Optional.empty();

  @Option(
      names = "--verbose",
      description = "Log more, and show where a failure comes from.",
      defaultValue = "false",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      order = 1000)
  private boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print results, warnings and errors, but no progress and no notices.",
      defaultValue = "false",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      order = 999)
  private boolean quiet;

  /** Whether to show where a failure comes from. */
  final boolean verbose() {
    return verbose;
  }

  /** What the command line names to be read. */
  final Inputs inputs() {
    return Inputs.of(spec);
  }

  /** What it is called, such as {@code ann2snn run}. */
  public final String name() {
    return spec.qualifiedName();
  }

  /** Tells where options of the command line come from that it has not itself. */
  final void configure(Configuration file) {
    configuration = Optional.of(file);
  }

  /** What that was told of. */
  final Optional<Configuration> configuration() {
    return configuration;
  }

  /** The options in force, for a file. */
  final void writeOptions(SideFile file) throws IOException {
    String text = UsedOptions.text(spec, file.path());
    file.write(temporary -> Files.writeString(temporary, text));
  }

  /** Keeps the right to write somewhere until the command has ended. */
  final void hold(WriteLock lock) {
    locks.add(lock);
  }

  /** The options that the user has given, as words such as {@code --seed=7}. */
  public final List<String> given() {
    return spec.commandLine().getParseResult().matchedOptions().stream()
        .flatMap(BaseCommand::words)
        .toList();
  }

  /** The names of the options of a class that the user has given. */
  public final List<String> given(Class<?> options) {
    return spec.commandLine().getParseResult().matchedOptions().stream()
        .filter(
            option ->
                option.userObject() instanceof Field field && field.getDeclaringClass() == options)
        .map(OptionSpec::longestName)
        .toList();
  }

  private static Stream<String> words(OptionSpec option) {
    return values(option).map(value -> option.longestName() + "=" + value);
  }

  /** The values of an option that the user has given. */
  static Stream<String> values(OptionSpec option) {
    return option.arity().max() == 0
        ? Stream.of(String.valueOf(option.<Object>getValue()))
        : option.originalStringValues().stream();
  }

  /**
   * Gives options that the user has not given other values than their defaults.
   *
   * @param words as of {@link #given}
   */
  public final void adopt(List<String> words) {
    List<String> given = given();
    Set<String> names = given.stream().map(BaseCommand::option).collect(Collectors.toSet());
    Stream<String> adopted = words.stream().filter(word -> !names.contains(option(word)));
    List<String> parameters =
        spec.commandLine().getParseResult().matchedPositionals().stream()
            .flatMap(parameter -> parameter.originalStringValues().stream())
            .toList();
    Stream<String> end = parameters.isEmpty() ? Stream.empty() : Stream.of("--");
    spec.commandLine()
        .parseArgs(
            Stream.of(adopted, given.stream(), end, parameters.stream())
                .flatMap(part -> part)
                .toArray(String[]::new));
  }

  private static String option(String word) {
    return word.substring(0, word.indexOf('='));
  }

  /** Where this command writes. */
  public final Terminal terminal() {
    Terminal terminal = ((Terminal.Owner) spec.root().userObject()).terminal();
    return quiet ? terminal.quietly() : terminal;
  }

  /** Tells the user something that is not a result, a line of {@link Text#of}. */
  @FormatMethod
  public final void say(String format, Object... args) {
    terminal().say(format, args);
  }

  /** Likewise, what matters for what becomes of the results. */
  @FormatMethod
  public final void warn(String format, Object... args) {
    terminal().warn(format, args);
  }

  /** Shows how long work gets on. */
  public final Progress progress() {
    return Bar.progress(terminal());
  }

  /** Prints results. */
  public final void print(String results) {
    terminal().out().print(results);
    terminal().out().flush();
  }

  /** A wrong command line, with a message of {@link Text#of}. */
  @FormatMethod
  public final ParameterException usage(String format, Object... args) {
    return new ParameterException(spec.commandLine(), Text.of(format, args));
  }

  /**
   * Nothing, unless the command line is wrong.
   *
   * @throws ParameterException if {@code wrong}
   */
  @FormatMethod
  public final void refuse(boolean wrong, String format, Object... args) {
    if (wrong) {
      throw usage(format, args);
    }
  }

  /** Builds something from options; a value that is out of range is a wrong command line. */
  public final <T> T fromOptions(Supplier<T> construction) {
    try {
      return construction.get();
    } catch (IllegalArgumentException e) {
      throw usage("%s", e.getMessage());
    }
  }

  @Override
  public final Integer call() throws Exception {
    try {
      run();
      return ExitCode.OK.number();
    } finally {
      while (!locks.isEmpty()) {
        locks.remove(locks.size() - 1).close();
      }
    }
  }

  /** Does what the command is for. */
  public abstract void run() throws Exception;

  /** What {@code --version} prints. */
  public static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"ann2snn " + Version.current()};
    }
  }
}
