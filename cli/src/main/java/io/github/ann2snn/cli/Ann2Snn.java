package io.github.ann2snn.cli;

import io.github.ann2snn.cli.evaluate.BenchCommand;
import io.github.ann2snn.cli.evaluate.EvaluationCommand.CompareCommand;
import io.github.ann2snn.cli.evaluate.EvaluationCommand.EvaluateCommand;
import io.github.ann2snn.cli.explain.ExplainCommand;
import io.github.ann2snn.cli.fit.FitCommand;
import io.github.ann2snn.cli.inspect.DatasetsCommand;
import io.github.ann2snn.cli.inspect.InspectCommand;
import io.github.ann2snn.cli.inspect.ReportCommand;
import io.github.ann2snn.cli.run.ConvertCommand;
import io.github.ann2snn.cli.run.RunCommand;
import io.github.ann2snn.cli.run.TrainCommand;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.ConfigOption;
import io.github.ann2snn.cli.shell.ExitCode;
import io.github.ann2snn.cli.shell.Failures;
import io.github.ann2snn.cli.shell.HelpCommand;
import io.github.ann2snn.cli.shell.Numbers;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.cli.shell.Terminal;
import io.github.ann2snn.cli.simulate.SimulateCommand;
import io.github.ann2snn.cli.stdp.StdpCommand;
import io.github.ann2snn.cli.transfer.ExportCommand;
import io.github.ann2snn.cli.transfer.ImportCommand;
import io.github.ann2snn.cli.tune.TuneCommand;
import io.github.ann2snn.files.Text;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The top command. */
@Command(
    name = "ann2snn",
    mixinStandardHelpOptions = true,
    versionProvider = BaseCommand.Versions.class,
    description = {
      "Trains a ReLU network, converts it into a rate-coded spiking network, runs it, and says what"
          + " the spiking version costs in accuracy, synaptic operations and energy.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example: ann2snn run --dataset digits --out results",
      "Completion: source <(ann2snn generate-completion)",
      "Each command explains itself: ann2snn help COMMAND",
    })
public final class Ann2Snn implements Runnable, Terminal.Owner {
  private static final List<Class<?>> COMMANDS =
      List.of(
          RunCommand.class,
          DatasetsCommand.class,
          TrainCommand.class,
          ImportCommand.class,
          ConvertCommand.class,
          ExportCommand.class,
          EvaluateCommand.class,
          CompareCommand.class,
          FitCommand.class,
          ExplainCommand.class,
          TuneCommand.class,
          ReportCommand.class,
          InspectCommand.class,
          SimulateCommand.class,
          StdpCommand.class,
          BenchCommand.class,
          HelpCommand.class,
          GenerateCompletion.class);

  /** Those that tell of others. */
  private static final Set<Class<?>> ABOUT_OTHERS =
      Set.of(HelpCommand.class, GenerateCompletion.class);

  private final Terminal terminal;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** A command that writes to {@code terminal}. */
  public Ann2Snn(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Terminal terminal() {
    return terminal;
  }

  /** Runs a command line and returns its exit code, see {@link ExitCode}. */
  public int execute(String... args) {
    int exitCode = executed(args);
    return terminal.complete() || exitCode != ExitCode.OK.number()
        ? exitCode
        : ExitCode.FAILED.number();
  }

  private int executed(String... args) {
    try {
      return ConfigOption.execute(
          commandLine(terminal, commands(args)),
          new Failures(terminal),
          () -> commandLine(terminal),
          args);
    } catch (Error e) {
      return new Failures(terminal).error(e, List.of(args).contains("--verbose"));
    }
  }

  /**
   * The command that a command line names, or all, where none or one that tells of others is named:
   * to make each with its options takes longer than most commands need.
   */
  private static List<Class<?>> commands(String... args) {
    if (args.length == 1 && List.of("--version", "-V").contains(args[0])) {
      return List.of();
    }
    return COMMANDS.stream()
        .filter(command -> args.length > 0 && name(command).equals(args[0]))
        .filter(command -> !ABOUT_OTHERS.contains(command))
        .<List<Class<?>>>map(List::of)
        .findFirst()
        .orElse(COMMANDS);
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  /** All commands and their options. */
  public static CommandLine commandLine(Terminal terminal) {
    return commandLine(terminal, COMMANDS);
  }

  private static CommandLine commandLine(Terminal terminal, List<Class<?>> commands) {
    CommandLine commandLine = new CommandLine(new Ann2Snn(terminal));
    commands.forEach(commandLine::addSubcommand);
    commandLine.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    commandLine.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    commandLine.setColorScheme(
        CommandLine.Help.defaultColorScheme(terminal.colors() ? Ansi.ON : Ansi.OFF));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setExecutionExceptionHandler(new Failures(terminal));
    commandLine.setParameterExceptionHandler(Failures::usage);
    registerEnums(commandLine, commandLine);
    Numbers.register(commandLine);
    OptionGroup.install(commandLine);
    ConfigOption.install(commandLine);
    describeExitCodes(commandLine);
    return commandLine;
  }

  /**
   * Reads enums by the name that users know, which is their {@code toString}. Those of a command
   * itself have no other.
   */
  private static void registerEnums(CommandLine root, CommandLine command) {
    command.getSubcommands().values().forEach(subcommand -> registerEnums(root, subcommand));
    for (ArgSpec argument : command.getCommandSpec().args()) {
      for (Class<?> type : argument.auxiliaryTypes()) {
        if (type.isEnum() && !type.getName().startsWith(Ann2Snn.class.getPackageName())) {
          register(root, type);
        }
      }
    }
  }

  private static <T> void register(CommandLine commandLine, Class<T> type) {
    commandLine.registerConverter(
        type,
        text -> {
          List<T> constants = List.of(type.getEnumConstants());
          return constants.stream()
              .filter(constant -> constant.toString().equalsIgnoreCase(text))
              .findFirst()
              .orElseThrow(
                  () ->
                      new TypeConversionException(
                          Text.of(
                              "'%s' is none of %s",
                              text,
                              constants.stream()
                                  .map(Object::toString)
                                  .collect(Collectors.joining(", ")))));
        });
  }

  private static void describeExitCodes(CommandLine commandLine) {
    commandLine.getSubcommands().values().forEach(Ann2Snn::describeExitCodes);
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
}
