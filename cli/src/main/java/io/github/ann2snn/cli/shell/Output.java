package io.github.ann2snn.cli.shell;

import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.FileKind;
import io.github.ann2snn.files.SideFile;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.WriteLock;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.table.ResultsTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where results go. Before anything is read, a command makes sure that it can write there and that
 * it writes over nothing that it reads; when all is computed it prints first and then writes, so
 * that a full disk takes nothing with it.
 */
public final class Output {
  private static final String OUT = "--out";

  /** The standard output where a command line asks for a file. */
  private static final Path STANDARD_OUTPUT = Path.of("-");

  private Output() {}

  /**
   * Makes sure that a file can be written: on a disk, to a pipe or a device, or as {@code -} to the
   * standard output.
   *
   * @param file null if none is asked for
   */
  public static void requireFile(BaseCommand command, Path file) {
    requireFile(command, OUT, file);
    if (file != null && !isStream(file)) {
      require(command, OUT, () -> UsedOptions.beside(file).requireOurs());
    }
  }

  /** The same for a file that is not the result, or is of another option. */
  public static void requireFile(BaseCommand command, String option, Path file) {
    if (file != null && !isStandard(file)) {
      command.refuse(Files.isDirectory(file), "%s: %s is a folder; name a file", option, file);
      requireUnread(command, option, file);
      require(command, option, () -> AtomicFile.requireWritable(file));
      if (!isStream(file)) {
        requireFree(file.toAbsolutePath().getParent());
      }
    }
  }

  private static void requireFree(Path folder) {
    try {
      WriteLock.requireFree(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes sure that a file can be written that never is without another one, and that no other
   * process writes it until the command has ended.
   *
   * @param other the file beside it
   */
  public static void requirePair(BaseCommand command, Path file, Path other) {
    command.refuse(
        isStream(file),
        "--out: %s is no file on a disk, and %s must lie beside it; name such a file",
        file,
        other.getFileName());
    requireFile(command, file);
    requireFile(command, OUT, other);
    hold(command, () -> WriteLock.ofFile(file, command.name()));
  }

  /**
   * Makes sure that files can be written into a folder, and that no other process writes there
   * until the command has ended.
   *
   * @param files those that will be
   */
  public static void requireFolder(BaseCommand command, Path folder, Path... files) {
    requireNoFile(command, folder);
    require(command, OUT, () -> AtomicFile.requireWritableFolder(folder));
    List.of(files).forEach(file -> requireFile(command, OUT, file));
    require(command, OUT, () -> UsedOptions.in(folder).requireOurs());
    hold(command, () -> WriteLock.ofFolder(folder, command.name()));
  }

  /**
   * Makes sure that event files can be written into a folder, and that no other process does.
   *
   * @param option that names it
   */
  public static void requireEvents(BaseCommand command, String option, Path folder) {
    require(command, option, () -> AtomicFile.requireWritableFolder(folder));
    hold(command, () -> WriteLock.ofFolder(folder, command.name()));
  }

  /** Makes sure that nothing but a folder lies there. */
  public static void requireNoFile(BaseCommand command, Path folder) {
    command.refuse(
        isStream(folder) || (Files.exists(folder) && !Files.isDirectory(folder)),
        "--out: cannot write into %s: is no folder; name one",
        folder);
  }

  private static void hold(BaseCommand command, Locking locking) {
    try {
      command.hold(locking.take());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FunctionalInterface
  private interface Locking {
    WriteLock take() throws IOException;
  }

  /**
   * Makes sure that a document whose name the user has not chosen takes the place of none of
   * another kind.
   *
   * @param schema of the document, such as {@code ann2snn.results/1}
   */
  public static void requireKind(BaseCommand command, Path file, String schema) {
    require(
        command,
        OUT,
        () -> {
          if (Files.isRegularFile(file) && !schema.startsWith(JsonDocument.kind(file) + "/")) {
            throw new FileAlreadyExistsException(
                file.toString(), null, Text.of("is not of %s, and is not replaced", schema));
          }
        });
  }

  /** Makes sure that files whose names the user has not chosen can be written. */
  public static void requireBeside(BaseCommand command, List<SideFile> files) {
    requireBeside(command, OUT, files);
  }

  /** The same for files beside that of another option. */
  public static void requireBeside(BaseCommand command, String option, List<SideFile> files) {
    for (SideFile file : files) {
      requireUnread(command, option, file.path());
      require(command, option, file::requireOurs);
    }
  }

  private static void requireUnread(BaseCommand command, String option, Path file) {
    Optional<String> input = command.inputs().name(file);
    command.refuse(
        input.isPresent(),
        "%s: %s is read, as %s, and would be lost; write somewhere else",
        option,
        file,
        input.orElse(""));
    command.refuse(
        leadsThere(file),
        "%s: %s is where the standard output goes; send that somewhere else",
        option,
        file);
  }

  /**
   * Nothing, unless something cannot be written.
   *
   * @param option that says where
   */
  public static void require(BaseCommand command, String option, Requirement requirement) {
    try {
      requirement.check();
    } catch (IOException e) {
      throw command.usage("%s: cannot write %s; name another place", option, Failures.message(e));
    }
  }

  /** Finds out whether something can be written. */
  @FunctionalInterface
  public interface Requirement {
    /**
     * Does so.
     *
     * @throws IOException that says why not
     */
    void check() throws IOException;
  }

  /** Whether there is nothing beside it. */
  public static boolean isStream(Path file) {
    return isStandard(file) || AtomicFile.isStream(file);
  }

  private static boolean isStandard(Path file) {
    return file.equals(STANDARD_OUTPUT) || (leadsThere(file) && AtomicFile.isStream(file));
  }

  /** Whether the standard output of this process goes into a file, under whatever name. */
  private static boolean leadsThere(Path file) {
    try {
      return FileKind.of(Terminal.STANDARD_OUTPUT) != FileKind.NOTHING
          && Files.exists(file)
          && Files.isSameFile(file, Terminal.STANDARD_OUTPUT);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Prints, then writes. What would be printed is a notice where the file goes to the standard
   * output.
   *
   * @param file null if none is asked for
   */
  public static void finish(
      BaseCommand command, String printed, Path file, AtomicFile.Content writer)
      throws IOException {
    if (file != null && isStandard(file)) {
      command.say("%s", printed.stripTrailing());
    } else {
      command.print(printed);
    }
    if (file != null) {
      write(command, file, writer);
    }
  }

  /** Writes a file, and says so. */
  public static void write(BaseCommand command, Path file, AtomicFile.Content writer)
      throws IOException {
    if (isStandard(file)) {
      AtomicFile.write(command.terminal().out(), writer);
    } else {
      AtomicFile.createFolder(file.toAbsolutePath().getParent());
      UsedOptions.with(command, file, writer);
      command.say("Wrote %s", file);
    }
  }

  /** Prints a document as a table or as JSON, then writes it where asked. */
  public static void results(BaseCommand command, Results results, Path file, boolean json)
      throws IOException {
    finish(command, text(command, results, json), file, to -> Results.DOCUMENT.write(results, to));
  }

  static String text(BaseCommand command, Results results, boolean json) {
    return json ? JsonDocument.text(results) : ResultsTable.of(results, command.terminal().style());
  }
}
