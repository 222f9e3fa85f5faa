package io.github.ann2snn.cli.shell;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Field;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The headings under which the help of a command with many options lists them, in this order. */
public enum OptionGroup {
  COMMON(
      "Most used",
      "--dataset --architecture --epochs --timesteps --max-accuracy-drop --preset --neurons"
          + " --current --duration --out --json"),
  DATA("Data", ""),
  MODEL("Model", ""),
  NETWORK("Network", ""),
  TRAINING("Training", ""),
  CONVERSION("Conversion", ""),
  SEARCH("Search", ""),
  SIMULATION("Simulation", "--seed --threads"),
  ENERGY("Energy", ""),
  CLUSTER("Cluster", ""),
  GENERAL("General", "--help --version --config --quiet --verbose");

  /** A command with fewer options needs no headings. */
  private static final int MANY = 14;

  private final String title;

  /** Those of its options that all know, between blanks. */
  private final String names;

  OptionGroup(String title, String names) {
    this.title = title;
    this.names = " " + names + " ";
  }

  /**
   * The group of an option, or of all options of a class; those of a name that all know need none.
   */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.TYPE})
  public @interface In {
    /** Which group. */
    OptionGroup value();
  }

  /** Makes the help of a command, and of those below it, list options by group. */
  public static void install(CommandLine command) {
    command
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, OptionGroup::optionList);
    command.getSubcommands().values().forEach(OptionGroup::install);
  }

  private static String optionList(Help help) {
    Map<String, List<OptionSpec>> groups = groups(help.commandSpec());
    if (groups.size() <= 1) {
      return help.optionList();
    }
    List<OptionSpec> shown = groups.values().stream().flatMap(List::stream).toList();
    StringBuilder list = new StringBuilder();
    groups.forEach(
        (title, options) -> {
          Help.Layout layout =
              help.createDefaultLayout(
                  shown, help.commandSpec().positionalParameters(), help.colorScheme());
          layout.addOptions(options, help.parameterLabelRenderer());
          list.append(help.createHeading("%n" + title + ":%n")).append(layout);
        });
    return list.toString();
  }

  /** The options that the help of a command lists, by title; of few there is one title. */
  public static Map<String, List<OptionSpec>> groups(CommandSpec command) {
    List<OptionSpec> shown =
        command.options().stream()
            .filter(option -> !option.hidden())
            .sorted(Comparator.comparing(OptionSpec::order))
            .toList();
    if (shown.size() < MANY) {
      return shown.isEmpty() ? Map.of() : Map.of("Options", shown);
    }
    Map<OptionGroup, List<OptionSpec>> groups =
        shown.stream()
            .collect(
                Collectors.groupingBy(
                    OptionGroup::of, () -> new EnumMap<>(OptionGroup.class), Collectors.toList()));
    Map<String, List<OptionSpec>> titled = new LinkedHashMap<>();
    groups.forEach((group, options) -> titled.put(group.title, options));
    return titled;
  }

  /** Where an option is listed. */
  static OptionGroup of(OptionSpec option) {
    for (OptionGroup group : values()) {
      if (group.names.contains(" " + option.longestName() + " ")) {
        return group;
      }
    }
    return in(option).map(In::value).orElse(GENERAL);
  }

  private static Optional<In> in(OptionSpec option) {
    if (!(option.userObject() instanceof Field field)) {
      return Optional.empty();
    }
    return Optional.ofNullable(field.getAnnotation(In.class))
        .or(() -> Optional.ofNullable(field.getDeclaringClass().getAnnotation(In.class)));
  }
}
