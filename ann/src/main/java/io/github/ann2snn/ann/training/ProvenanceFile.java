package io.github.ann2snn.ann.training;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ContentDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a model's provenance lies: beside it, in {@code MODEL.provenance.json}. */
public final class ProvenanceFile {
  /** Of a network with the most inputs, each of which may have a scale of two numbers. */
  private static final long LARGEST = 1_000_000 + 64L * Architecture.MAX_SIZE;

  private ProvenanceFile() {}

  /** Where the provenance of a model is kept. */
  public static Path path(Path model) {
    return model.resolveSibling(model.getFileName() + ".provenance.json");
  }

  /** What a model's provenance will be, from before the model is written until after it. */
  public static Path coming(Path model) {
    Path path = path(model);
    return path.resolveSibling(path.getFileName() + ".new");
  }

  /**
   * Where a model comes from, without reading it.
   *
   * @return empty if nobody has written that down
   * @throws BadFileException if the provenance is damaged or that of another file
   */
  public static Optional<ModelProvenance> read(Path model) throws IOException {
    Path path = path(model);
    Optional<ModelProvenance> before = document(path);
    Optional<ModelProvenance> coming = document(coming(model));
    if (before.isEmpty() && coming.isEmpty()) {
      return before;
    }
    String actual = ContentDigest.ofFile(model);
    Optional<ModelProvenance> found =
        Stream.of(before, coming)
            .flatMap(Optional::stream)
            .filter(provenance -> provenance.modelSha256().equals(actual))
            .findFirst();
    if (found.isEmpty() && before.isPresent()) {
      throw BadFileException.of(
          "%s: describes a model with SHA-256 %s, but %s has %s; delete it or train again",
          path, before.get().modelSha256(), model.getFileName(), actual);
    }
    return found;
  }

  private static Optional<ModelProvenance> document(Path path) throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    BadFileException.when(Files.size(path) > LARGEST, "%s: longer than %s bytes", path, LARGEST);
    return Optional.of(ModelProvenance.DOCUMENT.read(path));
  }
}
