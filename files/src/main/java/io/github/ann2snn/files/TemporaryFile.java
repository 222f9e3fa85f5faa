package io.github.ann2snn.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A file that is written beside its target until it is whole. Nobody can guess its name. A second
 * file beside it is locked as long as it is being written; the system frees the lock of a process
 * that was killed, and whoever writes the same target next then deletes both.
 */
final class TemporaryFile implements AutoCloseable {
  private static final SecureRandom NAMES = new SecureRandom();
  private static final String CONTENT = ".tmp";
  private static final String LOCK = ".lock";

  /** Closing a second channel to one's own lock would free it. */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Path lock;
  private final FileChannel held;

  private TemporaryFile(Path path, Path lock, FileChannel held) {
    this.path = path;
    this.lock = lock;
    this.held = held;
  }

  /**
   * Creates an empty one, after deleting what killed processes have left.
   *
   * @param target a regular file, or nothing yet, in a folder that is there
   */
  static TemporaryFile beside(Path target) throws IOException {
    sweep(target);
    String stem = stem(target) + HexFormat.of().toHexDigits(NAMES.nextLong());
    Path lock = target.resolveSibling(stem + LOCK);
    Path path = target.resolveSibling(stem + CONTENT);
    OURS.add(lock);
    FileChannel held;
    try {
      held = FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileSystemException e) {
      OURS.remove(lock);
      throw ofFolder(target.getParent(), e);
    }
    TemporaryFile made = new TemporaryFile(path, lock, held);
    try {
      lock.toFile().deleteOnExit();
      path.toFile().deleteOnExit();
      lock(held);
      // A file that takes the place of another is for no more eyes than that, from the beginning.
      Files.createFile(path, isPosix(target) ? onlyOwner() : new FileAttribute<?>[0]);
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  /** Nobody has asked for the file that could not be created; its folder is what matters. */
  private static FileSystemException ofFolder(Path folder, FileSystemException cause) {
    FileSystemException failure =
        cause instanceof AccessDeniedException
            ? new AccessDeniedException(folder.toString())
            : new FileSystemException(folder.toString(), null, cause.getReason());
    failure.initCause(cause);
    return failure;
  }

  private static String stem(Path target) {
    return "." + target.getFileName() + ".";
  }

  private static boolean isPosix(Path target) {
    return Files.exists(target)
        && Files.getFileAttributeView(target, PosixFileAttributeView.class) != null;
  }

  private static FileAttribute<?>[] onlyOwner() {
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }

  /** Returns whether the lock is held now; a file system without locks has none to hold. */
  private static boolean lock(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (IOException e) {
      return false;
    }
  }

  private static void sweep(Path target) throws IOException {
    Pattern ours = Pattern.compile(Pattern.quote(stem(target)) + "[0-9a-f]{16}" + LOCK);
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(
            target.getParent(), file -> ours.matcher(file.getFileName().toString()).matches())) {
      for (Path lock : left) {
        if (!OURS.contains(lock) && Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
          sweepOne(lock);
        }
      }
    }
  }

  private static void sweepOne(Path lock) {
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      if (lock(channel)) {
        String name = lock.getFileName().toString();
        String stem = name.substring(0, name.length() - LOCK.length());
        Files.deleteIfExists(lock.resolveSibling(stem + CONTENT));
        Files.deleteIfExists(lock);
      }
    } catch (IOException e) {
      // Of another user, or gone meanwhile; it is in nobody's way.
    }
  }

  /** Where the content goes. */
  Path path() {
    return path;
  }

  /** Brings the content to the disk, then moves it over {@code target}, whose mode it takes. */
  void replace(Path target) throws IOException {
    try (FileChannel written = FileChannel.open(path, StandardOpenOption.WRITE)) {
      if (isPosix(target)) {
        takeOwner(target);
      }
      written.force(true);
    }
    AtomicFile.move(path, target);
  }

  private void takeOwner(Path target) throws IOException {
    PosixFileAttributes old = Files.readAttributes(target, PosixFileAttributes.class);
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    PosixFileAttributes now = view.readAttributes();
    try {
      if (!old.group().equals(now.group())) {
        view.setGroup(old.group());
      }
      if (!old.owner().equals(now.owner())) {
        view.setOwner(old.owner());
      }
    } catch (IOException e) {
      // Only the superuser gives files to others; then it is ours, as any file that we write.
    }
    view.setPermissions(old.permissions());
  }

  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(path);
      Files.deleteIfExists(lock);
    } finally {
      held.close();
      OURS.remove(lock);
    }
  }
}
