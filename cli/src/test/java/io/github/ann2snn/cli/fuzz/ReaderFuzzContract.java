package io.github.ann2snn.cli.fuzz;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every reader of files from anywhere must do with a file that is not as it should be: read
 * it, or throw its documented exception, soon. {@code -Dann2snn.fuzz.inputs=N} says how many files,
 * {@code -Dann2snn.fuzz.first=K} with which to begin; file K is the same in every run.
 */
public abstract class ReaderFuzzContract {
  private static final int INPUTS = Integer.getInteger("ann2snn.fuzz.inputs", 2_000);
  private static final int FIRST = Integer.getInteger("ann2snn.fuzz.first", 0);
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(5);

  @TempDir protected Path folder;

  private volatile int current;
  private volatile long began;
  private volatile Throwable failure;
  private int accepted;

  /** Good files, each a few KB. */
  protected abstract List<byte[]> seeds() throws IOException;

  /** How they are changed. */
  protected abstract Mutator mutator();

  /** Name of the file that is read. */
  protected abstract String fileName();

  /** Reads a file; what comes of it is not null. */
  protected abstract Object read(Path file) throws Exception;

  /** What it may throw. */
  protected abstract Set<Class<? extends Exception>> documented();

  /** A file of the repository's test resources. */
  protected static byte[] resource(String name) throws IOException {
    try (var in = ReaderFuzzContract.class.getResourceAsStream("/io/github/ann2snn/cli/" + name)) {
      return in.readAllBytes();
    }
  }

  /** All files of a folder whose name ends so, that are small. */
  protected static List<byte[]> files(Path folder, String ending) throws IOException {
    List<byte[]> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(f -> f.toString().endsWith(ending)).sorted().toList()) {
        if (Files.size(file) <= 1 << 16) {
          files.add(Files.readAllBytes(file));
        }
      }
    }
    return files;
  }

  @Test
  void everyFileIsReadOrRefused() throws Exception {
    List<byte[]> seeds = seeds();
    Path file = folder.resolve(fileName());
    for (byte[] seed : seeds) {
      Files.write(file, seed);
      expect(file);
    }
    assertTrue(accepted > 0, "no seed is good");
    Thread reader = new Thread(null, () -> readAll(seeds, file), "fuzz", 1 << 20);
    reader.setDaemon(true);
    began = System.nanoTime();
    reader.start();
    while (reader.isAlive()) {
      reader.join(100);
      if (System.nanoTime() - began > LONGEST && reader.isAlive()) {
        AssertionError stuck = new AssertionError("takes longer than 5 s");
        stuck.setStackTrace(reader.getStackTrace());
        report(file, stuck);
      }
    }
    if (failure != null) {
      report(file, failure);
    }
    System.out.printf(
        "%s: %,d files, %,d of them still good%n", getClass().getSimpleName(), INPUTS, accepted);
  }

  private void readAll(List<byte[]> seeds, Path file) {
    Mutator mutator = mutator();
    try {
      for (int k = FIRST; k < FIRST + INPUTS; k++) {
        current = k;
        SplittableRandom random = new SplittableRandom(k);
        Files.write(file, mutator.mutate(seeds.get(random.nextInt(seeds.size())), random));
        began = System.nanoTime();
        expect(file);
      }
    } catch (Throwable e) {
      failure = e;
    }
  }

  private void expect(Path file) throws Exception {
    try {
      assertNotNull(read(file));
      accepted++;
    } catch (Exception e) {
      if (documented().stream().noneMatch(type -> type.isInstance(e))) {
        throw e;
      }
      assertNotNull(e.getMessage());
      // How a reader of HDF5 says that it ran out of memory.
      assertTrue(!e.getMessage().contains("does not fit into memory"), e.getMessage());
    }
  }

  private void report(Path file, Throwable cause) throws IOException {
    Path kept = Path.of("target", "fuzz", getClass().getSimpleName() + "-" + current);
    Files.createDirectories(kept);
    Files.write(kept.resolve(fileName()), Files.readAllBytes(file));
    fail("file %d, kept in %s: %s".formatted(current, kept, cause), cause);
  }
}
