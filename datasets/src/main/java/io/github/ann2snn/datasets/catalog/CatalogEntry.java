package io.github.ann2snn.datasets.catalog;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.cifar.CifarFolder;
import io.github.ann2snn.datasets.idx.IdxFolder;
import io.github.ann2snn.files.Refusal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A data set that this program knows by name.
 *
 * @param name how the user names it; also the name of its folder
 * @param title its full name
 * @param citation who made it, and where it was published
 * @param classNames one name per class index
 * @param files where there is no archive: training images, training labels, test images, test
 *     labels
 * @param mirrors addresses that end in a slash, to be followed by {@code <file>.gz}; of an archive,
 *     its own
 * @param archive what its authors publish instead of the files, if they do
 */
public record CatalogEntry(
    String name,
    String title,
    String citation,
    List<String> classNames,
    List<CatalogFile> files,
    List<URI> mirrors,
    Optional<Archive> archive) {

  /**
   * A gzip-compressed tar archive with all files.
   *
   * @param name of its file
   * @param sha256 of the archive as it is
   */
  public record Archive(String name, String sha256) {}

  /**
   * One file of a data set.
   *
   * @param name file name, without {@code .gz}
   * @param sha256 SHA-256 of the uncompressed content, as 64 lower-case hexadecimal digits
   */
  public record CatalogFile(String name, String sha256) {}

  /** Checks and copies the lists. */
  public CatalogEntry {
    classNames = List.copyOf(classNames);
    files = List.copyOf(files);
    mirrors = List.copyOf(mirrors);
    Refusal.when(
        archive.isEmpty() && files.size() != IdxFolder.FILE_NAMES.size(),
        "a data set has four files, not %d",
        files.size());
  }

  /** One in four IDX files. */
  CatalogEntry(
      String name,
      String title,
      String citation,
      List<String> classNames,
      List<CatalogFile> files,
      List<URI> mirrors) {
    this(name, title, citation, classNames, files, mirrors, Optional.empty());
  }

  /** The names of all files. */
  List<String> fileNames() {
    return files.stream().map(CatalogFile::name).toList();
  }

  /** A file of a folder, as it is called or spelled there. */
  Optional<Path> find(Path folder, String file) {
    if (archive.isEmpty()) {
      return IdxFolder.find(folder, file);
    }
    try {
      return CifarFolder.find(DataFiles.local(), folder.toString(), file)
          .map(found -> Path.of(found.path()));
    } catch (IOException e) {
      return Optional.empty(); // the folder cannot be read
    }
  }

  /** Those that a folder lacks. */
  List<String> missing(Path folder) {
    return fileNames().stream().filter(file -> find(folder, file).isEmpty()).toList();
  }

  /**
   * Whether a folder holds what can be read: all files, or of an archive's the last one, which is
   * that of the test samples, and another.
   */
  boolean readable(Path folder) {
    List<String> missing = missing(folder);
    boolean test = find(folder, files.get(files.size() - 1).name()).isPresent();
    return missing.isEmpty() || (archive.isPresent() && test && missing.size() + 1 < files.size());
  }

  /** Reads the files of a folder. */
  Dataset load(DataFiles from, Path folder, DatasetOptions options) throws IOException {
    return archive.isEmpty()
        ? IdxFolder.load(name, from, folder, classNames, options)
        : CifarFolder.load(name, from, folder.toString(), classNames);
  }
}
