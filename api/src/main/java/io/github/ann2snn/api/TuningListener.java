package io.github.ann2snn.api;

import io.github.ann2snn.convert.tuning.Exploration;
import io.github.ann2snn.convert.tuning.Trial;
import io.github.ann2snn.convert.tuning.TuningDocument;
import io.github.ann2snn.convert.tuning.TuningDocument.HeldOutPart;
import java.io.IOException;
import java.util.List;

/** Hears how a tuning gets on, and may keep what it has found out so far. */
public interface TuningListener {
  /** Hears nothing. */
  TuningListener NONE = new TuningListener() {};

  /**
   * The samples are chosen, and nothing is simulated yet.
   *
   * @param samples how many there are, and what the model does on them
   * @return what is known of the same exploration: none of it is simulated again
   * @throws IOException if that cannot be read; the tuning then ends
   */
  default Exploration begins(HeldOutPart samples) throws IOException {
    return new Exploration(List.of());
  }

  /**
   * Something is done otherwise than one might expect.
   *
   * @param sentence for people
   */
  default void told(String sentence) {}

  /**
   * The reader of the results must know something of the samples; {@link Tuning#notices} has it,
   * too.
   *
   * @param sentence for people
   */
  default void noticed(String sentence) {}

  /**
   * A trial was made.
   *
   * @param trial what was tried, and what it gave
   * @param soFar all trials until now
   * @throws IOException if that cannot be kept; the tuning then ends
   */
  default void tried(Trial trial, TuningDocument soFar) throws IOException {}

  /**
   * The search has ended, and candidates are confirmed next.
   *
   * @param trials all of them
   * @param known how many of them were known before
   * @throws IOException if that cannot be kept; the tuning then ends
   */
  default void searched(TuningDocument trials, int known) throws IOException {}

  /**
   * The choice was converted, and is tested next.
   *
   * @param conversion the network, and the evidence for it
   */
  default void converted(Conversion conversion) {}
}
