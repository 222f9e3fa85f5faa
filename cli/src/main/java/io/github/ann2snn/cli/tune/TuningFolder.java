package io.github.ann2snn.cli.tune;

import io.github.ann2snn.cli.shell.UsedOptions;
import io.github.ann2snn.convert.tuning.Exploration;
import io.github.ann2snn.convert.tuning.TuningDocument;
import io.github.ann2snn.convert.tuning.TuningDocument.HeldOutPart;
import io.github.ann2snn.convert.tuning.TuningSettings;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.ContentDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a tuning: the answer to the last question, and in {@code earlier} a folder for each
 * other question that was asked of the same exploration.
 *
 * @param path need not be there
 */
record TuningFolder(Path path) {
  private static final String DOCUMENT = "tuning.json";
  private static final String NETWORK = "network.nir";

  Path document() {
    return path.resolve(DOCUMENT);
  }

  Path network() {
    return path.resolve(NETWORK);
  }

  /** The surrogate that a tuning leaves here, where it needs one. */
  Path surrogate() {
    return path.resolve("surrogate.zip");
  }

  private Path earlier() {
    return path.resolve("earlier");
  }

  /** What lies in the document, if there is one. */
  Optional<TuningDocument> current() throws IOException {
    return Files.exists(document())
        ? Optional.of(TuningDocument.DOCUMENT.read(document()))
        : Optional.empty();
  }

  /**
   * All that is known here of an exploration.
   *
   * @param settings those of the current document do not differ from them
   * @param samples on which it was made; what was made on others long ago is none of it
   * @throws io.github.ann2snn.files.BadFileException if a document is damaged
   */
  Exploration exploration(TuningSettings settings, HeldOutPart samples) throws IOException {
    List<TuningDocument> documents = new ArrayList<>();
    for (Path file : earlierFiles(DOCUMENT)) {
      TuningDocument document = TuningDocument.DOCUMENT.read(file);
      if (document.settings().difference(settings).isEmpty()
          && document.heldOut().equals(samples)) {
        document.requireTrialsOf(file, samples);
        documents.add(document);
      }
    }
    Optional<TuningDocument> current = current();
    if (current.isPresent()) {
      current.get().requireTrialsOf(document(), samples);
      documents.add(current.get());
    }
    return new Exploration(documents);
  }

  private List<Path> earlierFiles(String name) throws IOException {
    if (!Files.isDirectory(earlier())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(earlier())) {
      return folders.map(folder -> folder.resolve(name)).filter(Files::exists).sorted().toList();
    }
  }

  /**
   * Copies a document that answers another question, and its network, to where nothing replaces
   * them.
   *
   * @return the folder of the copies
   */
  Path keep(TuningDocument other) throws IOException {
    Path kept = earlier().resolve(other.settings().question().folderName());
    copy(document(), kept.resolve(DOCUMENT));
    Path options = path.resolve(UsedOptions.NAME);
    if (Files.exists(options)) {
      copy(options, kept.resolve(UsedOptions.NAME));
    }
    if (other.choice() != null && Files.exists(network())) {
      copy(network(), kept.resolve(NETWORK));
    }
    return kept;
  }

  private static void copy(Path from, Path to) throws IOException {
    AtomicFile.write(to, copy -> Files.copy(from, copy, StandardCopyOption.REPLACE_EXISTING));
  }

  /**
   * Writes a tuning that has not ended. A network that answers another question does not stay
   * beside it, as far as there is a copy.
   */
  void write(TuningDocument unfinished) throws IOException {
    TuningDocument.DOCUMENT.write(unfinished, document());
    if (!Files.exists(network())) {
      return;
    }
    String digest = ContentDigest.ofFile(network());
    for (Path copy : earlierFiles(NETWORK)) {
      if (ContentDigest.ofFile(copy).equals(digest)) {
        Files.delete(network());
        return;
      }
    }
  }
}
