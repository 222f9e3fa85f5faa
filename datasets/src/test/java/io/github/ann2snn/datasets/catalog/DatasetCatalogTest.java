package io.github.ann2snn.datasets.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.FileServer;
import io.github.ann2snn.datasets.catalog.DatasetCatalog.DatasetListing;
import io.github.ann2snn.datasets.catalog.DatasetCatalog.Fetched;
import io.github.ann2snn.datasets.catalog.DatasetCatalog.FileCheck;
import io.github.ann2snn.datasets.idx.IdxBytes;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCatalogTest {
  private static final String IMAGES = "train-images-idx3-ubyte";

  @TempDir Path root;
  private final List<String> notices = new ArrayList<>();

  @Test
  void knowsTheDataSetsOfThisProgram() {
    List<String> names =
        new DatasetCatalog(data(), environment(), false, Progress.NONE)
            .list().stream().map(DatasetListing::name).toList();
    assertEquals(
        List.of("mnist", "fashion-mnist", "cifar10", "cifar100", "digits", "worked"), names);
  }

  @Test
  void listsWhereEachWasFound() throws IOException {
    DatasetListing absent = catalog(TinyCatalog.entry()).list().get(0);
    assertEquals(Optional.empty(), absent.folder());
    Path folder = IdxBytes.writeFolder(root.resolve("data/mnist"));
    List<DatasetListing> listings = catalog(TinyCatalog.entry()).list();
    assertEquals(
        new DatasetListing("mnist", "Tiny MNIST", "nobody", Optional.of(folder), false),
        listings.get(0));
    assertTrue(listings.get(1).builtIn());
  }

  @Test
  void fetchesIntoTheCache() throws IOException {
    try (FileServer good = good()) {
      DatasetCatalog catalog = catalog(TinyCatalog.entry(good.address()));
      assertEquals(new Fetched(cache(), true), catalog.fetch("mnist"));
      assertEquals(4, good.requests.size());
      assertEquals(new Fetched(cache(), false), catalog.fetch("mnist"));
      assertEquals(4, good.requests.size(), "the second fetch needs no download");
    }
  }

  @Test
  void fetchesNothingThatLiesWhereDataAreLookedFor() throws IOException {
    Path folder = IdxBytes.writeFolder(root.resolve("data/mnist"));
    assertEquals(new Fetched(folder, false), catalog(TinyCatalog.entry()).fetch("mnist"));
  }

  @Test
  void verifiesEachFile() throws IOException {
    IdxBytes.writeFolder(cache());
    Files.write(cache().resolve(IMAGES), new byte[] {1});
    Files.delete(cache().resolve("train-labels-idx1-ubyte"));
    List<FileCheck> checks = catalog(TinyCatalog.entry()).verify("mnist");
    assertEquals(
        List.of(
            FileCheck.Status.WRONG,
            FileCheck.Status.MISSING,
            FileCheck.Status.FOUND,
            FileCheck.Status.FOUND),
        checks.stream().map(FileCheck::status).toList());
    assertEquals(cache().resolve(IMAGES), checks.get(0).path());
    assertTrue(
        checks.get(0).detail().startsWith("wrong checksum: SHA-256 4bf5122f344554c5"),
        checks.get(0).detail());
    assertEquals(cache().resolve("train-labels-idx1-ubyte.gz"), checks.get(1).path());
  }

  @Test
  void verifiesAFolderThatIsNotComplete() throws IOException {
    Path folder = IdxBytes.writeFolder(root.resolve("data/mnist"));
    Files.delete(folder.resolve(IMAGES));
    List<FileCheck> checks = catalog(TinyCatalog.entry()).verify("mnist");
    assertEquals(
        new FileCheck(
            folder.resolve(IMAGES + ".gz"),
            FileCheck.Status.MISSING,
            TinyCatalog.sha256(0),
            "missing"),
        checks.get(0));
    assertEquals(FileCheck.Status.FOUND, checks.get(1).status());
  }

  @Test
  void refusesAFoundFileWithAWrongChecksum() throws IOException {
    Path folder = IdxBytes.writeFolder(root.resolve("data/mnist"));
    Files.write(folder.resolve(IMAGES), IdxBytes.counting(6, 3, 2));
    String found = DatasetCatalog.sha256(folder.resolve(IMAGES));
    assertEquals(
        folder.resolve(IMAGES)
            + ": wrong checksum: SHA-256 "
            + found
            + ", expected "
            + TinyCatalog.sha256(0)
            + "; this is not Tiny MNIST: delete it, or name another folder with --data-dir",
        failure("mnist", TinyCatalog.entry()));
  }

  @Test
  void whoOnlyTestsReadsNoTrainingImages() throws IOException {
    Path folder = IdxBytes.writeFolder(root.resolve("data/mnist"));
    Files.write(folder.resolve(IMAGES), IdxBytes.counting(6, 2, 3), StandardOpenOption.APPEND);
    Dataset dataset = loader(TinyCatalog.entry()).load("mnist");
    assertEquals(6, dataset.train().size());
    assertEquals(64, dataset.testSha256().length());
    UncheckedIOException e =
        assertThrows(UncheckedIOException.class, () -> dataset.train().sample(0));
    assertTrue(e.getCause() instanceof BadFileException, e.toString());
    assertThrows(UncheckedIOException.class, dataset::trainSha256);
  }

  @Test
  void namesEveryPlaceAndMirrorWhenNothingIsFound() throws IOException {
    try (FileServer missing =
        new FileServer((x, file) -> FileServer.send(x, 404, new byte[] {1}))) {
      assertEquals(
          """
          mnist: not found and not downloaded
          looked in
            %s (--data-dir): not there
            %s (cache): not there
          download
            %s%s.gz: HTTP status 404
          Put the files train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, \
          t10k-labels-idx1-ubyte (or the same with .gz) into DIR/mnist and name DIR with \
          --data-dir or ANN2SNN_DATA, or use --dataset digits, which needs no files."""
              .formatted(root.resolve("data/mnist"), cache(), missing.address(), IMAGES),
          failure("mnist", TinyCatalog.entry(missing.address())));
    }
  }

  @Test
  void downloadsNothingWhereThatIsSwitchedOff() throws IOException {
    try (FileServer good = good()) {
      DatasetLoader loader = loader(TinyCatalog.entry(good.address()), true);
      BadFileException e = assertThrows(BadFileException.class, () -> loader.load("mnist"));
      assertTrue(e.getMessage().contains("downloads are switched off"), e.getMessage());
      assertEquals(List.of(), good.requests);
    }
  }

  @Test
  void autoIsMnistWhereItCanBeDownloaded() throws IOException {
    try (FileServer good = good()) {
      Dataset dataset = loader(TinyCatalog.entry(good.address())).load("auto");
      assertEquals("mnist", dataset.name());
      assertEquals(6, dataset.train().size());
      assertEquals(List.of(), notices);
    }
  }

  @Test
  void autoIsDigitsOtherwiseAndSaysWhy() throws IOException {
    try (FileServer missing =
        new FileServer((x, file) -> FileServer.send(x, 404, new byte[] {1}))) {
      Dataset dataset = loader(TinyCatalog.entry(missing.address())).load("auto");
      assertEquals("digits", dataset.name());
      assertEquals(
          List.of(
              "auto: mnist not found and cannot be downloaded ("
                  + missing.address()
                  + IMAGES
                  + ".gz: HTTP status 404); using the built-in digits instead"),
          notices);
    }
  }

  @Test
  void autoDoesNotHideADamagedFile() throws IOException {
    Path folder = IdxBytes.writeFolder(root.resolve("data/mnist"));
    Files.write(folder.resolve(IMAGES), new byte[] {1});
    String message = failure("auto", TinyCatalog.entry());
    assertTrue(message.startsWith(folder.resolve(IMAGES) + ": wrong checksum"), message);
  }

  @Test
  void saysWhichNamesFetchAllows() {
    BadFileException unknown =
        assertThrows(BadFileException.class, () -> catalog(TinyCatalog.entry()).fetch("cifar"));
    assertEquals("unknown data set 'cifar'; allowed: mnist", unknown.getMessage());
    for (String name : List.of("digits", "worked")) {
      BadFileException builtIn =
          assertThrows(BadFileException.class, () -> catalog(TinyCatalog.entry()).verify(name));
      assertEquals(
          name + ": built in; it has no files to fetch or to verify", builtIn.getMessage());
    }
  }

  private static FileServer good() throws IOException {
    return new FileServer(
        (exchange, file) -> FileServer.sendRange(exchange, TinyCatalog.compressed(file)));
  }

  /** Of a set that is used wholly: training samples are read when they are used. */
  private String failure(String spec, CatalogEntry entry) {
    DatasetLoader loader = loader(entry);
    return assertThrows(
            BadFileException.class,
            () -> {
              Dataset dataset = loader.load(spec);
              try {
                dataset.train().label(0);
              } catch (UncheckedIOException e) {
                throw e.getCause();
              }
            })
        .getMessage();
  }

  private DatasetLoader loader(CatalogEntry entry) {
    return loader(entry, false);
  }

  private DatasetLoader loader(CatalogEntry entry, boolean offline) {
    return new DatasetLoader(
        new DatasetOptions(42, 0.2, SampleReading.USUAL, notices::add), catalog(entry, offline));
  }

  private DatasetCatalog catalog(CatalogEntry entry) {
    return catalog(entry, false);
  }

  private DatasetCatalog catalog(CatalogEntry entry, boolean offline) {
    return new DatasetCatalog(
        DataDirectories.of(data(), environment()), offline, Progress.NONE, List.of(entry));
  }

  private Optional<Path> data() {
    return Optional.of(root.resolve("data"));
  }

  private Map<String, String> environment() {
    return Map.of("XDG_CACHE_HOME", root.toString());
  }

  private Path cache() {
    return root.resolve("ann2snn/datasets/mnist");
  }
}
