package io.github.ann2snn.api;

import io.github.ann2snn.convert.Certificate;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.tuning.ChosenPoint;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.NirWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A converted network with the evidence for it.
 *
 * @param network the spiking network, which knows how it is meant to be run ({@link
 *     SpikingNetwork#defaults}) and where it comes from ({@link SpikingNetwork#provenance})
 * @param details of the conversion in single precision, before weights became integers where that
 *     was asked for: scales, certificate, corrections
 * @param operatingPoint how it is run and why, where that was left open
 * @param config how it was converted, as its user said or as was chosen
 * @param evidence what the user must know of the samples that the operating point was chosen by, if
 *     anything
 */
public record Conversion(
    SpikingNetwork network,
    io.github.ann2snn.convert.Conversion details,
    ConversionConfig config,
    Optional<ChosenPoint> operatingPoint,
    Optional<String> evidence) {
  /** Key of a network's provenance: SHA-256 of the model's file. */
  public static final String MODEL_SHA256 = "model_sha256";

  /** Key of a network's provenance: what the model's file did not say, as options. */
  public static final String MODEL_OPTIONS = "model_options";

  /** Key of a network's provenance: SHA-256 of the training samples. */
  public static final String TRAIN_SHA256 = "dataset_train_sha256";

  /** Key of a network's provenance: which part of them the training held out, if any. */
  public static final String VALIDATION_FRACTION = "validation_fraction";

  /** Key of a network's provenance: the training's seed, which chose that part. */
  public static final String TRAINING_SEED = "training_seed";

  /**
   * Evidence that the network is the same function as the model.
   *
   * @return the certificate
   */
  public Certificate certificate() {
    return details.certificate();
  }

  /**
   * What the user must know: of the samples that were chosen by, or calibrated on.
   *
   * @return whole sentences, in the order in which they arose
   */
  public List<String> notices() {
    List<String> notices = new ArrayList<>(evidence.stream().toList());
    notices.addAll(details.notices());
    return notices;
  }

  /**
   * Why the network is run as it is, in five lines; empty where its user said how.
   *
   * @return lines for people
   */
  public List<String> reasons() {
    return operatingPoint.map(ChosenPoint::lines).orElse(List.of());
  }

  /**
   * Writes the network as NIR, which appears whole or not at all.
   *
   * @param file its path
   * @throws IOException if it cannot be written; an older file then stays
   */
  public void write(Path file) throws IOException {
    NirWriter.write(network, file);
  }
}
