package io.github.ann2snn.cli.shell;

import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.Version;
import io.github.ann2snn.runtime.evaluation.Progress;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
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
    run();
    return ExitCode.OK.number();
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
