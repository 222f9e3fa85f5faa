package io.github.ann2snn.datasets.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.FileServer;
import io.github.ann2snn.datasets.catalog.CatalogEntry.Archive;
import io.github.ann2snn.datasets.catalog.CatalogEntry.CatalogFile;
import io.github.ann2snn.datasets.cifar.CifarBytes;
import io.github.ann2snn.datasets.idx.IdxBytes;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data set of the catalogue that comes as an archive. */
class CifarCatalogTest {
  private static final byte[] FIRST = CifarBytes.ten(1, 1, 2);
  private static final byte[] SECOND = CifarBytes.ten(5, 3);
  private static final byte[] TEST = CifarBytes.ten(9, 4);

  @TempDir Path root;
  private final List<String> notices = new ArrayList<>();

  private static String sha256(byte[] bytes) {
    var digest = ContentDigest.sha256();
    digest.update(bytes);
    return ContentDigest.hex(digest);
  }

  private static byte[] archive() {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    add(tar, "tiny/", '5', new byte[0]);
    add(tar, "tiny/readme.html", '0', new byte[700]);
    add(tar, "tiny/data_batch_1.bin", '0', FIRST);
    add(tar, "tiny/data_batch_2.bin", '0', SECOND);
    add(tar, "tiny/test_batch.bin", '0', TEST);
    tar.writeBytes(new byte[1024]);
    return IdxBytes.gzip(tar.toByteArray());
  }

  private static void add(ByteArrayOutputStream tar, String name, char kind, byte[] content) {
    String size = String.format(java.util.Locale.ROOT, "%011o", content.length);
    ByteBuffer header = ByteBuffer.allocate(512);
    header.put(name.getBytes(StandardCharsets.UTF_8));
    header.position(124).put(size.getBytes(StandardCharsets.UTF_8));
    header.position(156).put((byte) kind);
    tar.writeBytes(header.array());
    tar.writeBytes(content);
    tar.writeBytes(new byte[(512 - content.length % 512) % 512]);
  }

  private static CatalogEntry entry(URI... mirrors) {
    return new CatalogEntry(
        "cifar10",
        "Tiny CIFAR",
        "nobody",
        List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"),
        List.of(
            new CatalogFile("data_batch_1.bin", sha256(FIRST)),
            new CatalogFile("data_batch_2.bin", sha256(SECOND)),
            new CatalogFile("test_batch.bin", sha256(TEST))),
        List.of(mirrors),
        Optional.of(new Archive("tiny.tar.gz", sha256(archive()))));
  }

  private DatasetCatalog catalog(CatalogEntry entry) {
    Optional<Path> data = Optional.of(root.resolve("data"));
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", root.toString());
    return new DatasetCatalog(
        DataDirectories.of(data, environment), false, Progress.NONE, List.of(entry));
  }

  private Dataset load(CatalogEntry entry) throws BadFileException {
    DatasetOptions options = new DatasetOptions(42, 0.2, SampleReading.USUAL, notices::add);
    return new DatasetLoader(options, catalog(entry)).load("cifar10");
  }

  private Path write(String name, byte[] content) throws IOException {
    Path folder = Files.createDirectories(root.resolve("data/cifar10"));
    return Files.write(folder.resolve(name), content);
  }

  @Test
  void unpacksWhatItDownloads() throws IOException {
    try (FileServer server =
        new FileServer((exchange, file) -> FileServer.sendRange(exchange, archive()))) {
      Dataset dataset = load(entry(server.address()));
      assertEquals(3, dataset.train().size());
      assertEquals("e", dataset.classNames().get(dataset.test().label(0)));
      assertEquals(3, dataset.train().label(2));
      assertEquals(List.of("tiny.tar.gz -"), server.requests);
      load(entry(server.address()));
      assertEquals(1, server.requests.size(), "it is there");
    }
    assertEquals(List.of(), notices);
    try (var files = Files.list(root.resolve("ann2snn/datasets/cifar10"))) {
      assertEquals(
          List.of("data_batch_1.bin", "data_batch_2.bin", "test_batch.bin"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void refusesAnotherArchive() throws IOException {
    try (FileServer server =
        new FileServer(
            (exchange, file) -> FileServer.sendRange(exchange, IdxBytes.gzip(new byte[9])))) {
      BadFileException e =
          assertThrows(BadFileException.class, () -> load(entry(server.address())));
      assertTrue(e.getMessage().contains("tiny.tar.gz: wrong checksum"), e.getMessage());
      assertTrue(e.getMessage().contains("data_batch_2.bin, test_batch.bin"), e.getMessage());
    }
  }

  /** Parts and other encodings go round; they are read, and called what they are. */
  @Test
  void aPartOrAnotherEncodingIsReadAndTold() throws IOException {
    write("data_batch_1.bin.gz", IdxBytes.gzip(FIRST));
    Path test = write("test_batch.bin", CifarBytes.ten(10, 4));
    Dataset dataset = load(entry());
    assertEquals(2, dataset.train().size());
    assertEquals(10 / 255f, dataset.test().sample(0)[0]);
    assertEquals(1, dataset.train().label(0));
    assertEquals(2, notices.size(), notices.toString());
    assertEquals(
        "cifar10: "
            + test.getParent()
            + " lacks data_batch_2.bin; only the samples of the others are used",
        notices.get(0));
    assertTrue(
        notices
            .get(1)
            .startsWith("cifar10: " + test + " is not the original file (wrong checksum: SHA-256 "),
        notices.get(1));
  }

  @Test
  void verifiesTheFilesThatItUnpacked() throws IOException {
    write("data_batch_1.bin", FIRST);
    write("data_batch_2.bin", FIRST);
    assertEquals(
        "[FOUND, WRONG, MISSING]",
        catalog(entry()).verify("cifar10").stream()
            .map(check -> check.status())
            .toList()
            .toString());
  }

  @Test
  void refusesADamagedArchive() throws IOException {
    Path archive = write("tiny.tar.gz", IdxBytes.gzip(new byte[] {1, 2}));
    TarArchive.extract(archive, List.of("a"), root);
    byte[] text = new byte[512];
    java.util.Arrays.fill(text, (byte) 'x');
    Files.write(archive, text);
    BadFileException e =
        assertThrows(BadFileException.class, () -> TarArchive.extract(archive, List.of("a"), root));
    assertEquals(archive + ": is no tar archive", e.getMessage());
    byte[] cut = archive();
    Files.write(archive, java.util.Arrays.copyOf(cut, cut.length - 20));
    assertThrows(
        BadFileException.class,
        () -> TarArchive.extract(archive, List.of("test_batch.bin", "data_batch_1.bin"), root));
  }
}
