package io.github.ann2snn.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to write a file, or into a folder, that one process has at a time. It is a lock on a
 * hidden file beside, which says who holds it; the system frees it when the process ends, however
 * it does. Where a file system has no locks, everybody has the right.
 */
public final class WriteLock implements AutoCloseable {
  /** Where no content will ever be: some systems let nobody else read what is locked. */
  private static final long LOCKED = Long.MAX_VALUE - 1;

  /** The lock of a folder. */
  private static final String FOLDER = ".ann2snn.lock";

  /** What a file says whose lock is free because it is being deleted. */
  private static final String RELEASED = "released";

  /** How often such a file is met before it is taken for one that nobody deletes any more. */
  private static final int ATTEMPTS = 1000;

  private static final Set<OpenOption> OPEN =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);

  /** Closing a second channel to one's own lock would free it. */
  private static final Map<Path, String> OURS = new ConcurrentHashMap<>();

  private final Path lock;
  private final FileChannel channel;
  private final List<Path> created;
  private final Thread interrupted = new Thread(this::release);

  private WriteLock(Path lock, FileChannel channel, List<Path> created) {
    this.lock = lock;
    this.channel = channel;
    this.created = created;
  }

  /**
   * The right to write a file.
   *
   * @throws IOException as {@link #ofFolder}
   */
  public static WriteLock ofFile(Path file, String task) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    return take(folder, "." + file.getFileName() + ".lock", file, task);
  }

  /**
   * The right to write into a folder, which is created where needed, and deleted again if nothing
   * was written.
   *
   * @param task what the process does, for others to read
   * @throws IOException if another process has it, whom it names, or the folder cannot be written
   */
  public static WriteLock ofFolder(Path folder, String task) throws IOException {
    return take(folder.toAbsolutePath(), FOLDER, folder, task);
  }

  /**
   * Nothing, unless somebody has the right to write into a folder.
   *
   * @throws IOException that names the holder
   */
  public static void requireFree(Path folder) throws IOException {
    Path lock = folder.resolve(FOLDER);
    if (Files.exists(lock, LinkOption.NOFOLLOW_LINKS)) {
      String ours = OURS.get(folder.toRealPath().resolve(FOLDER));
      if (ours != null) {
        throw held(folder, ours);
      }
      try (FileChannel channel =
          FileChannel.open(
              lock, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
        if (!lock(channel)) {
          throw held(folder, content(channel));
        }
      } catch (NoSuchFileException e) {
        // Its holder has just ended.
      }
    }
  }

  private static WriteLock take(Path folder, String name, Path target, String task)
      throws IOException {
    List<Path> created = new ArrayList<>();
    for (Path part = folder; !Files.exists(part); part = part.getParent()) {
      created.add(part);
    }
    AtomicFile.createFolder(folder);
    Path lock = folder.toRealPath().resolve(name);
    String holder = task + ", process " + ProcessHandle.current().pid();
    String ours = OURS.putIfAbsent(lock, holder);
    if (ours != null) {
      throw held(target, ours);
    }
    try {
      FileChannel channel = null;
      for (int attempt = 1; channel == null; attempt++) {
        channel = attempt(lock, target, holder, attempt == ATTEMPTS);
      }
      WriteLock taken = new WriteLock(lock, channel, created);
      Runtime.getRuntime().addShutdownHook(taken.interrupted);
      return taken;
    } catch (IOException e) {
      OURS.remove(lock);
      throw e;
    }
  }

  /**
   * A locked file, or null if it may be one that its holder has just deleted. It must not be opened
   * a second time: closing that would free the lock.
   */
  private static FileChannel attempt(Path lock, Path target, String holder, boolean last)
      throws IOException {
    FileChannel channel = FileChannel.open(lock, OPEN);
    boolean taken = false;
    try {
      boolean free = lock(channel);
      String before = content(channel);
      if (!free) {
        throw held(target, before);
      }
      if (last || !before.equals(RELEASED)) {
        channel.truncate(0).write(StandardCharsets.UTF_8.encode(holder), 0);
        taken = true;
      }
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    return taken ? channel : null;
  }

  private static String content(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(200);
    channel.read(content, 0);
    return StandardCharsets.UTF_8.decode(content.flip()).toString();
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(LOCKED, 1, false) != null;
    } catch (IOException e) {
      return true;
    }
  }

  private static IOException held(Path target, String holder) {
    String who = holder.isEmpty() ? "another process" : holder;
    return new FileSystemException(
        target.toString(), null, who + ", is writing there; wait for it, or name another place");
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(interrupted);
    } catch (IllegalStateException e) {
      return; // The process is ending, and the hook does it.
    }
    release();
  }

  private void release() {
    try (channel) {
      channel.truncate(0).write(StandardCharsets.UTF_8.encode(RELEASED), 0);
      Files.deleteIfExists(lock);
      for (Path folder : created) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      // Something was written into the folder, or nobody may delete there; the lock is free.
    } finally {
      OURS.remove(lock);
    }
  }
}
