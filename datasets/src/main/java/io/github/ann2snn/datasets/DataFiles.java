package io.github.ann2snn.datasets;

import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.Text;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Files wherever they lie: on this machine, or where a cluster reads them. */
public interface DataFiles extends Serializable {
  /** Bytes that are read at once where all are read. */
  int BUFFER = 1 << 16;

  /** Those of this machine. */
  static DataFiles local() {
    return new Local();
  }

  /** A file, a folder or something else, if it is there. */
  Optional<Entry> find(String path) throws IOException;

  /** What a folder holds, in the order of the names. */
  List<Entry> list(String folder) throws IOException;

  /**
   * Opens a file at a place.
   *
   * @throws IOException if it is not there
   */
  InputStream open(String file, long offset) throws IOException;

  /**
   * The content of a file, uncompressed if it is gzip data, which its first two bytes tell, not its
   * name.
   *
   * @throws IOException if it is not there, or damaged
   */
  default InputStream content(String file) throws IOException {
    boolean compressed;
    try (InputStream start = open(file, 0)) {
      compressed = start.read() == 0x1f && start.read() == 0x8b;
    }
    InputStream content = open(file, 0);
    try {
      return compressed ? new GZIPInputStream(content, BUFFER) : content;
    } catch (IOException e) {
      content.close();
      throw e;
    }
  }

  /**
   * The same files, for this machine alone.
   *
   * @param read told how many more bytes were read of any of them
   */
  default DataFiles watched(LongConsumer read) {
    return new Watched(this, read);
  }

  /** Takes the digest of a file. */
  @FunctionalInterface
  interface Digests {
    /**
     * Takes it.
     *
     * @param sha256 of the uncompressed content
     * @throws IOException if it is wrong
     */
    void take(String file, String sha256) throws IOException;
  }

  /**
   * The same files, for this machine alone.
   *
   * @param digests takes that of each {@link #content} that has been read to its end, in one go
   */
  default DataFiles digested(Digests digests) {
    return new Digested(this, digests);
  }

  /** The path of what a folder holds. */
  default String resolve(String folder, String name) {
    return folder + "/" + name;
  }

  /**
   * What lies somewhere.
   *
   * @param path where it is
   * @param name the last part of that
   * @param kind what it is
   * @param size bytes of a file
   * @param time when it was changed last, in milliseconds since 1970
   */
  record Entry(String path, String name, Kind kind, long size, long time) {
    /** What may lie in a folder. */
    public enum Kind {
      FILE,
      FOLDER,
      /** A device, a pipe, a socket, a link to nothing: to be opened by nobody. */
      SPECIAL;

      /** What a path of this machine is. */
      public static Kind of(Path path) {
        return Files.isDirectory(path) ? FOLDER : Files.isRegularFile(path) ? FILE : SPECIAL;
      }
    }

    /** Whether it is a folder. */
    public boolean folder() {
      return kind == Kind.FOLDER;
    }

    /** Whether it is a file that may be opened. */
    public boolean file() {
      return kind == Kind.FILE;
    }

    /** Digest of the paths, sizes and times of files. */
    public static String identity(List<Entry> files) {
      MessageDigest digest = ContentDigest.sha256();
      for (Entry file : files) {
        String line = Text.of("%s %d %d%n", file.path, file.size, file.time);
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return ContentDigest.hex(digest);
    }
  }

  /** The files of this machine, by their paths. */
  record Local() implements DataFiles {
    @Override
    public Optional<Entry> find(String path) {
      Path file = Path.of(path);
      return Files.exists(file) ? Optional.of(entry(file)) : Optional.empty();
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
      try (Stream<Path> children = Files.list(Path.of(folder))) {
        return children.map(Local::entry).sorted(Comparator.comparing(Entry::name)).toList();
      }
    }

    private static Entry entry(Path path) {
      return new Entry(
          path.toString(),
          String.valueOf(path.getFileName()),
          Entry.Kind.of(path),
          path.toFile().length(),
          path.toFile().lastModified());
    }

    @Override
    public InputStream open(String file, long offset) throws IOException {
      return Channels.newInputStream(Files.newByteChannel(Path.of(file)).position(offset));
    }

    @Override
    public String resolve(String folder, String name) {
      return Path.of(folder).resolve(name).toString();
    }
  }

  /** Files whose reading is watched. */
  record Watched(DataFiles files, LongConsumer read) implements DataFiles {
    @Override
    public Optional<Entry> find(String path) throws IOException {
      return files.find(path);
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
      return files.list(folder);
    }

    @Override
    public InputStream open(String file, long offset) throws IOException {
      return new FilterInputStream(files.open(file, offset)) {
        @Override
        public int read() throws IOException {
          int one = super.read();
          read.accept(one < 0 ? 0 : 1);
          return one;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
          int n = super.read(buffer, from, length);
          read.accept(Math.max(0, n));
          return n;
        }
      };
    }
  }

  /** Files whose content is digested while it is read. */
  record Digested(DataFiles files, Digests digests) implements DataFiles {
    @Override
    public Optional<Entry> find(String path) throws IOException {
      return files.find(path);
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
      return files.list(folder);
    }

    @Override
    public InputStream open(String file, long offset) throws IOException {
      return files.open(file, offset);
    }

    @Override
    public String resolve(String folder, String name) {
      return files.resolve(folder, name);
    }

    @Override
    public InputStream content(String file) throws IOException {
      MessageDigest digest = ContentDigest.sha256();
      return new DigestInputStream(files.content(file), digest) {
        private boolean ended;

        @Override
        public int read() throws IOException {
          return ended(super.read());
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
          return ended(super.read(buffer, from, length));
        }

        @Override
        public long skip(long bytes) throws IOException {
          return readNBytes((int) Math.min(bytes, BUFFER)).length;
        }

        private int ended(int read) throws IOException {
          if (read < 0 && !ended) {
            ended = true;
            digests.take(file, ContentDigest.hex(digest));
          }
          return read;
        }
      };
    }
  }
}
