package io.github.ann2snn.datasets.catalog;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.worked.WorkedSample;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.evaluation.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The data sets known by name: which there are, where they are here, downloading and checking. */
public final class DatasetCatalog {
  private final List<CatalogEntry> entries;
  private final DataDirectories directories;
  private final boolean offline;
  private final Progress progress;

  /**
   * The catalogue of this program.
   *
   * @param dataDir folder that is looked at first, one subfolder per data set
   * @param environment environment variables: {@code ANN2SNN_DATA}, {@code XDG_CACHE_HOME}, {@code
   *     HOME}, {@code LOCALAPPDATA}
   * @param offline whether nothing may be downloaded
   * @param progress hears of downloads
   */
  public DatasetCatalog(
      Optional<Path> dataDir, Map<String, String> environment, boolean offline, Progress progress) {
    this(DataDirectories.of(dataDir, environment), offline, progress, KnownDatasets.ALL);
  }

  DatasetCatalog(
      DataDirectories directories, boolean offline, Progress progress, List<CatalogEntry> entries) {
    this.directories = directories;
    this.offline = offline;
    this.progress = progress;
    this.entries = List.copyOf(entries);
  }

  /** The entry called {@code name}, if there is one; {@code digits} needs none. */
  public Optional<CatalogEntry> entry(String name) {
    return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  /** Every data set, and where it was found. */
  public List<DatasetListing> list() {
    List<DatasetListing> listings = new ArrayList<>();
    for (CatalogEntry entry : entries) {
      listings.add(
          new DatasetListing(entry.name(), entry.title(), entry.citation(), find(entry), false));
    }
    listings.add(
        new DatasetListing(
            "digits", "Built-in digits, drawn by this program", "", Optional.empty(), true));
    listings.add(
        new DatasetListing(
            WorkedSample.NAME,
            "Built-in sample of docs/backpropagation.md",
            "",
            Optional.empty(),
            true));
    return List.copyOf(listings);
  }

  /**
   * Makes sure that a data set is here: where it is looked for, or else in the cache, downloading
   * what is missing.
   *
   * @throws BadFileException if {@code name} is unknown or needs no files, downloads are forbidden,
   *     no mirror delivers a file, or a file has a wrong checksum
   */
  public Fetched fetch(String name) throws BadFileException {
    CatalogEntry entry = require(name);
    Optional<Path> found = directories.find(entry);
    if (found.isPresent()) {
      requireIntact(entry, found.get());
      return new Fetched(found.get(), false);
    }
    try {
      Path folder = download(entry);
      requireIntact(entry, folder);
      return new Fetched(folder, true);
    } catch (BadFileException e) {
      throw e;
    } catch (IOException e) {
      throw explain(entry, e);
    }
  }

  /**
   * Checks the files of a data set in the first folder that has all of them, or else some of them,
   * or else in the cache.
   *
   * @throws BadFileException if {@code name} is unknown or needs no files
   */
  public List<FileCheck> verify(String name) throws BadFileException {
    CatalogEntry entry = require(name);
    Path folder = directories.find(entry).orElseGet(() -> directories.findPart(entry));
    return check(folder, entry);
  }

  /** The first folder with all files of {@code entry}, or else with enough of them to be read. */
  public Optional<Path> find(CatalogEntry entry) {
    return directories.find(entry).or(() -> directories.findReadable(entry));
  }

  /**
   * Downloads the files of {@code entry} to the cache.
   *
   * @throws IOException if that is not possible; the message is the reason alone
   */
  Path download(CatalogEntry entry) throws IOException {
    if (offline) {
      throw new IOException("downloads are switched off");
    }
    Path folder = directories.cache().resolve(entry.name());
    new Downloader(progress).fetch(entry, folder);
    return folder;
  }

  /** What the user is told if {@link #download} fails. */
  BadFileException explain(CatalogEntry entry, IOException reason) {
    String looked = String.join("\n  ", directories.describeMissing(entry));
    return new BadFileException(
        Text.of(
            """
        %s: not found and not downloaded
        looked in
          %s
        download
          %s
        Put the files %s (or the same with .gz) into DIR/%s and name DIR with --data-dir or \
        ANN2SNN_DATA, or use --dataset digits, which needs no files.""",
            entry.name(),
            looked,
            String.valueOf(reason.getMessage()).replace("; ", "\n  "),
            String.join(", ", entry.fileNames()),
            entry.name()),
        reason);
  }

  private CatalogEntry require(String name) throws BadFileException {
    BadFileException.when(
        name.equals("digits") || name.equals(WorkedSample.NAME),
        "%s: built in; it has no files to fetch or to verify",
        name);
    List<String> names = entries.stream().map(CatalogEntry::name).toList();
    return entry(name)
        .orElseThrow(
            () ->
                BadFileException.of(
                    "unknown data set '%s'; allowed: %s%s",
                    name, String.join(", ", names), Suggestion.of(name, "", names)));
  }

  /**
   * Checks all files.
   *
   * @throws BadFileException if one is missing, or has a wrong checksum
   */
  static void requireIntact(CatalogEntry entry, Path folder) throws BadFileException {
    for (FileCheck check : check(folder, entry)) {
      if (check.status() != FileCheck.Status.FOUND) {
        throw strange(entry, check.path(), check.detail());
      }
    }
  }

  /** Hears of a file with a wrong checksum. */
  @FunctionalInterface
  interface Wrong {
    void take(Path file, String detail) throws BadFileException;
  }

  /** The files of this machine, of which those of {@code entry} are checked while they are read. */
  static DataFiles checked(CatalogEntry entry, Path folder, Wrong wrong) {
    Map<String, String> expected = new TreeMap<>();
    for (CatalogEntry.CatalogFile file : entry.files()) {
      entry
          .find(folder, file.name())
          .ifPresent(path -> expected.put(path.toString(), file.sha256()));
    }
    return DataFiles.local()
        .digested(
            (path, sha256) -> {
              String known = expected.getOrDefault(path, sha256);
              if (!known.equals(sha256)) {
                wrong.take(Path.of(path), mismatch(sha256, known));
              }
            });
  }

  private static String mismatch(String sha256, String expected) {
    return Text.of("wrong checksum: SHA-256 %s, expected %s", sha256, expected);
  }

  static BadFileException strange(CatalogEntry entry, Path file, String detail) {
    return BadFileException.of(
        "%s: %s; this is not %s: delete it, or name another folder with --data-dir",
        file, detail, entry.title());
  }

  /** The digest of what a file holds, uncompressed. */
  static String sha256(Path file) throws IOException {
    try (InputStream content = DataFiles.local().content(file.toString())) {
      return ContentDigest.of(content);
    }
  }

  private static List<FileCheck> check(Path folder, CatalogEntry entry) {
    return entry.files().parallelStream().map(file -> check(folder, entry, file)).toList();
  }

  private static FileCheck check(Path folder, CatalogEntry entry, CatalogEntry.CatalogFile file) {
    Optional<Path> found = entry.find(folder, file.name());
    if (found.isEmpty()) {
      Path expected = folder.resolve(file.name() + ".gz");
      return new FileCheck(expected, FileCheck.Status.MISSING, file.sha256(), "missing");
    }
    Path path = found.get();
    try {
      String sha256 = sha256(path);
      if (sha256.equals(file.sha256())) {
        return new FileCheck(path, FileCheck.Status.FOUND, file.sha256(), "");
      }
      String detail = mismatch(sha256, file.sha256());
      return new FileCheck(path, FileCheck.Status.WRONG, file.sha256(), detail);
    } catch (IOException e) {
      String detail = "cannot be read: " + e + "; expected SHA-256 " + file.sha256();
      return new FileCheck(path, FileCheck.Status.WRONG, file.sha256(), detail);
    }
  }

  /**
   * A data set that is here, complete and verified.
   *
   * @param downloaded whether it was not before
   */
  public record Fetched(Path folder, boolean downloaded) {}

  /**
   * A data set that can be had by name.
   *
   * @param name how the user names it
   * @param title its full name
   * @param citation who made it, and where it was published
   * @param folder where its files were found; empty if they are not here, or none are needed
   * @param builtIn whether the program draws it, so that no files are needed
   */
  public record DatasetListing(
      String name, String title, String citation, Optional<Path> folder, boolean builtIn) {}

  /**
   * What became of the check of one file of a data set.
   *
   * @param path the file, or where it would be
   * @param status whether it is there and what it should be
   * @param expectedSha256 SHA-256 that its uncompressed content should have
   * @param detail what is wrong, for people; empty for {@link Status#FOUND}
   */
  public record FileCheck(Path path, Status status, String expectedSha256, String detail) {
    /** Outcome of a check. */
    public enum Status {
      FOUND,
      MISSING,
      WRONG
    }
  }
}
