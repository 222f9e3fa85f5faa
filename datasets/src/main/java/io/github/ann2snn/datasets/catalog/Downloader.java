package io.github.ann2snn.datasets.catalog;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.evaluation.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Downloads the files of a data set, from one mirror after the other, and verifies them. */
record Downloader(Progress progress, Duration readTimeout) {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};

  Downloader(Progress progress) {
    this(progress, READ_TIMEOUT);
  }

  /**
   * Downloads the files of {@code entry} that {@code folder} lacks, or the archive with all.
   *
   * @throws IOException if no mirror delivers one of them with the right checksum, with a reason
   *     for each attempt, or {@code folder} cannot be written
   */
  void fetch(CatalogEntry entry, Path folder) throws IOException {
    Files.createDirectories(folder);
    if (entry.archive().isPresent()) {
      CatalogEntry.Archive archive = entry.archive().get();
      Path part = fetch(entry, archive.name(), archive.sha256(), ContentDigest::ofFile, folder);
      TarArchive.extract(part, entry.fileNames(), folder);
      Files.delete(part);
      return;
    }
    for (CatalogEntry.CatalogFile file : entry.files()) {
      if (entry.find(folder, file.name()).isEmpty()) {
        String name = file.name() + ".gz";
        Path part = fetch(entry, name, file.sha256(), DatasetCatalog::sha256, folder);
        AtomicFile.move(part, folder.resolve(name));
      }
    }
  }

  /** Digests what was downloaded. */
  @FunctionalInterface
  private interface Digest {
    String of(Path part) throws IOException;
  }

  /** Downloads a file, whose content or which itself has a digest. */
  private Path fetch(CatalogEntry entry, String name, String sha256, Digest digest, Path folder)
      throws IOException {
    Path part = folder.resolve(name + ".part");
    List<String> reasons = new ArrayList<>();
    for (URI mirror : entry.mirrors()) {
      URI source = mirror.resolve(name);
      boolean resumed = Files.exists(part);
      if (attempt(source, part, sha256, digest, reasons)
          || (resumed && !Files.exists(part) && attempt(source, part, sha256, digest, reasons))) {
        return part;
      }
    }
    throw new IOException(String.join("; ", reasons));
  }

  /** Returns whether {@code part} now holds the file; if not, adds the reason. */
  private boolean attempt(
      URI source, Path part, String sha256, Digest digest, List<String> reasons) {
    try {
      download(source, part);
      verify(part, sha256, digest);
      return true;
    } catch (IOException e) {
      reasons.add(source + ": " + reason(e));
      return false;
    }
  }

  private static void verify(Path part, String sha256, Digest digest) throws IOException {
    String found;
    try {
      found = digest.of(part);
    } catch (IOException e) {
      throw new IOException("damaged gzip data, " + setAside(part), e);
    }
    if (!found.equals(sha256)) {
      throw new IOException(
          Text.of("wrong checksum: SHA-256 %s, expected %s, %s", found, sha256, setAside(part)));
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

  /**
   * Brings one gzip file over HTTP to a {@code .part} file, and takes up again where an earlier
   * attempt, from this or another mirror, was cut off.
   *
   * @throws IOException with a short reason if the server does not deliver a whole gzip file; what
   *     did arrive of one stays in the {@code .part} file
   */
  private void download(URI source, Path part) throws IOException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    if (!request(source, part, have)) {
      Files.delete(part);
      if (!request(source, part, 0)) {
        throw new IOException("HTTP status " + RANGE_NOT_SATISFIABLE);
      }
    }
  }

  /** Asks for the bytes from {@code have} on; returns false if the server has none there. */
  private boolean request(URI source, Path part, long have) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) source.toURL().openConnection();
    connection.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
    connection.setReadTimeout((int) readTimeout.toMillis());
    if (have > 0) {
      connection.setRequestProperty("Range", "bytes=" + have + "-");
    }
    try {
      int status = connection.getResponseCode();
      if (status == RANGE_NOT_SATISFIABLE && have > 0) {
        return false;
      }
      if (status != HttpURLConnection.HTTP_OK && status != HttpURLConnection.HTTP_PARTIAL) {
        throw new IOException("HTTP status " + status);
      }
      receive(connection, source, part, status == HttpURLConnection.HTTP_PARTIAL ? have : 0);
      return true;
    } finally {
      connection.disconnect();
    }
  }

  private void receive(HttpURLConnection connection, URI source, Path part, long from)
      throws IOException {
    long length = connection.getContentLengthLong();
    long total = length < 0 ? -1 : from + length;
    try (Progress.Work work = progress.start(source.toString(), total, Progress.BYTES);
        InputStream in = connection.getInputStream()) {
      if (from == 0) {
        if (!Arrays.equals(in.readNBytes(GZIP_MAGIC.length), GZIP_MAGIC)) {
          throw new IOException(
              "sent no gzip data but content of type " + connection.getContentType());
        }
        Files.write(part, GZIP_MAGIC);
      }
      long begun = Math.max(from, GZIP_MAGIC.length);
      work.step(begun);
      append(in, part, begun, total, work);
    }
  }

  private static void append(InputStream in, Path part, long from, long total, Progress.Work work)
      throws IOException {
    byte[] buffer = new byte[DataFiles.BUFFER];
    long done = from;
    try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.APPEND)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        done += n;
        work.step(n);
      }
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      throw cutOff(done, total, e);
    }
    if (total >= 0 && done != total) {
      throw cutOff(done, total, null);
    }
  }

  private static IOException cutOff(long done, long total, IOException cause) {
    String of = total < 0 ? "" : " of " + total;
    String why = cause == null ? "" : ": " + cause.getMessage();
    return new IOException("cut off after " + done + of + " bytes" + why, cause);
  }
}
