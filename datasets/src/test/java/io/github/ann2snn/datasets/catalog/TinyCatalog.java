package io.github.ann2snn.datasets.catalog;

import io.github.ann2snn.datasets.idx.IdxBytes;
import io.github.ann2snn.datasets.idx.IdxFolder;
import io.github.ann2snn.files.ContentDigest;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;

/** A catalogue entry called mnist whose files are those of {@link IdxBytes#fourFiles}. */
final class TinyCatalog {
  private TinyCatalog() {}

  static CatalogEntry entry(URI... mirrors) {
    List<CatalogEntry.CatalogFile> files =
        IntStream.range(0, 4)
            .mapToObj(i -> new CatalogEntry.CatalogFile(IdxFolder.FILE_NAMES.get(i), sha256(i)))
            .toList();
    return new CatalogEntry(
        "mnist", "Tiny MNIST", "nobody", List.of("0", "1", "2"), files, List.of(mirrors));
  }

  static String sha256(int file) {
    var digest = ContentDigest.sha256();
    digest.update(IdxBytes.fourFiles().get(file));
    return ContentDigest.hex(digest);
  }

  /** The compressed content of {@code file}, which ends in .gz. */
  static byte[] compressed(String file) {
    int index = IdxFolder.FILE_NAMES.indexOf(file.replaceFirst("\\.gz$", ""));
    return IdxBytes.gzip(IdxBytes.fourFiles().get(index));
  }
}
