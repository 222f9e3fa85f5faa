package io.github.ann2snn.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file so that its path never shows half of it: the content goes to a temporary file
 * beside the target, which is then moved into place. A symbolic link is followed, and a file that
 * is replaced keeps its mode. A pipe or a device such as {@code /dev/null} is written to and stays
 * what it is; what can be neither replaced nor written to is refused.
 */
public final class AtomicFile {
  private static final int MOST_LINKS = 40;

  /** Writes the whole content to the given temporary path. */
  @FunctionalInterface
  public interface Content {
    void writeTo(Path temporary) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes {@code target}, creating its folder where needed. On any failure, and on Ctrl-C, the
   * temporary file is deleted and an older {@code target} stays as it was. What killed processes
   * have left of the same target is deleted.
   *
   * @throws IOException if the folder cannot be written, the disk is full, or {@code content} fails
   */
  public static void write(Path target, Content content) throws IOException {
    Path file = writable(target);
    try {
      if (isStream(file)) {
        append(file, content);
      } else {
        replace(file, content);
      }
    } catch (IOException e) {
      throw e.getClass() == IOException.class ? naming(target, e) : e;
    }
  }

  private static void append(Path stream, Content content) throws IOException {
    try (OutputStream out = Files.newOutputStream(stream, StandardOpenOption.APPEND)) {
      write(out, content);
    }
  }

  private static void replace(Path file, Content content) throws IOException {
    createFolder(file.getParent());
    try (TemporaryFile temporary = TemporaryFile.beside(file)) {
      content.writeTo(temporary.path());
      temporary.replace(file);
    }
  }

  /** Writes content to a stream, by way of the folder for temporary files. */
  public static void write(OutputStream out, Content content) throws IOException {
    Path temporary = Files.createTempFile("ann2snn-", ".tmp");
    temporary.toFile().deleteOnExit();
    try {
      content.writeTo(temporary);
      Files.copy(temporary, out);
      out.flush();
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Makes sure that {@link #write} can write {@code target}, as far as can be known before.
   *
   * @throws IOException that says why it cannot
   */
  public static void requireWritable(Path target) throws IOException {
    Path file = writable(target);
    if (!isStream(file)) {
      requireWritableFolder(file.getParent());
    }
  }

  /**
   * Makes sure that files can be written into a folder, which need not be there yet.
   *
   * @throws IOException that says why they cannot
   */
  public static void requireWritableFolder(Path folder) throws IOException {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw new NotDirectoryException(there.toString());
    }
    TemporaryFile.beside(there.resolve("ann2snn")).close();
  }

  /** Creates a folder, unless it is there already, or a symbolic link to one. */
  public static void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
  }

  /** Whether bytes go to {@code target} as it stands, so that there is nothing beside it. */
  public static boolean isStream(Path target) {
    try {
      return FileKind.of(target).isStream() || isDescriptor(followed(target));
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether this is a file that a process has open, such as {@code /proc/self/fd/1}. */
  private static boolean isDescriptor(Path path) throws IOException {
    return Files.isSymbolicLink(path) && path.getParent().toRealPath().startsWith("/proc");
  }

  /** What stands at the end of all symbolic links. */
  private static Path followed(Path target) throws IOException {
    Path file = target.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(file) && !isDescriptor(file); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemException(target + "", null, "its symbolic links lead in a circle");
      }
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    return file;
  }

  private static Path writable(Path target) throws IOException {
    Path file = followed(target);
    FileKind kind = FileKind.of(file);
    if (kind == FileKind.NOTHING) {
      return file;
    }
    if (kind != FileKind.REGULAR && !kind.isStream()) {
      String what = kind == FileKind.FOLDER ? "is a folder" : "is a socket or another special file";
      throw new FileSystemException(target + "", null, what + ", expected a file to write");
    }
    if (!Files.isWritable(file)) {
      throw new AccessDeniedException(target + "");
    }
    return file;
  }

  /** A full disk is reported without the name of the file. */
  private static IOException naming(Path target, IOException cause) {
    FileSystemException named =
        new FileSystemException(target.toString(), null, cause.getMessage());
    named.initCause(cause);
    return named;
  }

  /** Deletes a file at the end of all symbolic links, which stay, as pipes and devices do. */
  public static void delete(Path target) throws IOException {
    Path file = followed(target);
    if (Files.isRegularFile(file)) {
      Files.delete(file);
    }
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
