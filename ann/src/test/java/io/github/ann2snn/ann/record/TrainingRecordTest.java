package io.github.ann2snn.ann.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.training.TrainingConfigBuilder;
import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A made-up record, and what is refused of a file. */
public class TrainingRecordTest {
  @TempDir Path folder;

  /** Of so many epochs, whose models have the digests {@code sha-1}, {@code sha-2} and so on. */
  public static TrainingRecord record(int epochs) {
    TrainingRecord record =
        TrainingRecord.of(
            "corners", "sha-of-train", TrainingConfigBuilder.small().build(), "dense_0 | output");
    for (int epoch = 1; epoch <= epochs; epoch++) {
      record = record.with(epoch(epoch));
    }
    return record;
  }

  private static EpochRecord epoch(int number) {
    Histogram weights = new Histogram(-0.5f, 0.25f, -0.25, 0.3125, -0.5, 0.25, List.of(1L, 0L, 2L));
    Histogram activations = new Histogram(0, 1, 1, 1, 0, 0.5, List.of(3L, 0L, 1L));
    return new EpochRecord(
        number,
        "sha-" + number,
        5,
        1.0 / number,
        0.5,
        null,
        0.75,
        0.01,
        new BatchCurve(3, List.of(1.5f, 0.5f), List.of(0.25f, 0.75f)),
        List.of(
            new LayerRecord("dense_0", 0.5, 0.125, 2.0, weights, activations, 0.25),
            new LayerRecord("output", 1.0, 0.25, 3.0, weights, null, null)),
        null,
        new EpochRecord.Times(1_000_000L + 4000L * number, 2.5, 0.5));
  }

  private Path file() {
    return folder.resolve("model.zip.training.json");
  }

  @Test
  void isReadAsWritten() throws IOException {
    TrainingRecord.DOCUMENT.write(record(3), file());
    assertEquals(record(3), TrainingRecord.DOCUMENT.read(file()));
  }

  @Test
  void endsWithTheModelThatItIsAskedFor() throws IOException {
    Path model = folder.resolve("model.zip");
    assertEquals(Optional.empty(), TrainingRecord.of(model, "sha-2"));
    TrainingRecord.DOCUMENT.write(record(3), file());
    assertEquals(Optional.of(record(2)), TrainingRecord.of(model, "sha-2"));
    assertEquals(Optional.empty(), TrainingRecord.of(model, "sha-of-another"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "record/1|record/2|a newer ann2snn made it: update this one",
        "\"epoch\" : 2|\"epoch\" : 3|epochs must follow each other; got 3 after 1",
        "\"modelSha256\"|\"sha\"|key \"modelSha256\" is missing",
        "\"times\"|\"time\"|key \"times\" is missing",
        "\"width\" : 0.25|\"width\" : 0.0|width of a bin must be greater than 0; got 0.0",
        "1, 0, 2|1, -1, 2|a bin must hold at least 0 numbers; got -1",
        "\"deadShare\" : 0.25|\"deadShare\" : 1.5|share of dead neurons of layer dense_0 is 1.5",
        "\"gradientNorm\" : 0.5|\"gradientNorm\" : -0.5|a norm of layer dense_0 is -0.5, below 0",
        "0.25, 0.75|0.25|points of loss and accuracy must be as many, at most 100; got 2 and 1",
        "\"batches\" : 5|\"batches\" : 0|batches of epoch 1 must be at least 1; got 0",
        "\"loss\" : 1.0|\"loss\" : NaN|/epochs/0/loss is NaN, expected a finite number",
        "corners|{|",
      })
  void refusesWhatIsDamaged(String good, String bad, String reason) throws IOException {
    TrainingRecord.DOCUMENT.write(record(2), file());
    String text = Files.readString(file());
    assertTrue(text.contains(good), text);
    Files.writeString(file(), bad.equals("{") ? text.substring(0, 100) : text.replace(good, bad));
    String message =
        assertThrows(
                BadFileException.class,
                () -> TrainingRecord.of(folder.resolve("model.zip"), "sha-1"))
            .getMessage();
    assertTrue(message.startsWith(file() + ": "), message);
    assertTrue(
        message.contains(reason == null ? "not a complete training record" : reason), message);
  }

  @Test
  void saysWhereWhatIsCutOffBegan() throws IOException {
    TrainingRecord.DOCUMENT.write(record(2), file());
    String text = Files.readString(file());
    Files.writeString(
        file(), text.substring(0, text.lastIndexOf(',', text.indexOf("\"batches\""))));
    String message =
        assertThrows(
                BadFileException.class,
                () -> TrainingRecord.of(folder.resolve("model.zip"), "sha-1"))
            .getMessage();
    assertTrue(
        message.contains("expected close marker for Object (start marker at line: "), message);
    assertTrue(message.contains("); delete it; "), message);
  }
}
