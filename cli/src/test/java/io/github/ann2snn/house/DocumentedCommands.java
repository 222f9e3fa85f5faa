package io.github.ann2snn.house;

import io.github.ann2snn.cli.Ann2Snn;
import io.github.ann2snn.cli.shell.Terminal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Whether command lines of documents could be typed. */
final class DocumentedCommands {
  private static final Pattern COMMAND = Pattern.compile("[a-z][a-z-]*");
  private static final Pattern OPTION = Pattern.compile("--?[a-zA-Z][a-zA-Z0-9-]*(=.*)?");
  private static final Pattern END = Pattern.compile("\\s*(#|&&|\\|\\||\\||;|>|2>)(\\s|$).*");

  private final CommandLine root = Ann2Snn.commandLine(Terminal.ofSystem());

  /** What is wrong with a line, in which several commands may stand. */
  Optional<String> problem(String line) {
    return Stream.of(line.split("\\s(?:&&|;|\\|)\\s", -1))
        .map(String::strip)
        .filter(part -> MarkdownFile.isCommand(part))
        .flatMap(part -> oneProblem(part).stream())
        .findFirst();
  }

  private Optional<String> oneProblem(String line) {
    String call = line.replaceFirst("^.*?ann2snn\\s+", "");
    CommandLine command = root;
    List<String> words = List.of(call.split("\\s+", -1));
    int i = 0;
    while (i < words.size() && command.getSubcommands().containsKey(words.get(i))) {
      command = command.getSubcommands().get(words.get(i));
      i++;
    }
    CommandSpec spec = command.getCommandSpec();
    boolean unknown =
        i < words.size()
            && !command.getSubcommands().isEmpty()
            && COMMAND.matcher(words.get(i)).matches();
    if (unknown) {
      return Optional.of("there is no command " + String.join(" ", words.subList(0, i + 1)));
    }
    for (String word : words.subList(i, words.size())) {
      if (END.matcher(word).matches()) {
        break;
      }
      String name = word.replaceFirst("=.*", "");
      if (OPTION.matcher(word).matches()
          && !spec.optionsMap().containsKey(name)
          && !spec.negatedOptionsMap().containsKey(name)) {
        return Optional.of(spec.qualifiedName() + " has no option " + name);
      }
    }
    return Optional.empty();
  }
}
