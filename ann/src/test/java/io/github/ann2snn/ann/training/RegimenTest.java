package io.github.ann2snn.ann.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.training.ModelProvenance.TrainingState;
import io.github.ann2snn.files.json.JsonDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegimenTest {
  @TempDir Path folder;

  private static Regimen rates(LearningRateSchedule schedule, int warmupEpochs) {
    return new Regimen(schedule, warmupEpochs, 0, 0, Set.of(), 0, 0);
  }

  /** Four epochs of two updates. */
  @ParameterizedTest
  @CsvSource({
    "CONSTANT, 0, '1, 1, 1, 1, 1, 1, 1, 1'",
    "CONSTANT, 2, '0.25, 0.5, 0.75, 1, 1, 1, 1, 1'",
    "COSINE, 0, '1, 0.9619398, 0.8535534, 0.6913417, 0.5, 0.3086583, 0.1464466, 0.0380602'",
    "COSINE, 2, '0.25, 0.5, 0.75, 1, 1, 0.8535534, 0.5, 0.1464466'",
    "STEP, 0, '1, 1, 1, 1, 0.1, 0.1, 0.01, 0.01'",
    "STEP, 1, '0.5, 1, 1, 1, 1, 0.1, 0.1, 0.01'"
  })
  void ratesByHand(LearningRateSchedule schedule, int warmupEpochs, String expected) {
    Regimen regimen = rates(schedule, warmupEpochs);
    List<Double> factors =
        IntStream.range(0, 8).mapToObj(update -> regimen.rateFactor(update, 2, 4)).toList();
    String[] values = expected.split(", ", -1);
    for (int update = 0; update < 8; update++) {
      assertEquals(Double.parseDouble(values[update]), factors.get(update), 1e-7, "" + update);
    }
  }

  private static TrainingState state(TrainingConfig config, int completed, OptionalInt best) {
    return new TrainingState("corners", "sha", Optional.empty(), config, completed, best);
  }

  private static TrainingConfigBuilder all() {
    return TrainingConfigBuilder.small()
        .epochs(9)
        .validationFraction(0.25)
        .schedule(LearningRateSchedule.STEP)
        .warmupEpochs(2)
        .weightDecay(0.03)
        .earlyStopping(4)
        .augmentation(Augmentation.CROP, Augmentation.SHIFT)
        .labelSmoothing(0.1)
        .clipNorm(1.5);
  }

  @Test
  void provenanceKeepsAllOfIt() throws IOException {
    TrainingState state = state(all().build(), 7, OptionalInt.of(5));
    Path file = folder.resolve("provenance.json");
    ModelProvenance provenance = new ModelProvenance("sha", state, Map.of());
    ModelProvenance.DOCUMENT.write(provenance, file);
    assertEquals(state, ModelProvenance.DOCUMENT.read(file).training().orElseThrow());
    String text = JsonDocument.text(provenance).replaceAll("\\s+", " ");
    assertTrue(
        text.contains(
            "\"regimen\" : { \"schedule\" : \"step\", \"warmupEpochs\" : 2, \"weightDecay\" : 0.03,"
                + " \"earlyStopping\" : 4, \"augmentation\" : [ \"shift\", \"crop\" ],"
                + " \"labelSmoothing\" : 0.1, \"clipNorm\" : 1.5 }"),
        text);
    assertTrue(text.contains("\"epochsCompleted\" : 7, \"bestEpoch\" : 5"), text);
  }

  @Test
  void provenanceSaysNothingWhereThereIsNothing() throws IOException {
    TrainingState state = state(TrainingConfigBuilder.small().build(), 2, OptionalInt.empty());
    Path file = folder.resolve("provenance.json");
    ModelProvenance provenance = new ModelProvenance("sha", state, Map.of());
    ModelProvenance.DOCUMENT.write(provenance, file);
    String text = JsonDocument.text(provenance);
    assertFalse(text.contains("regimen") || text.contains("bestEpoch"), text);
    assertEquals(state, ModelProvenance.DOCUMENT.read(file).training().orElseThrow());
  }

  @Test
  void stopsAfterSoManyEpochsThatAreNoBetter() {
    TrainingConfig config = all().build();
    assertFalse(state(config, 8, OptionalInt.of(5)).hasStoppedEarly());
    assertTrue(state(config, 9, OptionalInt.of(5)).hasStoppedEarly());
    assertEquals(5, state(config, 9, OptionalInt.of(5)).modelEpoch());
    TrainingState usual = state(TrainingConfigBuilder.small().build(), 3, OptionalInt.empty());
    assertEquals(3, usual.modelEpoch());
    assertFalse(usual.hasStoppedEarly());
  }

  @Test
  void aTrainingOfFewerEpochsHasTheSameWithoutStopping() {
    assertEquals(
        all().epochs(2).warmupEpochs(1).earlyStopping(0).validationFraction(0.5).build(),
        all().build().with(2, 0.5));
  }
}
