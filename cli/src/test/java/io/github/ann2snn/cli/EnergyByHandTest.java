package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every energy of a small real run, worked out again from its results.json alone. */
class EnergyByHandTest extends TrainedNetworkTest {
  private static final double RELATIVE = 1e-9;
  private static final int T = 5;

  private JsonNode root;
  private JsonNode snn;
  private double neurons;
  private double spikes;

  private static void assertClose(double expected, double actual, String what) {
    assertEquals(expected, actual, RELATIVE * Math.abs(expected), what);
  }

  private void evaluate(String coding, String readout, String arithmetic) throws IOException {
    String file = network;
    if (!arithmetic.equals("float")) {
      file = path("integers.nir");
      String bits = arithmetic.substring(3);
      Outcome converted =
          run("convert", model, "--dataset", dataset, "--weight-bits", bits, "--out", file);
      assertEquals(0, converted.exitCode(), converted.err());
    }
    List<String> args = new ArrayList<>(List.of("compare", model, file, "--dataset", dataset));
    args.addAll(List.of("--timesteps", "" + T, "--coding", coding, "--readout", readout));
    args.addAll(List.of("--energy-profile", "../docs/energy-profile.json", "--json"));
    Outcome outcome = run(args.toArray(String[]::new));
    assertEquals(0, outcome.exitCode(), outcome.err());
    root = new JsonMapper().readTree(outcome.out());
    snn = root.get("snn");
    neurons = 0;
    spikes = 0;
    for (JsonNode layer : snn.get("layers")) {
      neurons += layer.get("neurons").asDouble();
      spikes += layer.get("spikesPerSample").asDouble();
    }
  }

  @BeforeEach
  void forget() {
    root = null;
  }

  @ParameterizedTest
  @CsvSource({
    "current, membrane, float",
    "current, spikes, int8",
    "current, membrane, int16",
    "poisson, membrane, float",
    "regular, spikes, float",
    "binary, membrane, int8"
  })
  void everyEnergyFollowsFromCountsAndPrices(String coding, String readout, String arithmetic)
      throws IOException {
    evaluate(coding, readout, arithmetic);
    assertOperations(readout);
    assertEquals(10, root.get("energy").size());
    for (JsonNode energy : root.get("energy")) {
      assertCounts(energy);
      assertItems(energy);
      assertByTimestep(energy);
      assertReferences(energy);
    }
    JsonNode second = root.at("/energy/1");
    assertTrue(second.get("fitsArithmetic").asBoolean(), second.toString());
  }

  /** What the layers say is what the ledger says. */
  private void assertOperations(String readout) {
    JsonNode operations = snn.get("operations");
    double synops = 0;
    double macs = 0;
    for (JsonNode layer : snn.get("layers")) {
      synops += layer.get("synapticOperationsPerSample").asDouble();
      macs += layer.get("macsPerSample").asDouble();
    }
    assertClose(synops, operations.get("synapticOperation").asDouble(), "synops");
    assertClose(macs, operations.get("analogMac").asDouble(), "macs");
    assertClose(T * neurons, operations.get("biasAdd").asDouble(), "bias");
    assertClose(spikes, operations.get("reset").asDouble(), "reset");
    double firing = neurons - (readout.equals("spikes") ? 0 : 4);
    assertClose(T * firing, operations.get("thresholdCompare").asDouble(), "compare");
    for (Map.Entry<String, JsonNode> item : snn.get("operationsByTimestep").properties()) {
      assertEquals(T, item.getValue().size());
      assertEquals(operations.get(item.getKey()), item.getValue().get(T - 1), item.getKey());
    }
    JsonNode totals = snn.get("totals");
    assertTrue(totals.at("/neuroBench/effectiveAcs").asDouble() <= synops * (1 + RELATIVE));
    assertClose(
        spikes / (firing * T),
        1 - totals.at("/neuroBench/activationSparsity").asDouble(),
        "sparsity");
    assertEquals(snn.get("footprintBytes"), totals.at("/neuroBench/footprintBytes"));
    assertClose(synops, totals.at("/snnToolbox/synapticOperations").asDouble(), "toolbox");
  }

  private void assertCounts(JsonNode energy) {
    JsonNode counts = energy.get("counts");
    JsonNode operations = snn.get("operations");
    double synops = operations.get("synapticOperation").asDouble();
    double macs = operations.get("analogMac").asDouble();
    double steps = operations.get("biasAdd").asDouble();
    for (Map.Entry<String, JsonNode> item : counts.properties()) {
      double count = item.getValue().asDouble();
      switch (item.getKey()) {
        case "neuronUpdate", "biasRead" -> assertClose(steps, count, item.getKey());
        case "weightRead" -> assertClose(synops + macs, count, item.getKey());
        case "inputRead" -> assertClose(macs, count, item.getKey());
        case "potentialAccess" -> assertClose(2 * (synops + steps), count, item.getKey());
        // spikes of the input neurons, whose fan-out is the first layer's width
        case "spike" -> assertClose(spikes + inputSpikes(), count, item.getKey());
        case "spikeAccess" -> assertClose(2 * (spikes + inputSpikes()), count, item.getKey());
        default -> assertEquals(operations.get(item.getKey()), item.getValue(), item.getKey());
      }
    }
  }

  private double inputSpikes() {
    JsonNode first = snn.at("/layers/0");
    return first.get("synapticOperationsPerSample").asDouble() / first.get("neurons").asDouble();
  }

  private static void assertItems(JsonNode energy) {
    String profile = energy.get("profile").asText();
    double sum = 0;
    double largest = 0;
    for (Map.Entry<String, JsonNode> item : energy.get("snnItems").properties()) {
      String key = item.getKey();
      double count = energy.get("counts").get(key).asDouble();
      double price = energy.get("picojoules").get(key).asDouble();
      double nanojoules = item.getValue().asDouble();
      assertClose(count * price / 1000, nanojoules, profile + ", " + key);
      sum += nanojoules;
      largest = Math.max(largest, nanojoules);
    }
    assertClose(sum, energy.get("snnNanojoules").asDouble(), profile);
    String deciding = energy.get("decidingItem").asText();
    assertEquals(largest, energy.get("snnItems").get(deciding).asDouble(), profile);
  }

  private void assertByTimestep(JsonNode energy) {
    JsonNode prices = energy.get("picojoules");
    JsonNode byTimestep = energy.get("snnNanojoulesByTimestep");
    assertEquals(T, byTimestep.size());
    double last = energy.get("snnNanojoules").asDouble();
    assertClose(last, byTimestep.get(T - 1).asDouble(), "at T");
    if (prices.has("spike") || prices.has("spikeAccess")) {
      return; // input spikes of each step are not in the document
    }
    for (int t = 0; t < T; t++) {
      double nanojoules = 0;
      for (Map.Entry<String, JsonNode> item : snn.get("operationsByTimestep").properties()) {
        nanojoules += item.getValue().get(t).asDouble() * prices.get(item.getKey()).asDouble();
      }
      if (prices.has("neuronUpdate")) {
        nanojoules += (t + 1) * neurons * prices.get("neuronUpdate").asDouble();
      }
      assertClose(nanojoules / 1000, byTimestep.get(t).asDouble(), "step " + t);
    }
  }

  private void assertReferences(JsonNode energy) {
    if (!energy.has("references")) {
      return;
    }
    for (JsonNode reference : energy.get("references")) {
      String key = reference.get("key").asText();
      boolean dense = key.toLowerCase(java.util.Locale.ROOT).contains("dense");
      double macs = root.at("/ann/macsPerSample/" + (dense ? "dense" : "effective")).asDouble();
      double arithmetic = macs * reference.get("macPicojoules").asDouble() / 1000;
      double nanojoules = reference.get("nanojoules").asDouble();
      if (energy.has("memoryBytes")) {
        assertTrue(nanojoules > arithmetic, reference.toString());
      } else {
        assertClose(arithmetic, nanojoules, key);
      }
      double snnNanojoules = energy.get("snnNanojoules").asDouble();
      assertClose(snnNanojoules / nanojoules, reference.get("snnRatio").asDouble(), key);
      int bits = key.startsWith("int8") ? 8 : key.startsWith("bits") ? 3 : 0;
      if (bits > 0) {
        assertEquals(bits, reference.get("bits").asInt(), key);
      }
    }
    double own = energy.at("/picojoules/annMac").asDouble();
    assertEquals(own, energy.at("/references/0/macPicojoules").asDouble());
    assertEquals(energy.get("annDenseNanojoules"), energy.at("/references/0/nanojoules"));
    assertEquals(energy.get("annEffectiveNanojoules"), energy.at("/references/1/nanojoules"));
  }
}
