package io.github.ann2snn.dynamics.quantity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.dynamics.quantity.Quantity.QuantitySteps;
import io.github.ann2snn.dynamics.quantity.Unit.Dimension;
import io.github.ann2snn.dynamics.quantity.Unit.Prefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  private static String refusal(Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }

  private static QuantitySteps steps(String duration, String dt) {
    return QuantitySteps.of(
        Quantity.parse(duration, Dimension.TIME), Quantity.parse(dt, Dimension.TIME));
  }

  /** The doubles are those of the literals: no rounding on the way. */
  @ParameterizedTest
  @CsvSource({
    "2.5nA, nA, 2.5",
    "1.5pA, nA, 0.0015",
    "2500pA, nA, 2.5",
    "0.3uA, nA, 300",
    "0.0000000025A, nA, 2.5",
    "1s, ms, 1000",
    "0.1ms, ms, 0.1",
    "0.1ms, s, 0.0001",
    "100us, ms, 0.1",
    "20ms, ms, 20",
    "-70mV, mV, -70",
    "-0.07V, mV, -70",
    "+1.1kV, mV, 1100000",
    "10MOhm, MOhm, 10",
    "10000kohm, MOhm, 10",
    "200pF, pF, 200",
    "10nS, nS, 10",
    "1e3 Hz, Hz, 1000",
    "1.5E-3kHz, Hz, 1.5",
    ".5mS, uS, 500",
    "' 3. nA ', nA, 3",
    "0A, nA, 0",
  })
  void givesTheNearestDouble(String text, String unit, double expected) {
    assertEquals(expected, Quantity.parse(text, Unit.of(unit).orElseThrow()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7uA", "7\u00b5A", "7\u03bcA", "7 \u00b5A"})
  void knowsEverySpellingOfMicro(String text) {
    assertEquals(7000, Quantity.parse(text, Unit.NANOAMPERE));
    assertEquals("7uA", Quantity.parse(text, Dimension.CURRENT).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"7MOhm", "7Mohm", "7M\u03a9", "7M\u2126"})
  void knowsEverySpellingOfOhm(String text) {
    assertEquals(7, Quantity.parse(text, Unit.MEGAOHM));
  }

  @ParameterizedTest
  @EnumSource
  void readsItsOwnExamplesAndUnits(Dimension dimension) {
    assertEquals(dimension.example(), Quantity.parse(dimension.example(), dimension).toString());
    for (Prefix prefix : Prefix.values()) {
      Unit unit = new Unit(prefix, dimension);
      assertEquals(unit, Quantity.parse("1" + unit.symbol(), dimension).unit());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2.5 | '2.5' has no unit;",
        "2.5nF | '2.5nF' is a capacitance;",
        "2.5mS | '2.5mS' is a conductance;",
        "2.5ms | '2.5ms' is a time;",
        "2.5na | '2.5na' has the unknown unit na (case matters);",
        "2.5gA | '2.5gA' has the unknown unit gA (case matters);",
        "2.5n | '2.5n' has the unknown unit n (case matters);",
        "nA | 'nA' is no number with a unit;",
        "'' | '' is no number with a unit;",
        "NaNnA | 'NaNnA' is no number with a unit;",
        "2,5nA | '2,5nA' is no number with a unit;",
        "2.5nA/cm2 | '2.5nA/cm2' is no number with a unit;",
        "1e9999nA | '1e9999nA' is no number with a unit;",
      })
  void refusesWhatIsNoCurrent(String text, String reason) {
    assertEquals(
        reason + " expected a current with its unit (pA, nA, uA, mA, A, kA, MA), such as 2.5nA",
        refusal(() -> Quantity.parse(text, Unit.NANOAMPERE)));
  }

  @ParameterizedTest
  @CsvSource({"1e40nA, 1E+40nA", "-1e31A, -1E+31A", "1e-40A, 1E-40A", "1e-999A, 1E-999A"})
  void refusesSizesBeyondComputing(String text, String printed) {
    assertEquals(
        printed + " is too large or too small, expected 0 or 1.0E-30 to 1.0E30 A",
        refusal(() -> Quantity.parse(text, Dimension.CURRENT)));
  }

  @Test
  void refusesLongTexts() {
    String message = refusal(() -> Quantity.parse("1".repeat(1000) + "nA", Dimension.CURRENT));
    assertTrue(message.startsWith("a text of 1002 characters is too long; expected"), message);
  }

  @Test
  void refusesAnotherDimensionsUnit() {
    Quantity current = Quantity.parse("2.5nA", Dimension.CURRENT);
    assertEquals(
        "2.5nA is a current and cannot be given in mV", refusal(() -> current.in(Unit.MILLIVOLT)));
  }

  @ParameterizedTest
  @CsvSource({"1s, 0.1ms, 10000", "0.3ms, 0.1ms, 3", "1s, 100us, 10000", "0.7s, 7us, 100000"})
  void countsStepsExactly(String duration, String dt, long expected) {
    QuantitySteps steps = steps(duration, dt);

    assertEquals(expected, steps.steps());
    assertTrue(steps.note().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "1.04ms, 0.1ms, 10, 1ms",
    "1.05ms, 0.1ms, 11, 1.1ms",
    "1s, 0.3ms, 3333, 999.9ms",
    "0.05ms, 0.1ms, 1, 0.1ms",
    "1s, 0.03s, 33, 0.99s",
    "100.4s, 10s, 10, 100s",
  })
  void saysThatItRounds(String duration, String dt, long expected, String simulated) {
    QuantitySteps steps = steps(duration, dt);

    assertEquals(expected, steps.steps());
    assertEquals(
        "the duration %s is not a multiple of dt %s: simulating %d steps, %s"
            .formatted(duration, dt, expected, simulated),
        steps.note().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0s | 0.1ms | the duration is 0s, expected more than 0s",
        "-1s | 0.1ms | the duration is -1s, expected more than 0s",
        "1s | 0ms | the dt is 0ms, expected more than 0s",
        "0.04ms | 0.1ms | the duration 0.04ms is shorter than half a step of 0.1ms; take a longer one or a shorter dt",
        "1e20s | 1ms | the duration 1E+20s is more than 1000000000000 steps of 1ms; take a shorter one or a longer dt",
      })
  void refusesDurationsWithoutSteps(String duration, String dt, String message) {
    assertEquals(message, refusal(() -> steps(duration, dt)));
  }

  @Test
  void refusesWrongSteps() {
    Quantity second = Quantity.parse("1s", Dimension.TIME);
    assertEquals("1s is not 2 steps of 1s", refusal(() -> new QuantitySteps(second, second, 2)));
    Quantity volt = Quantity.parse("1V", Dimension.VOLTAGE);
    assertEquals(
        "1V is a voltage and cannot be given in s", refusal(() -> QuantitySteps.of(volt, second)));
  }
}
