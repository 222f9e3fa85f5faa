package io.github.ann2snn.cli.shell;

import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.cli.shell.ConfigFile.Entry;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * What a file of options says to a command. A key is the long name of an option without its dashes,
 * alone or behind the command that it is for, as in {@code stdp.train.neurons}; those of other
 * commands are left to them. Behind {@code default.} stands what an option is where nobody gives
 * it, so that a command that asks what was given gets the same answer when its options come from a
 * file.
 */
final class Configuration {
  /** Keys that give no option, but a default. */
  static final String DEFAULT = "default.";

  private final Path file;
  private final CommandLine command;
  private final Supplier<CommandLine> all;

  /** By the name of the option. */
  private final Map<String, List<Setting>> given = new LinkedHashMap<>();

  private final Map<String, List<Setting>> defaults = new LinkedHashMap<>();

  /**
   * An option of the command.
   *
   * @param named whether its key names the command, and so goes before one that does not
   */
  private record Setting(OptionSpec option, Entry entry, boolean named) {
    String word() {
      return option.longestName() + "=" + entry.value();
    }
  }

  private Configuration(Path file, CommandLine command, Supplier<CommandLine> all) {
    this.file = file;
    this.command = command;
    this.all = all;
  }

  /**
   * Reads what a file says to a command.
   *
   * @param all makes all commands, for keys of others
   * @throws BadFileException if it is no such file, or a key is none of an option
   */
  static Configuration read(Path file, CommandLine command, Supplier<CommandLine> all)
      throws BadFileException {
    Configuration configuration = new Configuration(file, command, all);
    for (Entry entry : ConfigFile.read(file).entries()) {
      configuration.add(entry);
    }
    return configuration;
  }

  private void add(Entry entry) throws BadFileException {
    boolean isDefault = entry.key().startsWith(DEFAULT);
    String key = isDefault ? entry.key().substring(DEFAULT.length()) : entry.key();
    int dot = key.lastIndexOf('.');
    String path = dot < 0 ? "" : key.substring(0, dot);
    String name = "--" + key.substring(dot + 1);
    if (!path.isEmpty() && !path.equals(path(command.getCommandSpec()))) {
      requireOther(entry, path, name);
      return;
    }
    OptionSpec option = option(command, name).orElseThrow(() -> unknown(entry, command, name));
    if (option.arity().max() == 0 && !entry.value().matches("true|false")) {
      throw at(entry, "%s is '%s', expected true or false", entry.key(), entry.value());
    }
    List<Setting> before =
        (isDefault ? defaults : given).computeIfAbsent(name, any -> new ArrayList<>());
    boolean named = !path.isEmpty();
    for (Setting earlier : before) {
      if (earlier.named == named && (isDefault || !option.isMultiValue())) {
        throw at(
            entry, "%s stands in line %d already; leave one", entry.key(), earlier.entry.line());
      }
    }
    before.add(new Setting(option, entry, named));
    if (before.stream().anyMatch(Setting::named)) {
      before.removeIf(setting -> !setting.named);
    }
  }

  /** What a command is called in keys. */
  private static String path(CommandSpec spec) {
    String name = spec.qualifiedName(".");
    return name.substring(name.indexOf('.') + 1);
  }

  /** The option of a name that a file may give. */
  private static Optional<OptionSpec> option(CommandLine command, String name) {
    return UsedOptions.configurable(command.getCommandSpec())
        .filter(option -> option.longestName().equals(name))
        .findFirst();
  }

  private void requireOther(Entry entry, String path, String name) throws BadFileException {
    CommandLine other = all.get();
    for (String part : path.split("\\.", -1)) {
      CommandLine next = other.getSubcommands().get(part);
      if (next == null) {
        throw at(
            entry,
            "there is no command '%s'; ann2snn --help lists them, and %s alone is for any",
            path.replace('.', ' '),
            name.substring(2));
      }
      other = next;
    }
    if (option(other, name).isEmpty()) {
      throw unknown(entry, other, name);
    }
  }

  private BadFileException unknown(Entry entry, CommandLine asked, String name) {
    List<String> others =
        leaves(all.get())
            .filter(other -> option(other, name).isPresent())
            .map(other -> path(other.getCommandSpec()))
            .toList();
    String called = asked.getCommandSpec().qualifiedName();
    String remedy =
        others.isEmpty()
            ? Failures.option(asked, name)
                .filter(near -> option(asked, near).isPresent())
                .map(near -> Text.of("did you mean %s?", near.substring(2)))
                .orElse(called + " --help lists them")
            : Text.of(
                "it is one of %s: write %s.%s where a file is for several commands",
                String.join(", ", others).replace('.', ' '), others.get(0), name.substring(2));
    return at(
        entry,
        "no option of %s that a file can give is called '%s'; %s",
        called,
        name.substring(2),
        remedy);
  }

  private static Stream<CommandLine> leaves(CommandLine command) {
    return command.getSubcommands().isEmpty()
        ? Stream.of(command)
        : command.getSubcommands().values().stream().flatMap(Configuration::leaves);
  }

  @FormatMethod
  private BadFileException at(Entry entry, String format, Object... args) {
    return new BadFileException(file, "line " + entry.line(), Text.of(format, args));
  }

  /** The defaults that it sets. */
  void setDefaults() {
    command.setDefaultValueProvider(
        argument ->
            argument instanceof OptionSpec option && defaults.containsKey(option.longestName())
                ? defaults.get(option.longestName()).get(0).entry.value()
                : null);
  }

  /**
   * The options that it gives, as words.
   *
   * @param others those that the command line gives, which go before them
   */
  List<String> words(Set<String> others) {
    given.keySet().removeAll(others);
    defaults.keySet().removeAll(others);
    defaults.keySet().removeAll(given.keySet());
    return given.values().stream().flatMap(List::stream).map(Setting::word).toList();
  }

  /** What is wrong with the file, if that is what is wrong with a command line. */
  Optional<BadFileException> damage(ParameterException failure) {
    if (!(failure.getArgSpec() instanceof OptionSpec option)) {
      return Optional.empty();
    }
    List<Setting> settings =
        given.getOrDefault(
            option.longestName(), defaults.getOrDefault(option.longestName(), List.of()));
    return settings.isEmpty()
        ? Optional.empty()
        : Optional.of(at(settings.get(0).entry, "%s", failure.getMessage()));
  }

  /** Which options of a command line that is refused come from the file. */
  Optional<String> origin() {
    List<String> places =
        Stream.concat(given.values().stream(), defaults.values().stream())
            .flatMap(List::stream)
            .map(setting -> Text.of("%s (line %d)", setting.entry.key(), setting.entry.line()))
            .toList();
    return places.isEmpty()
        ? Optional.empty()
        : Optional.of(Text.of("Options of %s: %s", file, String.join(", ", places)));
  }
}
