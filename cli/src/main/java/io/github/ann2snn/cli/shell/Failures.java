package io.github.ann2snn.cli.shell;

import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.datasets.catalog.Suggestion;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.cluster.ClusterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one message and an exit code. */
public record Failures(Terminal terminal) implements IExecutionExceptionHandler {
  /** A class of Deeplearning4j that is missing, and not one that has failed. */
  private static final Pattern MISSING =
      Pattern.compile("org/(deeplearning4j|nd4j|datavec|bytedeco)/.*");

  private static final Pattern NATIVE = Pattern.compile("org\\.(nd4j|bytedeco)\\.");

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    if (failure instanceof ParameterException usage) {
      return usage(usage, parsed.originalArgs().toArray(String[]::new));
    }
    terminal.warn("ann2snn: %s", message(failure));
    if (commandLine.getCommand() instanceof BaseCommand command && command.verbose()) {
      failure.printStackTrace(terminal.err());
    }
    return exitCode(failure).number();
  }

  /**
   * Likewise for that with which the JVM or a library gives up.
   *
   * @param verbose whether to show where it comes from
   */
  public int error(Error error, boolean verbose) {
    terminal.warn("ann2snn: %s", message(error));
    if (verbose) {
      error.printStackTrace(terminal.err());
    }
    return ExitCode.FAILED.number();
  }

  private static String message(Error error) {
    String told = String.valueOf(error.getMessage());
    if (error instanceof OutOfMemoryError) {
      return told.contains("thread")
          ? Text.of(
              "no further thread (%s); ask for fewer with --threads, or raise ulimit -u", told)
          : Text.of(
              "out of memory (%s, of %,d MB); allow more with ANN2SNN_JAVA_OPTS=-Xmx4g",
              told, Runtime.getRuntime().maxMemory() >> 20);
    }
    if (error instanceof NoClassDefFoundError && MISSING.matcher(told).matches()) {
      return Text.of("%s (%s)", Deeplearning4j.missing("this"), told.replace('/', '.'));
    }
    List<Throwable> causes =
        Stream.<Throwable>iterate(error, Objects::nonNull, Throwable::getCause).toList();
    Throwable root = causes.get(causes.size() - 1);
    if (error instanceof LinkageError && causes.stream().anyMatch(Failures::isNative)) {
      return Text.of(
          "Deeplearning4j's native libraries cannot be used (%s). They take what OMP_NUM_THREADS says (a whole number, or nothing), 4 GB of addresses (ulimit -v), and 400 MB in ~/.javacpp/cache, or elsewhere with ANN2SNN_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=FOLDER",
          root.getMessage());
    }
    if (error instanceof LinkageError) {
      return Text.of(
          "a class cannot be loaded (%s): its jar is missing or cannot be opened. Unpack or build ann2snn again, and see that ulimit -n allows 256 files",
          root);
    }
    return "failed with " + root + "; --verbose shows where";
  }

  private static boolean isNative(Throwable cause) {
    return Stream.concat(
            Stream.of(cause.toString()),
            Stream.of(cause.getStackTrace()).map(StackTraceElement::getClassName))
        .anyMatch(text -> NATIVE.matcher(text).find());
  }

  private static ExitCode exitCode(Exception failure) {
    if (failure instanceof UncheckedIOException unchecked) {
      return exitCode(unchecked.getCause());
    }
    if (failure instanceof ConversionRefusedException) {
      return ExitCode.REFUSED;
    }
    if (failure instanceof ClusterException cluster) {
      return switch (cluster.kind()) {
        case USAGE -> ExitCode.USAGE;
        case BAD_DATA -> ExitCode.BAD_FILE;
        case FAILED -> ExitCode.FAILED;
      };
    }
    return failure instanceof BadFileException ? ExitCode.BAD_FILE : ExitCode.FAILED;
  }

  /** What a user is told. */
  static String message(Exception failure) {
    if (failure instanceof UncheckedIOException unchecked) {
      return message(unchecked.getCause());
    }
    if (failure instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (failure instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file";
    }
    if (failure instanceof NotDirectoryException file) {
      return file.getFile() + ": is no folder";
    }
    if (failure instanceof FileSystemException file && file.getReason() != null) {
      return file.getFile() + ": " + file.getReason();
    }
    if (failure.getMessage() == null) {
      return "failed with " + failure.getClass().getName() + "; --verbose shows where";
    }
    boolean explained =
        failure instanceof IOException
            || failure.getClass().getName().startsWith("io.github.ann2snn.");
    return explained
        ? failure.getMessage()
        : failure.getMessage()
            + " ("
            + failure.getClass().getSimpleName()
            + "; --verbose shows where)";
  }

  private static String message(ParameterException failure) {
    if (!(failure instanceof UnmatchedArgumentException unmatched)) {
      return failure.getMessage();
    }
    String word = unmatched.getUnmatched().get(0);
    CommandLine command = failure.getCommandLine();
    if (unmatched.isUnknownOption()) {
      String name = word.replaceFirst("=.*", "");
      return Text.of("unknown option %s%s", name, meant(option(command, name)));
    }
    Map<String, CommandLine> commands = command.getSubcommands();
    return commands.isEmpty()
        ? Text.of("unexpected argument '%s'", word)
        : Text.of(
            "there is no command '%s'%s", word, meant(Suggestion.nearest(word, commands.keySet())));
  }

  /** The option that a name probably means: nearly the same, or the same as far as it goes. */
  static Optional<String> option(CommandLine command, String name) {
    CommandSpec spec = command.getCommandSpec();
    List<String> names =
        Stream.of(spec.optionsMap(), spec.negatedOptionsMap())
            .flatMap(map -> map.keySet().stream())
            .filter(option -> option.startsWith("--"))
            .sorted()
            .toList();
    return Suggestion.nearest(name, names)
        .or(() -> names.stream().filter(option -> option.startsWith(name)).findFirst());
  }

  private static String meant(Optional<String> word) {
    return word.map(found -> Text.of("; did you mean %s?", found)).orElse("");
  }

  /** One message and where the help is, instead of the whole help. */
  public static int usage(ParameterException failure, String[] args) {
    CommandLine commandLine = failure.getCommandLine();
    Optional<Configuration> file =
        commandLine.getCommand() instanceof BaseCommand command
            ? command.configuration()
            : Optional.empty();
    Optional<BadFileException> damage = file.flatMap(options -> options.damage(failure));
    if (damage.isPresent()) {
      commandLine.getErr().println("ann2snn: " + damage.get().getMessage());
      return ExitCode.BAD_FILE.number();
    }
    commandLine.getErr().println("ann2snn: " + message(failure));
    if (!(failure instanceof UnmatchedArgumentException)) {
      file.flatMap(Configuration::origin).ifPresent(commandLine.getErr()::println);
    }
    commandLine
        .getErr()
        .println("Try: " + commandLine.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE.number();
  }
}
