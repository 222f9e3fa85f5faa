package io.github.ann2snn.cli.run;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.files.json.JsonDocument.Wording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a run was asked for. It lies in the folder of the results from before the first of them is
 * written until all are, so that a run that was interrupted is known as such, and can continue.
 *
 * @param options as words of a command line, such as {@code --timesteps=16}
 */
public record UnfinishedRun(String schema, List<String> options) {
  /** Reads and writes it. */
  public static final JsonDocument<UnfinishedRun> DOCUMENT =
      new JsonDocument<>(
          "ann2snn.unfinished-run/1",
          UnfinishedRun.class,
          new Wording("not complete JSON ({reason})", "delete it, and give all options", ""));

  private static final Pattern WORD = Pattern.compile("--[a-z0-9-]+=.*", Pattern.DOTALL);

  /** Not of the results, but of the process that makes them. */
  private static final Set<String> OTHERS =
      Set.of(
          "--out",
          "--config",
          "--resume",
          "--force",
          "--threads",
          "--json",
          "--quiet",
          "--verbose");

  /** Refuses null, and copies the list. */
  public UnfinishedRun {
    Objects.requireNonNull(schema, "schema");
    options = List.copyOf(Objects.requireNonNull(options, "options"));
    for (String option : options) {
      Refusal.when(!WORD.matcher(option).matches(), "\"%s\" is no option with a value", option);
    }
  }

  /**
   * One that begins.
   *
   * @param given all words of its command line
   */
  static UnfinishedRun of(List<String> given) {
    return new UnfinishedRun(
        DOCUMENT.schema(),
        given.stream()
            .filter(word -> !OTHERS.contains(word.substring(0, word.indexOf('='))))
            .toList());
  }

  /** Where it lies. */
  static Path file(Path folder) {
    return folder.resolve("unfinished.json");
  }

  /** What to say of a folder whose results are not, or not all, of the run that was begun last. */
  public static Optional<String> notice(Path folder) {
    return Files.exists(file(folder))
        ? Optional.of(
            Text.of(
                "the run into %s was not finished; ann2snn run --resume --out %s continues it",
                folder, folder))
        : Optional.empty();
  }
}
