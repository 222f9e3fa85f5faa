package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.runtime.evaluation.SweepResult.RuleResult;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A sweep as bytes, see {@link EvaluationStream}. */
public final class SweepStream {
  private static final int MAX_RULES = 1 << 16;

  private SweepStream() {}

  /**
   * Writes {@code result}.
   *
   * @throws IOException if {@code out} cannot be written
   */
  public static void write(SweepResult result, DataOutputStream out) throws IOException {
    out.writeInt(result.samples());
    out.writeLong(result.referenceCorrect());
    out.writeInt(result.rules().size());
    for (RuleResult rule : result.rules()) {
      EvaluationStream.writeLedger(rule.ledger(), out);
      EvaluationStream.writeLongs(rule.stopped(), out);
      EvaluationStream.writeLongs(rule.onlyReference(), out);
      EvaluationStream.writeLongs(rule.onlyNetwork(), out);
    }
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @throws IOException if {@code in} ends too early or holds something else
   */
  public static SweepResult read(DataInputStream in) throws IOException {
    int samples = in.readInt();
    long referenceCorrect = in.readLong();
    int count = EvaluationStream.length(in, MAX_RULES);
    List<RuleResult> rules = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      rules.add(
          new RuleResult(
              EvaluationStream.readLedger(in),
              EvaluationStream.readLongs(in),
              EvaluationStream.readLongs(in),
              EvaluationStream.readLongs(in)));
    }
    return new SweepResult(samples, referenceCorrect, rules);
  }
}
