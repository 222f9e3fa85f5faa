package io.github.ann2snn.cli.inspect;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ann2snn.cli.inspect.FolderFile.Origin;
import io.github.ann2snn.cli.shell.Terminal;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.report.text.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says what a folder holds, a line for each file, and whether those that tell what they were made
 * from belong to the files that lie beside them.
 */
final class FolderInspection {
  private static final int DIGITS = 12;
  private static final int WIDTH = 40;

  /** More pictures, tables or unknown files than these are counted, not listed. */
  private static final int MANY = 12;

  private final Path folder;
  private final List<FolderFile> files = new ArrayList<>();
  private final List<SubfolderPart> folders = new ArrayList<>();
  private final Set<String> present = new HashSet<>();
  private final Set<String> named = new HashSet<>();

  private FolderInspection(Path folder) {
    this.folder = folder;
  }

  /**
   * Looks into all files of a folder, but not into its folders.
   *
   * @throws BadFileException if there is nothing that ann2snn knows
   */
  static FolderInspection of(Path folder, Terminal terminal) throws IOException {
    FolderInspection inspection = new FolderInspection(folder);
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.sorted().toList()) {
        if (path.getFileName().toString().startsWith(".")) {
          continue; // locks, and what the system keeps
        }
        if (Files.isDirectory(path)) {
          inspection.folders.add(new SubfolderPart(path));
        } else if (Files.isRegularFile(path)) {
          inspection.files.add(FolderFile.of(path, terminal));
        }
      }
    }
    inspection.requireSomething();
    for (FolderFile file : inspection.files) {
      inspection.present.add(file.sha256());
      file.origins().forEach(origin -> inspection.named.add(origin.sha256()));
    }
    return inspection;
  }

  private void requireSomething() throws BadFileException {
    boolean known = files.stream().anyMatch(file -> !file.usable() || !file.kind().isEmpty());
    BadFileException.when(
        !known && files.isEmpty() && folders.isEmpty(),
        "%s: an empty folder; ann2snn run, tune, simulate and stdp write into folders",
        folder);
    BadFileException.when(
        !known,
        "%s: holds no file that ann2snn knows (%d files, and %d folders, which are not looked into), expected a model (zip), a network (HDF5), results or a tuning (JSON)",
        folder,
        files.size(),
        folders.size());
  }

  /**
   * Makes sure that all files can be used.
   *
   * @throws BadFileException that says how many cannot
   */
  void requireUsable() throws BadFileException {
    long damaged = files.stream().filter(file -> !file.usable()).count();
    BadFileException.when(
        damaged > 0, "%s: %d of %d files cannot be used", folder, damaged, files.size());
  }

  /** For people. */
  String text() {
    Lines lines = new Lines(Integer.MAX_VALUE);
    Map<String, Long> alike =
        files.stream()
            .filter(FolderFile::isOneOfMany)
            .collect(Collectors.groupingBy(FolderFile::kind, TreeMap::new, Collectors.counting()));
    alike.values().removeIf(count -> count <= MANY);
    List<FolderFile> shown =
        files.stream()
            .filter(file -> !file.isOneOfMany() || !alike.containsKey(file.kind()))
            .toList();
    int width =
        Stream.concat(
                shown.stream().map(FolderFile::name), folders.stream().map(SubfolderPart::name))
            .mapToInt(String::length)
            .max()
            .orElse(1);
    String row = "  %-" + Math.max(WIDTH / 4, Math.min(width, WIDTH)) + "s  %s";
    shown.forEach(file -> lines.line(row, file.name(), line(file)));
    alike.forEach((kind, count) -> lines.line(row, Text.of("%,d files", count), called(kind)));
    folders.forEach(
        inside -> lines.line(row, inside.name, Text.of("folder of %d entries", inside.entries)));
    strangers().forEach(stranger -> lines.line("%s", stranger));
    if (strangers().isEmpty() && files.stream().anyMatch(file -> !file.origins().isEmpty())) {
      lines.line("What says what it was made from belongs together.");
    }
    return lines.toString();
  }

  private String line(FolderFile file) {
    if (!file.usable()) {
      return "cannot be used: " + file.about();
    }
    StringBuilder line = new StringBuilder(called(file.kind()));
    if (!file.about().isEmpty()) {
      line.append(": ").append(file.about());
    }
    if (!file.origins().isEmpty()) {
      line.append("; made from ")
          .append(
              file.origins().stream()
                  .map(origin -> present(origin).orElseGet(() -> absent(origin)))
                  .collect(Collectors.joining(" and ")));
    }
    return line.toString();
  }

  private static String absent(Origin origin) {
    String sha256 = origin.sha256();
    return Text.of(
        "a %s that is not here (SHA-256 %s...)",
        origin.kind(), sha256.substring(0, Math.min(DIGITS, sha256.length())));
  }

  private static String called(String kind) {
    return kind.isEmpty() ? "unknown to ann2snn" : kind;
  }

  private Optional<String> present(Origin origin) {
    return files.stream()
        .filter(file -> file.sha256().equals(origin.sha256()))
        .map(FolderFile::name)
        .findFirst();
  }

  /** Sentences about what does not belong together. */
  private List<String> strangers() {
    List<String> strangers = new ArrayList<>();
    for (FolderFile file : files) {
      for (Origin origin : file.origins()) {
        if (!present.contains(origin.sha256()) && !origin.standsIn()) {
          contradiction(file, origin)
              .ifPresent(
                  other ->
                      strangers.add(
                          Text.of(
                              "%s does not belong to %s: it was made from another %s",
                              file.name(), other, origin.kind())));
        }
      }
    }
    return strangers;
  }

  /**
   * A file of the kind that an origin is, which nothing here was made from, or else one that was
   * made from another of that kind.
   */
  private Optional<String> contradiction(FolderFile made, Origin origin) {
    Stream<FolderFile> unclaimed =
        files.stream()
            .filter(file -> file.kind().equals(origin.kind()) && !named.contains(file.sha256()));
    Stream<FolderFile> fromOthers =
        files.stream()
            .filter(
                file ->
                    file.origins().stream()
                        .anyMatch(
                            other ->
                                other.kind().equals(origin.kind())
                                    && !other.sha256().equals(origin.sha256())));
    return Stream.concat(unclaimed, fromOthers)
        .filter(file -> !file.equals(made))
        .map(FolderFile::name)
        .findFirst();
  }

  /** For programs. */
  String json() {
    return JsonDocument.text(
        new FolderPart(
            folder.toString(),
            files.stream().map(this::part).toList(),
            folders,
            strangers().isEmpty(),
            strangers()));
  }

  private FilePart part(FolderFile file) {
    return new FilePart(
        file.name(),
        file.usable() && !file.kind().isEmpty() ? file.kind() : null,
        file.usable(),
        file.about(),
        file.sha256().isEmpty() ? null : file.sha256(),
        file.origins().stream()
            .map(
                origin ->
                    new OriginPart(origin.kind(), origin.sha256(), present(origin).orElse(null)))
            .toList());
  }

  private record FolderPart(
      String folder,
      List<FilePart> files,
      List<SubfolderPart> folders,
      boolean belongTogether,
      List<String> strangers) {}

  @JsonInclude(JsonInclude.Include.ALWAYS)
  private record FilePart(
      String name,
      String kind,
      boolean usable,
      String about,
      String sha256,
      List<OriginPart> madeFrom) {}

  @JsonInclude(JsonInclude.Include.ALWAYS)
  private record OriginPart(String kind, String sha256, String file) {}

  private record SubfolderPart(String name, long entries) {
    SubfolderPart(Path folder) throws IOException {
      this(folder.getFileName().toString(), entries(folder));
    }

    private static long entries(Path folder) throws IOException {
      try (Stream<Path> paths = Files.list(folder)) {
        return paths.count();
      }
    }
  }
}
