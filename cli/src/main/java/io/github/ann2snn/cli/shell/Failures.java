package io.github.ann2snn.cli.shell;

import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.cluster.ClusterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one message and an exit code. */
public record Failures(Terminal terminal) implements IExecutionExceptionHandler {
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

  private static ExitCode exitCode(Exception failure) {
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
    if (unmatched.isUnknownOption()) {
      return Text.of("unknown option %s", word);
    }
    return failure.getCommandLine().getSubcommands().isEmpty()
        ? Text.of("unexpected argument '%s'", word)
        : Text.of("there is no command '%s'", word);
  }

  /** One message and where the help is, instead of the whole help. */
  public static int usage(ParameterException failure, String[] args) {
    CommandLine commandLine = failure.getCommandLine();
    commandLine.getErr().println("ann2snn: " + message(failure));
    UnmatchedArgumentException.printSuggestions(failure, commandLine.getErr());
    commandLine
        .getErr()
        .println("Try: " + commandLine.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE.number();
  }
}
