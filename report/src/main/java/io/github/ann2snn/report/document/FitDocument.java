package io.github.ann2snn.report.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.files.json.JsonDocument.Wording;
import java.util.Objects;

/**
 * What {@code fit} writes.
 *
 * @param schema always {@value #SCHEMA}
 * @param network the file's name
 * @param dataset whose samples ran; null if none did
 * @param fit how the network lies on the chip
 * @param provenance where the network comes from
 */
public record FitDocument(
    String schema, String network, String dataset, FitPart fit, JsonNode provenance) {
  /** Version of this document. */
  public static final String SCHEMA = "ann2snn.fit/1";

  /** Reads and writes it. */
  public static final JsonDocument<FitDocument> DOCUMENT =
      new JsonDocument<>(
          SCHEMA, FitDocument.class, Wording.madeBy("ann2snn fit", "not complete JSON ({reason})"));

  /** Refuses null in what every document has. */
  public FitDocument {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(fit, "fit");
  }
}
