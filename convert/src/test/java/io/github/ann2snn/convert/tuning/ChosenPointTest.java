package io.github.ann2snn.convert.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.convert.tuning.ChosenPoint.Way;
import io.github.ann2snn.convert.tuning.Goal.Objective;
import io.github.ann2snn.convert.tuning.TuningSettings.Basis;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.json.JsonDocument;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the provenance of a network says of its operating point. */
class ChosenPointTest {
  private static final ChosenPoint POINT =
      new ChosenPoint(
          ChosenPoint.SCHEMA,
          Objective.SYNOPS,
          0.1,
          0.9,
          32,
          Basis.MATCHED,
          2000,
          List.of("percentile 99.9, v0 0.5"),
          List.of(),
          6146,
          List.of(new Way("max, v0 0.5", 5, 1, -0.0007, 33846.5, 350)),
          new Way("mmse-channel for 3 steps, v0 0.5", 3, 2, 0.00049, 37483.25, 391),
          12292,
          -0.00099,
          false);

  private static Optional<ChosenPoint> read(String text) throws IOException {
    return ChosenPoint.of("net.nir", Map.of(ChosenPoint.KEY, text));
  }

  @Test
  void isReadAsItWasWritten() throws IOException {
    assertEquals(Optional.of(POINT), read(JsonDocument.text(POINT)));
    assertEquals(Optional.empty(), ChosenPoint.of("net.nir", Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"timesteps\" : 32 | \"timesteps\" : \"many\" | its operating point: timesteps is \"many\";"
            + " expected a whole number from 1 to 2147483647",
        "\"timesteps\" : 3, | \"timesteps\" : 0, | its operating point: chosen.timesteps is 0;"
            + " expected a whole number from 1 to 2147483647",
        "\"synops\" | \"fun\" | its operating point: objective is \"fun\"; expected one of"
            + " \"energy\", \"latency\", \"synops\"",
        "\"front\" : | \"back\" : | its operating point: \"front\" is missing; expected a list of"
            + " objects",
        "\"accuracyDrop\" : -7.0E-4 | \"accuracyDrop\" : true | its operating point:"
            + " front[0].accuracyDrop is true; expected a finite number",
        "\"met\" : false | \"met\" : 1 | its operating point: met is 1; expected true or false",
        "\"met\" : false | \"met\" : | its operating point is not complete"
      })
  void damageIsNamed(String right, String wrong, String message) {
    String text = JsonDocument.text(POINT);
    assertTrue(text.contains(right), text);
    BadFileException failure =
        assertThrows(BadFileException.class, () -> read(text.replace(right, wrong)));
    assertTrue(failure.getMessage().startsWith("net.nir: " + message), failure.getMessage());
    assertTrue(
        failure.getMessage().endsWith("; make it again with ann2snn convert"),
        failure.getMessage());
  }
}
