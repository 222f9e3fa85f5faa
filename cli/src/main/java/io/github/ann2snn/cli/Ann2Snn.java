package io.github.ann2snn.cli;

import io.github.ann2snn.train.Environment;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The top command. */
@Command(
    name = "ann2snn",
    mixinStandardHelpOptions = true,
    versionProvider = Ann2Snn.Version.class,
    description = {
      "Trains a ReLU network, converts it into a rate-coded spiking network, runs it, and says what"
          + " the spiking version costs in accuracy, synaptic operations and energy.",
      ""
    },
    subcommands = {
      RunCommand.class,
      DatasetsCommand.class,
      TrainCommand.class,
      ConvertCommand.class,
      EvaluateCommand.class,
      CompareCommand.class,
      InspectCommand.class,
      GenerateCompletion.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example: ann2snn run --dataset digits --out results",
      "Completion: source <(ann2snn generate-completion)",
      "Each command explains itself: ann2snn COMMAND --help",
    })
public final class Ann2Snn implements Runnable {
  private final Terminal terminal;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** A command that writes to {@code terminal}. */
  public Ann2Snn(Terminal terminal) {
    this.terminal = terminal;
  }

  Terminal terminal() {
    return terminal;
  }

  /** Runs a command line and returns its exit code, see {@link ExitCode}. */
  public int execute(String... args) {
    return commandLine().execute(args);
  }

  private CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(this);
    commandLine.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    commandLine.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    commandLine.setColorScheme(
        CommandLine.Help.defaultColorScheme(terminal.colors() ? Ansi.ON : Ansi.OFF));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setExecutionExceptionHandler(new Failures(terminal));
    commandLine.setParameterExceptionHandler(Failures::usage);
    for (CommandLine subcommand : commandLine.getSubcommands().values()) {
      describeExitCodes(subcommand);
    }
    describeExitCodes(commandLine);
    return commandLine;
  }

  private static void describeExitCodes(CommandLine commandLine) {
    commandLine
        .getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(
            Arrays.stream(ExitCode.values())
                .collect(
                    Collectors.toMap(
                        code -> String.valueOf(code.number()),
                        ExitCode::meaning,
                        (a, b) -> a,
                        LinkedHashMap::new)));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }

  /** What {@code --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"ann2snn " + Environment.version()};
    }
  }
}
