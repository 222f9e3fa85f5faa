package io.github.ann2snn.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** What a path leads to, through symbolic links. */
public enum FileKind {
  /** Nothing, or nothing that may be looked at. */
  NOTHING,
  /** A file of bytes on a disk. */
  REGULAR,
  FOLDER,
  /** A pipe, with a name or without. */
  PIPE,
  /** A device that takes bytes as they come, such as {@code /dev/null} or a terminal. */
  CHARACTER_DEVICE,
  SOCKET,
  /** Anything else, such as a disk. */
  OTHER;

  /** The bits of a POSIX mode that tell the kind, and their values (POSIX.1-2017, sys/stat.h). */
  private static final int MASK = 0170000;

  private static final int FIFO = 0010000;
  private static final int CHARACTERS = 0020000;
  private static final int SOCKETS = 0140000;

  /** Looks at a path. */
  public static FileKind of(Path path) {
    if (Files.isRegularFile(path)) {
      return REGULAR;
    }
    if (Files.isDirectory(path)) {
      return FOLDER;
    }
    try {
      return switch ((int) Files.getAttribute(path, "unix:mode") & MASK) {
        case FIFO -> PIPE;
        case CHARACTERS -> CHARACTER_DEVICE;
        case SOCKETS -> SOCKET;
        default -> OTHER;
      };
    } catch (IOException e) {
      return NOTHING;
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      // No POSIX: the kind of what is no file is not told.
      return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? OTHER : NOTHING;
    }
  }

  /**
   * Whether bytes are written to it as it stands, because it cannot be replaced by a whole file.
   */
  public boolean isStream() {
    return this == PIPE || this == CHARACTER_DEVICE;
  }
}
