package io.github.ann2snn.spark;

import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.evaluation.EvaluationStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * What became of a part.
 *
 * @param evaluation of it; empty if its samples could not be read
 * @param missing whether they were not there, and not damaged
 * @param reason why they could not be read
 */
record PartOutcome(Optional<Evaluation> evaluation, boolean missing, String reason) {
  /** As bytes, for the way to the driver and for checkpoints. */
  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeBoolean(evaluation.isPresent());
      if (evaluation.isPresent()) {
        EvaluationStream.write(evaluation.get(), out);
      } else {
        out.writeBoolean(missing);
        out.writeUTF(reason);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} gave.
   *
   * @param samples the most samples that it may be of
   * @throws IOException if it is damaged
   */
  static PartOutcome of(byte[] bytes, int samples) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return in.readBoolean()
          ? new PartOutcome(Optional.of(EvaluationStream.read(in, samples)), false, "")
          : new PartOutcome(Optional.empty(), in.readBoolean(), in.readUTF());
    }
  }
}
