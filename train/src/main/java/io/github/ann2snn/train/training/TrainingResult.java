package io.github.ann2snn.train.training;

import io.github.ann2snn.train.model.Model;
import java.util.List;

/**
 * A trained model.
 *
 * @param model as written to the file
 * @param epochs the epochs trained now, without those of a checkpoint before
 */
public record TrainingResult(Model model, List<EpochReport> epochs) {
  /** Copies the list. */
  public TrainingResult {
    epochs = List.copyOf(epochs);
  }
}
