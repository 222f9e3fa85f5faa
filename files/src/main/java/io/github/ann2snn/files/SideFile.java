package io.github.ann2snn.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * A file that is written beside what a user has asked for, under a name that the user has not
 * chosen. How it begins tells it from a file of the user's own, which is neither replaced nor
 * deleted.
 *
 * @param beginning ASCII letters that all of ours have, of whatever version
 */
public record SideFile(Path path, String beginning) {
  /**
   * Writes it, whole or not at all.
   *
   * @throws FileAlreadyExistsException if there is one of somebody else's
   */
  public void write(AtomicFile.Content content) throws IOException {
    requireOurs();
    AtomicFile.write(path, content);
  }

  /** Deletes what an earlier command has left; a file of somebody else's stays. */
  public void delete() throws IOException {
    if (isOurs()) {
      Files.delete(path);
    }
  }

  /**
   * Nothing, unless it would take the place of somebody else's file.
   *
   * @throws IOException that says so
   */
  public void requireOurs() throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isOurs()) {
      throw new FileAlreadyExistsException(
          path.toString(),
          null,
          Text.of(
              "was not written by ann2snn, whose file begins with '%s'; it is not replaced",
              beginning));
    }
  }

  private boolean isOurs() throws IOException {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] found = in.readNBytes(beginning.length());
      return beginning.equals(new String(found, StandardCharsets.US_ASCII));
    }
  }
}
