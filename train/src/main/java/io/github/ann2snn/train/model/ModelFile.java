package io.github.ann2snn.train.model;

import static io.github.ann2snn.ann.dl4j.archive.ModelArchive.COEFFICIENTS;
import static io.github.ann2snn.ann.dl4j.archive.ModelArchive.CONFIGURATION;
import static io.github.ann2snn.ann.dl4j.archive.ModelArchive.TRAINED;
import static io.github.ann2snn.ann.dl4j.archive.ModelArchive.UPDATER;

import io.github.ann2snn.ann.training.ModelProvenance;
import io.github.ann2snn.ann.training.ModelProvenance.ModelOrigin;
import io.github.ann2snn.ann.training.ModelProvenance.TrainingState;
import io.github.ann2snn.ann.training.ProvenanceFile;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.StoredZip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * A network in a file: DL4J's model zip, and {@code FILE.provenance.json} beside it. Equal networks
 * give equal bytes. Loading never runs Java deserialisation and never believes a size it reads.
 */
public final class ModelFile {
  private ModelFile() {}

  /** Where the provenance of a model is kept. */
  public static Path provenancePath(Path file) {
    return ProvenanceFile.path(file);
  }

  /** Where it is kept how the training of a model went. */
  public static Path recordPath(Path file) {
    return ModelProvenance.recordPath(file);
  }

  /**
   * Writes a network, what is needed to train it further, and its provenance. The latter lies
   * beside under another name until both are there, so that a model is never without its own.
   *
   * @param network the model
   * @param trained the network in training, whose weights differ from the model's where those are
   *     averaged or those of an earlier epoch
   * @param origin the training so far, or the file that was imported
   * @param beside writes what else is to be there before the model is
   * @throws IOException if they cannot be written; older files then stay
   */
  public static Model save(
      Path file,
      MultiLayerNetwork network,
      MultiLayerNetwork trained,
      ModelOrigin origin,
      Beside beside)
      throws IOException {
    boolean both = origin instanceof TrainingState training && training.config().keepsBothWeights();
    Map<String, StoredZip.Content> entries = entries(network, trained, both);
    ModelProvenance[] written = new ModelProvenance[1];
    Path coming = ProvenanceFile.coming(file);
    AtomicFile.write(
        file,
        model -> {
          StoredZip.write(model, entries);
          written[0] =
              new ModelProvenance(ContentDigest.ofFile(model), origin, Environment.describe());
          ModelProvenance.DOCUMENT.write(written[0], coming);
          beside.write(written[0].modelSha256());
        });
    ModelProvenance.DOCUMENT.write(written[0], provenancePath(file));
    Files.deleteIfExists(coming);
    return new Model(network, Optional.of(written[0]));
  }

  /** Writes what belongs to a model. */
  @FunctionalInterface
  public interface Beside {
    /**
     * Writes it.
     *
     * @param sha256 of the model
     */
    void write(String sha256) throws IOException;
  }

  /** The same for a model of which no more is known. */
  public static Model save(
      Path file, MultiLayerNetwork network, MultiLayerNetwork trained, ModelOrigin origin)
      throws IOException {
    return save(file, network, trained, origin, sha256 -> AtomicFile.delete(recordPath(file)));
  }

  /**
   * Writes a network that ann2snn did not train, without provenance.
   *
   * @throws IOException if it cannot be written; an older file then stays
   */
  public static Model save(Path file, MultiLayerNetwork network) throws IOException {
    AtomicFile.write(file, model -> StoredZip.write(model, entries(network, network, false)));
    Files.deleteIfExists(provenancePath(file));
    Files.deleteIfExists(recordPath(file));
    return new Model(network, Optional.empty());
  }

  private static Map<String, StoredZip.Content> entries(
      MultiLayerNetwork network, MultiLayerNetwork trained, boolean both) {
    Map<String, StoredZip.Content> entries = new LinkedHashMap<>();
    byte[] json = network.getLayerWiseConfigurations().toJson().getBytes(StandardCharsets.UTF_8);
    entries.put(CONFIGURATION, out -> out.write(json));
    entries.put(COEFFICIENTS, out -> RowWriter.write(network.params(), out));
    if (both) {
      entries.put(TRAINED, out -> RowWriter.write(trained.params(), out));
    }
    if (keepsState(trained)) {
      INDArray state = trained.getUpdater().getStateViewArray();
      if (state != null && !state.isEmpty()) {
        entries.put(UPDATER, out -> RowWriter.write(state, out));
      }
    }
    return entries;
  }

  /** Asking for the updater makes one, and with it an array of gradients. */
  private static boolean keepsState(MultiLayerNetwork network) {
    return network.getUpdater(false) != null
        || !network.getLayerWiseConfigurations().getConfs().stream().allMatch(ModelFile::isFrozen);
  }

  private static boolean isFrozen(NeuralNetConfiguration configuration) {
    return !(configuration.getLayer() instanceof BaseLayer layer)
        || layer.getIUpdater() instanceof NoOp;
  }

  /**
   * Reads a model, from DL4J or ann2snn, that may come from anywhere.
   *
   * @return the network, whose outputs equal those of the one saved bit by bit, and its provenance
   *     where there is one; one probability is those of two classes ({@link TwoClasses})
   * @throws BadFileException if the file is missing, damaged, not allowed or not supported, or if
   *     its provenance is damaged or that of another file
   */
  public static Model load(Path file) throws IOException {
    MultiLayerNetwork read = new ModelReader(file).read(false);
    MultiLayerNetwork network = TwoClasses.isOneProbability(read) ? TwoClasses.of(read) : read;
    return new Model(network, provenance(file));
  }

  /**
   * Reads the network in training that a checkpoint holds: the weights after the last update, with
   * the updater's state.
   *
   * @throws BadFileException as {@link #load}
   */
  public static MultiLayerNetwork loadForTraining(Path file) throws IOException {
    return new ModelReader(file).read(true);
  }

  /**
   * Where a model comes from, without reading it.
   *
   * @return empty if nobody has written that down
   * @throws BadFileException if the provenance is damaged or that of another file
   */
  public static Optional<ModelProvenance> provenance(Path file) throws IOException {
    return ProvenanceFile.read(file);
  }

  /**
   * How a model was trained, as far as it was.
   *
   * @throws BadFileException if it cannot be trained further: there is none, or nobody knows how
   */
  public static TrainingState training(Path file) throws IOException {
    BadFileException.when(
        !Files.isRegularFile(file),
        "%s: no such file, so there is nothing to resume; leave --resume out",
        file);
    return provenance(file)
        .flatMap(ModelProvenance::training)
        .orElseThrow(
            () ->
                BadFileException.of(
                    "%s: cannot resume: there is no %s that says how it was trained",
                    file, provenancePath(file).getFileName()));
  }
}
