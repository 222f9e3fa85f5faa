package io.github.ann2snn.datasets.catalog;

import io.github.ann2snn.datasets.ProgressListener;
import io.github.ann2snn.datasets.idx.IdxFolder;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.Gunzip;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Downloads the files of a data set, from one mirror after the other, and verifies them. */
final class Downloader {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

  private final ProgressListener progress;
  private final Duration readTimeout;

  Downloader(ProgressListener progress) {
    this(progress, READ_TIMEOUT);
  }

  Downloader(ProgressListener progress, Duration readTimeout) {
    this.progress = progress;
    this.readTimeout = readTimeout;
  }

  /** Why no mirror could deliver a file: one reason per attempt. */
  static final class FailedException extends IOException {
    private static final long serialVersionUID = 1L;

    FailedException(List<String> reasons) {
      super(String.join("; ", reasons));
    }
  }

  /**
   * Downloads the files of {@code entry} that {@code folder} lacks.
   *
   * @throws FailedException if no mirror delivers one of them with the right checksum
   * @throws IOException if {@code folder} cannot be written
   */
  void fetch(CatalogEntry entry, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (CatalogEntry.CatalogFile file : entry.files()) {
      if (IdxFolder.find(folder, file.name()).isEmpty()) {
        fetch(entry, file, folder);
      }
    }
  }

  private void fetch(CatalogEntry entry, CatalogEntry.CatalogFile file, Path folder)
      throws IOException {
    String name = file.name() + ".gz";
    Path part = folder.resolve(name + ".part");
    List<String> reasons = new ArrayList<>();
    for (URI mirror : entry.mirrors()) {
      URI source = mirror.resolve(name);
      boolean resumed = Files.exists(part);
      if (attempt(source, part, file, reasons)
          || (resumed && !Files.exists(part) && attempt(source, part, file, reasons))) {
        AtomicFile.move(part, folder.resolve(name));
        return;
      }
    }
    throw new FailedException(reasons);
  }

  /** Returns whether {@code part} now holds the file; if not, adds the reason. */
  private boolean attempt(
      URI source, Path part, CatalogEntry.CatalogFile file, List<String> reasons) {
    try {
      new Download(source, part, readTimeout, progress).run();
      verify(part, file);
      return true;
    } catch (IOException e) {
      reasons.add(source + ": " + reason(e));
      return false;
    }
  }

  private static void verify(Path part, CatalogEntry.CatalogFile file) throws IOException {
    String found;
    try {
      found = Gunzip.sha256(part);
    } catch (IOException e) {
      throw new IOException("damaged gzip data, " + setAside(part), e);
    }
    if (!found.equals(file.sha256())) {
      throw new IOException(
          "wrong checksum: SHA-256 %s, expected %s, %s"
              .formatted(found, file.sha256(), setAside(part)));
    }
  }

  private static String setAside(Path part) throws IOException {
    String name = part.getFileName().toString().replaceFirst("\\.part$", ".rejected");
    Path rejected = part.resolveSibling(name);
    Files.move(part, rejected, StandardCopyOption.REPLACE_EXISTING);
    return "kept as " + rejected;
  }

  private static String reason(IOException e) {
    if (e instanceof UnknownHostException) {
      return "unknown host";
    }
    if (e instanceof ConnectException) {
      return "no connection (" + e.getMessage() + ")";
    }
    if (e instanceof SocketTimeoutException) {
      return "no answer in time";
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
