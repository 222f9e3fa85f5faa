package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Leaky neurons and the currents that flow into them. */
class SimulateLifTest extends SimulationTest {
  /** 20 mV of 25 take 16.0 ms from rest, and each later spike 5 ms more: Brian2's lif_2p5nA. */
  @Test
  void leakyNeuronFiresAtTheTimesOfTheReference() throws IOException {
    Outcome outcome = succeeds("lif --neurons 1 --current 2500pA --duration 0.2s");
    assertEquals(
        List.of(
            "neuron,time_ms",
            "0,16.0",
            "0,37.0",
            "0,58.0",
            "0,79.0",
            "0,100.0",
            "0,121.0",
            "0,142.0",
            "0,163.0",
            "0,184.0"),
        lines("spikes.csv"));
    List<String> potentials = lines("potentials.csv");
    assertEquals(2001, potentials.size());
    assertEquals("time_ms,V_0_mV", potentials.get(0));
    assertEquals("0.0,-70.0", potentials.get(1));
    assertEquals(-69.7512458437292, Double.parseDouble(potentials.get(2).split(",", -1)[1]), 1e-12);
    assertEquals(
        List.of("neuron,current_nA,spikes,settled_rate_Hz", "0,2.5,9," + 1000 / 21.0),
        lines("rates.csv"));
    assertTrue(
        outcome.out().startsWith("lif: 1 neuron at 2500pA, 200ms in 2,000 steps of 0.1ms\n"),
        outcome.out());
    assertTrue(outcome.out().contains("  spikes            9\n"), outcome.out());
    assertEquals(
        "Wrote results.json, its CSV files and report.html to " + path("out") + "\n",
        outcome.err());
    JsonNode document = document();
    assertEquals("ann2snn.simulation/1", document.get("schema").asText());
    assertEquals("2500pA", document.at("/settings/current").asText());
    assertEquals("10MOhm", document.at("/settings/resistance").asText());
    assertEquals(45, document.at("/results/meanRateHz").asDouble(), 1e-12);
    assertTrue(document.at("/results/silence").isNull());
    assertEquals(42, document.at("/provenance/seed").asInt());
  }

  @Test
  void currentsSpreadFromTheFirstNeuronToTheLast() throws IOException {
    succeeds("lif --neurons 5 --current 1nA --current-to 3nA --traces 2");
    List<String> rates = lines("rates.csv");
    assertEquals(List.of("0,1.0,0,0.0", "1,1.5,0,0.0", "2,2.0,0,0.0"), rates.subList(1, 4));
    assertTrue(rates.get(4).startsWith("3,2.5,47,47.6"), rates.get(4));
    assertEquals("time_ms,V_0_mV,V_1_mV", lines("potentials.csv").get(0));
  }

  /** At 3 nA from 100 ms on: 11 ms to the threshold, then every 16 ms. */
  @Test
  void aCurrentIsSwitchedOnAndOff() throws IOException {
    succeeds("lif --neurons 1 --current 3nA --from 100ms --until 150ms --duration 300ms");
    assertEquals(List.of("0,110.9", "0,126.8", "0,142.7"), lines("spikes.csv").subList(1, 4));
    assertEquals(4, lines("spikes.csv").size());
    assertEquals("100ms", document().at("/settings/from").asText());
    assertFalse(document().at("/results/drive/steadyInSecondHalf").asBoolean());
    succeeds("lif --neurons 1 --current 3nA --from 150ms --duration 300ms");
    assertTrue(document().at("/results/drive/steadyInSecondHalf").asBoolean());
  }

  /** Pulses of 12 ms reach the threshold once each, after 11 ms. */
  @Test
  void aCurrentComesInPulses() throws IOException {
    Outcome outcome =
        succeeds(
            "lif --neurons 1 --current 3nA --pulse-period 100ms --pulse-width 12.04ms --duration 0.3s");
    assertEquals(List.of("0,10.9", "0,110.9", "0,210.9"), lines("spikes.csv").subList(1, 4));
    assertEquals(
        "--pulse-width 12.04ms is not a multiple of dt 0.1ms: taking 120 steps",
        outcome.err().lines().findFirst().orElse(""));
    assertTrue(
        outcome.out().startsWith("lif: 1 neuron at 3nA, pulses of 12.04ms every 100ms, 300ms"),
        outcome.out());
    outcome = succeeds("lif --neurons 1 --current 3nA --pulse-period 50ms --pulse-width 5ms");
    assertTrue(
        outcome.out().endsWith("only after 10.9861 ms, and flows for 5 ms without a pause.\n"),
        outcome.out());
  }

  @Test
  void noiseDependsOnTheSeedAlone() throws IOException {
    String line = "lif --neurons 3 --current 1.9nA --noise 2nA --duration 300ms --seed ";
    succeeds(line + 1);
    byte[] first = Files.readAllBytes(Path.of(path("out/spikes.csv")));
    byte[] document = Files.readAllBytes(Path.of(path("out/results.json")));
    succeeds(line + 1);
    assertArrayEquals(first, Files.readAllBytes(Path.of(path("out/spikes.csv"))));
    assertArrayEquals(document, Files.readAllBytes(Path.of(path("out/results.json"))));
    succeeds(line + 2);
    assertFalse(Arrays.equals(first, Files.readAllBytes(Path.of(path("out/spikes.csv")))));
  }

  @Test
  void silenceDespiteNoiseIsExplained() {
    Outcome outcome = succeeds("lif --neurons 1 --current 1nA --noise 1pA --duration 1ms");
    assertTrue(
        outcome.out().endsWith("It takes more than 2 nA, or stronger noise.\n"), outcome.out());
  }

  @Test
  void aDurationBetweenStepsIsRoundedAndSaid() throws IOException {
    Outcome outcome = succeeds("lif --neurons 1 --duration 10.04ms --quiet");
    String note = "the duration 10.04ms is not a multiple of dt 0.1ms: simulating 100 steps, 10ms";
    assertEquals(note + "\n", outcome.err());
    assertEquals(note, document().at("/notices/0").asText());
    assertTrue(
        outcome.out().endsWith("only after 16.0944 ms; take a longer --duration.\n"),
        outcome.out());
  }
}
