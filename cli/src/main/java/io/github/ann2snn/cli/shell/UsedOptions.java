package io.github.ann2snn.cli.shell;

import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.SideFile;
import io.github.ann2snn.files.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options that a result was made with, as a file beside it that {@code --config} takes. Those
 * that were given stand there as such, and the values that the others had as their defaults.
 */
public final class UsedOptions {
  /** Of the file in a folder of results. */
  public static final String NAME = "config.properties";

  private static final String BEGINNING = "# ann2snn ";

  /** About the file itself, or asking for something else. */
  private static final Set<String> NEVER = Set.of(ConfigOption.NAME, "--help", "--version");

  /** Of what lay there, or what was said, and not of what was made. */
  private static final Set<String> PASSING = Set.of("--resume", "--force", "--quiet", "--verbose");

  private UsedOptions() {}

  /** That of a folder. */
  static SideFile in(Path folder) {
    return new SideFile(folder.resolve(NAME), BEGINNING);
  }

  /** That of a file. */
  static SideFile beside(Path file) {
    return new SideFile(Path.of(file + "." + NAME), BEGINNING);
  }

  /** Writes a file, and beside it the options in force; of a stream, there is nothing beside it. */
  public static void with(BaseCommand command, Path file, AtomicFile.Content writer)
      throws IOException {
    if (!Output.isStream(file)) {
      beside(file).delete();
    }
    writer.writeTo(file);
    write(command, file);
  }

  /**
   * Writes the options that are in force beside a result.
   *
   * @param result a file or a folder
   */
  public static void write(BaseCommand command, Path result) throws IOException {
    if (Files.isDirectory(result)) {
      command.writeOptions(in(result));
    } else if (!Output.isStream(result)) {
      command.writeOptions(beside(result));
    }
  }

  /** The options that a file can give. */
  static Stream<OptionSpec> configurable(CommandSpec spec) {
    return spec.options().stream().filter(option -> !NEVER.contains(option.longestName()));
  }

  /**
   * The lines of the file.
   *
   * @param spec of a command whose options are known
   * @param file that takes them
   */
  static String text(CommandSpec spec, Path file) {
    List<String> given = new ArrayList<>();
    List<String> defaults = new ArrayList<>();
    List<String> none = new ArrayList<>();
    for (OptionSpec option : configurable(spec).toList()) {
      String name = option.longestName().substring(2);
      String standing = standing(spec, option);
      if (PASSING.contains(option.longestName())) {
        continue;
      }
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        BaseCommand.values(option).forEach(value -> given.add(line(name, value)));
      } else if (standing == null) {
        none.add(name);
      } else {
        defaults.add(line(Configuration.DEFAULT + name, standing));
      }
    }
    StringBuilder text = new StringBuilder(BEGINNING);
    text.append(call(spec, file.getFileName()));
    text.append("\n# repeats what lies here with the options that it was made with:\n");
    given.forEach(text::append);
    text.append("# those that were not given, and what they were:\n");
    defaults.forEach(text::append);
    if (!none.isEmpty()) {
      text.append("# not given, so that others decided: ").append(String.join(", ", none));
      text.append('\n');
    }
    return text.toString();
  }

  /** What an option is where nobody gives it; null if it is nothing then. */
  private static String standing(CommandSpec spec, OptionSpec option) {
    IDefaultValueProvider provider = spec.defaultValueProvider();
    try {
      String configured = provider == null ? null : provider.defaultValue(option);
      String standing = configured == null ? option.defaultValue() : configured;
      return standing == null && option.arity().max() == 0 ? "false" : standing;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The command that takes the file, behind the beginning that tells it from others. */
  private static String call(CommandSpec spec, Path file) {
    String parameters =
        spec.commandLine().getParseResult().matchedPositionals().stream()
            .distinct()
            .map(ArgSpec::originalStringValues)
            .flatMap(List::stream)
            .map(word -> quoted(word) + " ")
            .collect(Collectors.joining());
    String command = spec.qualifiedName().replaceFirst("^ann2snn ", "");
    String call = command + " " + parameters + ConfigOption.NAME + " " + quoted(file.toString());
    return call.replaceAll("[\r\n]", "?"); // a comment has one line
  }

  /** A word of a command line as a shell takes it. */
  public static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private static String line(String key, String value) {
    StringBuilder line = new StringBuilder(key).append(" = ");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' || (c == ' ' && i == 0)) {
        line.append('\\').append(c);
      } else if (c < ' ') {
        line.append(Text.of("\\u%04x", (int) c));
      } else {
        line.append(c);
      }
    }
    return line.append('\n').toString();
  }
}
