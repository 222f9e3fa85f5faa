package io.github.ann2snn.files;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a file so that its path never shows half of it: the content goes to a temporary file
 * beside the target, which is then moved into place.
 */
public final class AtomicFile {
  /** Writes the whole content to the given temporary path. */
  @FunctionalInterface
  public interface Content {
    void writeTo(Path temporary) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes {@code target}, creating its folder where needed. On any failure, and on Ctrl-C, the
   * temporary file is deleted and an older {@code target} stays as it was.
   *
   * @throws IOException if the folder cannot be written, the disk is full, or {@code content} fails
   */
  public static void write(Path target, Content content) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    // Not createTempFile, whose files only their owner may read.
    String name = "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp";
    Path temporary = folder.resolve(name);
    temporary.toFile().deleteOnExit();
    try {
      content.writeTo(temporary);
      move(temporary, target);
    } catch (IOException e) {
      throw e.getClass() == IOException.class ? naming(target, e) : e;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** A full disk is reported without the name of the file. */
  private static IOException naming(Path target, IOException cause) {
    FileSystemException named =
        new FileSystemException(target.toString(), null, cause.getMessage());
    named.initCause(cause);
    return named;
  }

  /** Moves {@code source} over {@code target}, atomically where the file system can. */
  public static void move(Path source, Path target) throws IOException {
    try {
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(source, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
