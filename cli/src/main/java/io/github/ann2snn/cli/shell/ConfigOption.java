package io.github.ann2snn.cli.shell;

import io.github.ann2snn.files.BadFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The option that names a file of options, which every command has that has others. Its options
 * become words of the command line, in front of what stands there, so that a command cannot tell
 * where they came from.
 */
public final class ConfigOption {
  /** What it is called. */
  static final String NAME = "--config";

  private ConfigOption() {}

  /** Gives it to a command, and to those below it. */
  public static void install(CommandLine command) {
    if (!command.getSubcommands().isEmpty()) {
      command.getSubcommands().values().forEach(ConfigOption::install);
    } else if (command.getCommand() instanceof BaseCommand
        && !(command.getCommand() instanceof HelpCommand)) {
      command
          .getCommandSpec()
          .addOption(
              OptionSpec.builder(NAME)
                  .paramLabel("FILE")
                  .type(Path.class)
                  .order(998)
                  .description(
                      "File of further options, a line each, such as epochs = 3; those given here"
                          + " go before them. Beside each result lies such a file.")
                  .build());
    }
  }

  /**
   * Runs a command line, with the options of the file that it names.
   *
   * @param all makes all commands, where {@code root} has only the one that is called
   * @return the exit code
   */
  public static int execute(
      CommandLine root, Failures failures, Supplier<CommandLine> all, String... args) {
    boolean asked = Stream.of(args).anyMatch(word -> word.startsWith(NAME) || word.startsWith("@"));
    if (!asked) {
      return root.execute(args);
    }
    ParseResult parsed = parse(root, args);
    ParseResult called = parsed;
    while (called.hasSubcommand()) {
      called = called.subcommand();
    }
    Path file = called.matchedOptionValue(NAME, (Path) null);
    if (file == null || called.isUsageHelpRequested() || called.isVersionHelpRequested()) {
      return root.execute(args);
    }
    CommandLine command = called.commandSpec().commandLine();
    try {
      Configuration configuration = Configuration.read(file, command, all);
      List<String> words = new ArrayList<>(parsed.expandedArgs());
      words.addAll(place(parsed, words), configuration.words(given(parsed)));
      configuration.setDefaults();
      command.<BaseCommand>getCommand().configure(configuration);
      root.setExpandAtFiles(false);
      return root.execute(words.toArray(String[]::new));
    } catch (BadFileException e) {
      return failures.handleExecutionException(e, command, parsed);
    }
  }

  /** What a command line says, though options may be missing that the file gives. */
  private static ParseResult parse(CommandLine root, String... args) {
    collectErrors(root, true);
    ParseResult parsed = root.parseArgs(args);
    collectErrors(root, false);
    return parsed;
  }

  /** The options that a command line gives, be it with values that they cannot have. */
  private static Set<String> given(ParseResult parsed) {
    Set<OptionSpec> given = new HashSet<>();
    for (ParseResult at = parsed; at != null; at = at.subcommand()) {
      given.addAll(at.matchedOptions());
      for (Exception error : at.errors()) {
        if (error instanceof ParameterException wrong
            && wrong.getArgSpec() instanceof OptionSpec option) {
          given.add(option);
        }
      }
    }
    return given.stream().map(OptionSpec::longestName).collect(Collectors.toSet());
  }

  private static void collectErrors(CommandLine command, boolean collect) {
    command.getCommandSpec().parser().collectErrors(collect);
    command.getSubcommands().values().forEach(below -> collectErrors(below, collect));
  }

  /** Behind the name of the command that is called. */
  private static int place(ParseResult parsed, List<String> words) {
    int place = 0;
    for (ParseResult at = parsed; at.hasSubcommand(); at = at.subcommand()) {
      String name = at.subcommand().commandSpec().name();
      place += words.subList(place, words.size()).indexOf(name) + 1;
    }
    return place;
  }
}
