package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Hodgkin and Huxley's axons. */
class SimulateHhTest extends SimulationTest {
  @Test
  void axonFiresAtTheConvergedRateWithEitherMethod() throws IOException {
    Outcome outcome = succeeds("hh --current 2nA");
    JsonNode document = document();
    assertEquals("rk4", document.at("/settings/method").asText());
    assertEquals("0.05ms", document.at("/settings/dt").asText());
    assertEquals(68.324, document.at("/results/settledRateHz/mean").asDouble(), 0.002);
    assertEquals(10, document.at("/results/strongestDensityMicroamperesPerCm2").asDouble(), 1e-12);
    assertEquals(-64.996379, document.at("/results/restMv").asDouble(), 1e-6);
    assertEquals(0.0529, document.at("/results/gatesAtRest/m").asDouble(), 1e-3);
    assertTrue(outcome.out().contains("  rest              -64.9964 mV; gates m "), outcome.out());
    assertEquals("time_ms,m_0,h_0,n_0", lines("gates.csv").get(0));
    assertEquals(20_002, lines("gates.csv").size());
    succeeds("hh --current 2nA --method exponential-euler");
    assertEquals("0.01ms", document().at("/settings/dt").asText());
    assertEquals(68.324, document().at("/results/settledRateHz/mean").asDouble(), 0.5);
  }

  @Test
  void axonBelowItsRangeSaysWhereItFires() {
    Outcome outcome = succeeds("hh --current 0nA --duration 10ms");
    assertTrue(
        outcome
            .out()
            .endsWith("fires repetitively from about 1.252 to 12.6 nA (6.26 to 63 uA/cm2).\n"),
        outcome.out());
  }
}
