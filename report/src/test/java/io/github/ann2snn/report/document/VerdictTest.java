package io.github.ann2snn.report.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The paragraph, from documents with no more than it needs. */
class VerdictTest {
  private static final String SNN =
      "'snn': {'timesteps': 7, 'accuracy': 0.975, 'totals': {'neuroBench': {'activationSparsity': 0.9}}}";
  private static final String ANN =
      "'ann': {}, 'comparison': {'accuracyDrop': 0.0125, 'mcnemarP': 0.03}";

  private static String verdict(String... parts) throws JsonProcessingException {
    String json = ("{'dataset': {}, " + String.join(", ", parts) + "}").replace('\'', '"');
    Results results = new JsonMapper().readValue(json, Results.class);
    return Verdict.of(results.ann(), results.snn(), results.comparison(), false, results.energy());
  }

  private static String energy(double snn, String breakEven) {
    StringBuilder references = new StringBuilder();
    String[] keys = {"dense", "effective", "int8Effective", "bitsEffective"};
    double[] nanojoules = {80, 40, 4, 2};
    for (int i = 0; i < keys.length; i++) {
      references.append(
          "%s{'key': '%s', 'title': '%s ANN', 'bits': 32, 'nanojoules': %s, 'snnRatio': %s}"
              .formatted(i == 0 ? "" : ", ", keys[i], keys[i], nanojoules[i], snn / nanojoules[i]));
    }
    return "'energy': [{'profile': 'p', 'snnNanojoules': %s, 'snnItems': {'reset': %s, 'biasAdd': %s}, 'decidingItem': 'biasAdd', 'references': [%s]%s}]"
        .formatted(snn, snn / 4, 3 * snn / 4, references, breakEven);
  }

  @Test
  void saysWhomTheNetworkBeatsAndToWhomItLoses() throws JsonProcessingException {
    assertEquals(
        "After 7 steps: 97.50 %, 1.25 points below the ANN (significant, McNemar p = 0.030), 50.0 nJ"
            + " per sample on p, 0.63 times the dense ANN, 1.25 times the effective ANN, 12.50 times"
            + " the int8Effective ANN and 25.00 times the bitsEffective ANN. It beats the dense ANN"
            + " and loses to the effective ANN, the int8Effective ANN and the bitsEffective ANN; what"
            + " decides is the bias or constant-current add, 75 % of the energy. It would break even with the effective ANN"
            + " at a mean firing rate of 0.0500; its own is 0.1000.",
        verdict(SNN, ANN, energy(50, ", 'breakEvenFiringRate': 0.05")));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, It saves energy against all of them; what decides is the bias",
    "1, 2, It costs less than the effective ANN at any firing rate.",
    "100, , It loses to all of them; what decides is the bias",
    "100, , No firing rate would bring it down to the effective ANN."
  })
  void saysPlainlyWhoWins(double snn, String breakEven, String sentence)
      throws JsonProcessingException {
    String verdict =
        verdict(
            SNN,
            ANN,
            energy(snn, breakEven == null ? "" : ", 'breakEvenFiringRate': " + breakEven));
    assertEquals(1, verdict.split(java.util.regex.Pattern.quote(sentence), -1).length - 1, verdict);
  }

  @Test
  void saysWhatDecidesWhereMemoryCountsAndTheNumbersFit() throws JsonProcessingException {
    String memory =
        "{'profile': '%s', 'fitsArithmetic': %s, 'snnNanojoules': 8, 'snnItems': {'weightRead': 6}, 'decidingItem': 'weightRead'}";
    String verdict =
        verdict(
            SNN,
            energy(50, "")
                .replace(
                    "]}]",
                    "]}, "
                        + memory.formatted("a", "false")
                        + ", "
                        + memory.formatted("b", "true")
                        + "]"));
    assertEquals(
        "With memory accesses counted (b) what decides is the weight read, 75 % of the energy.",
        verdict.substring(verdict.indexOf("With memory")));
  }

  @Test
  void withoutAnAnnOnTheSiliconThereIsNothingToCompareWith() throws JsonProcessingException {
    String chip =
        "'energy': [{'profile': 'c', 'snnNanojoules': 200000, 'snnItems': {'spike': 200000}, 'decidingItem': 'spike'}]";
    assertEquals(
        "After 7 steps: 97.50 %, 200,000 nJ per sample on c. What decides is the spike transport,"
            + " 100 % of the energy.",
        verdict(SNN, chip));
    assertEquals(
        "After 7 steps: 97.50 %, 1.25 points below the ANN (significant, McNemar p = 0.030), 200,000"
            + " nJ per sample on c; no ANN runs on that silicon, so there is nothing to hold it"
            + " against. What decides is the spike transport, 100 % of the energy.",
        verdict(SNN, ANN, chip));
  }
}
