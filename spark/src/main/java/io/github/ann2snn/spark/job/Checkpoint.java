package io.github.ann2snn.spark.job;

import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.cluster.ClusterException;
import io.github.ann2snn.runtime.cluster.ClusterException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder with a file for each finished part, which holds what its task gave, behind a digest of
 * it and of the job. A driver that begins again reads them and runs the others only.
 */
public final class Checkpoint {
  private static final int DIGEST = 32;
  private static final String JOB_FILE = "job.sha256";

  private final FileSystem files;
  private final Path folder;
  private final byte[] job;

  private Checkpoint(FileSystem files, Path folder, byte[] job) {
    this.files = files;
    this.folder = folder;
    this.job = job;
  }

  /**
   * Opens a folder, or makes it, if one is named.
   *
   * @param digest gives that of all that the outcome depends on
   * @throws ClusterException if the folder is of another job, or holds something else
   * @throws IOException if it cannot be read or written
   */
  public static Optional<Checkpoint> open(
      Optional<String> name, Supplier<byte[]> digest, Configuration hadoop) throws IOException {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String folder = name.get();
    byte[] job = digest.get();
    Path path = new Path(folder);
    FileSystem files = path.getFileSystem(hadoop);
    Checkpoint checkpoint = new Checkpoint(files, path, job);
    Path jobFile = new Path(path, JOB_FILE);
    if (files.exists(jobFile)) {
      if (!Arrays.equals(checkpoint.read(jobFile), job)) {
        throw new ClusterException(
            Kind.USAGE,
            Text.of(
                "--checkpoint: %s holds parts of another evaluation (other network, settings, samples or number of parts); name another folder, or delete it",
                folder));
      }
    } else if (files.exists(path) && files.listStatus(path).length > 0) {
      throw new ClusterException(
          Kind.USAGE,
          Text.of(
              "--checkpoint: %s exists and is no checkpoint; name a new or empty folder", folder));
    } else {
      checkpoint.write(jobFile, job);
    }
    return Optional.of(checkpoint);
  }

  /** What the task of a part gave, if an earlier run had finished it and the file is whole. */
  Optional<byte[]> find(int part) throws IOException {
    Path file = file(part);
    if (!files.exists(file)) {
      return Optional.empty();
    }
    byte[] content = read(file);
    int behind = Math.min(DIGEST, content.length);
    byte[] outcome = Arrays.copyOfRange(content, behind, content.length);
    return Arrays.equals(digest(part, outcome), Arrays.copyOf(content, DIGEST))
        ? Optional.of(outcome)
        : Optional.empty();
  }

  /** Keeps what the task of a part gave. */
  void keep(int part, byte[] outcome) throws IOException {
    byte[] digest = digest(part, outcome);
    byte[] content = Arrays.copyOf(digest, DIGEST + outcome.length);
    System.arraycopy(outcome, 0, content, DIGEST, outcome.length);
    write(file(part), content);
  }

  private Path file(int part) {
    return new Path(folder, Text.of("part-%08d.tally", part));
  }

  private byte[] digest(int part, byte[] outcome) {
    MessageDigest digest = ContentDigest.sha256();
    digest.update(job);
    digest.update(Integer.toString(part).getBytes(StandardCharsets.US_ASCII));
    return digest.digest(outcome);
  }

  private byte[] read(Path file) throws IOException {
    try (FSDataInputStream in = files.open(file)) {
      return in.readAllBytes();
    }
  }

  /** Beside the target, then moved, so that a file is whole or not there. */
  private void write(Path target, byte[] content) throws IOException {
    Path temporary = new Path(target.getParent(), "." + target.getName() + ".tmp");
    try (FSDataOutputStream out = files.create(temporary, true)) {
      out.write(content);
    }
    files.delete(target, false);
    if (!files.rename(temporary, target)) {
      throw new IOException(target + ": cannot be written");
    }
  }
}
