package io.github.ann2snn.cli.shell;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The help of a command, for those who ask for it this way round. */
@Command(
    name = "help",
    description = "Says what a command does, and which options it has.",
    footer = {"", "Example: ann2snn help run", "Example: ann2snn help simulate lif"})
public final class HelpCommand extends BaseCommand {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      showDefaultValue = Visibility.NEVER,
      description = "The command, and of one that has commands of its own, which of them.")
  private List<String> path = new ArrayList<>();

  @Override
  public void run() {
    CommandLine command = spec.root().commandLine();
    for (int i = 0; i < path.size(); i++) {
      CommandLine next = command.getSubcommands().get(path.get(i));
      if (next == null) {
        throw new UnmatchedArgumentException(command, path.subList(i, path.size()));
      }
      command = next;
    }
    print(command.getUsageMessage(command.getColorScheme()));
  }
}
