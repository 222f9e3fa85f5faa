package io.github.ann2snn.cli;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that are wrong by themselves or together. */
class SimulateBadInputTest extends SimulationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "lif --current 2.5       | '--current': '2.5' has no unit; expected a current with its unit",
        "lif --current 2.5nF     | '--current': '2.5nF' is a capacitance; expected a current",
        "lif --current NaN       | '--current': 'NaN' is no number with a unit; expected a current",
        "hh --current NaNnA      | 'NaNnA' is no number with a unit",
        "hh --current 2.5mV      | '2.5mV' is a voltage; expected a current",
        "lif --duration 1        | '1' has no unit; expected a time",
        "lif --dt 0.1mS          | '0.1mS' is a conductance; expected a time",
        "lif --dt 10ms           | dt is 10.0 ms, expected less than tau_m = 10.0 ms",
        "lif --dt 0ms            | the dt is 0ms, expected more than 0s",
        "lif --duration -1s      | the duration is -1s, expected more than 0s",
        "lif --duration 0.01ms   | shorter than half a step",
        "lif --tau -10ms         | tau_m is -10.0 ms, expected a number > 0",
        "lif --refractory 0.05ms | refractory period is 0.05 ms, shorter than the step of 0.1 ms",
        "lif --refractory -1ms   | refractory period is -1.0 ms, expected a number >= 0",
        "lif --reset -50mV       | reset is -50.0 mV, expected less than the threshold",
        "lif --resistance 0Ohm   | R_m is 0.0 MOhm, expected a number > 0",
        "lif --neurons 0         | --neurons is 0, expected 1 to 1000000",
        "lif --noise -1nA        | --noise is -1nA, expected at least 0nA",
        "lif --traces 11         | --traces is 11, expected 0 to 10",
        "lif --traces -1         | --traces is -1, expected 0 to 10",
        "lif --duration 1000s    | 10 traces of 10,000,000 steps are more than 8,388,608 values; take fewer --traces (0: none)",
        "lif --from 1s           | --from is 1s, expected less than --duration",
        "lif --from -1ms         | --from is -1ms, expected 0s to",
        "lif --from 5ms --until 5ms | --until is 5ms, expected at least a step more than --from, 5ms",
        "lif --until NaNms       | 'NaNms' is no number with a unit",
        "lif --pulse-width 1ms   | --pulse-period and --pulse-width belong together",
        "hh --pulse-period 1ms   | --pulse-period and --pulse-width belong together",
        "lif --pulse-period 1ms --pulse-width 2ms | --pulse-width is 2ms, expected at least a step, 0.1ms, and at most",
        "lif --pulse-period 1ms --pulse-width 0ms | --pulse-width is 0ms, expected at least a step",
        "lif --current-to 3nA    | --current-to is given without --current",
        "lif --preset brian      | 'brian' is none of tutorial, tutorial-driven",
        "lif --weight 1mV        | unknown option --weight",
        "stdp --neurons 5000     | --neurons is 5000, expected 1 to 2000: every pair may have a synapse",
        "stdp --tau-plus 0.1ms   | dt is 0.1 ms, expected less than tau+ = 0.1 ms",
        "stdp --tau-minus -20ms  | tau- is -20.0 ms, expected a number > 0",
        "stdp --weight 1V        | weight of synapse 0 is 1000.0 mV, expected -100.0 to 100.0",
        "stdp --weight-limit -1mV | weight limits are 1.0 to -1.0",
        "stdp --weight 2.5nA     | '--weight' (with --synapse jump): '2.5nA' is a current; expected a voltage",
        "stdp --synapse exponential --a-plus 1mV | '--a-plus' (with --synapse exponential): '1mV' is a voltage",
        "stdp --synapse exponential --tau-synapse 0.1ms | dt is 0.1 ms, expected less than tau_s = 0.1 ms",
        "stdp --synapse exponential --tau-synapse -5ms | tau_s is -5.0 ms, expected a number > 0",
        "stdp --synapse alpha    | 'alpha' is none of jump, exponential",
        "stdp --tau-synapse 5ms  | --tau-synapse is given, but a jump has no time constant",
        "stdp --delay -1ms       | --delay is -1ms, expected 0s to",
        "stdp --delay 200s       | --delay is 200s, expected at most 1,000,000 steps of 0.1ms",
        "stdp --connect 1.01     | probability of a synapse is 1.01, expected 0 to 1",
        "stdp --connect some     | Invalid value for option '--connect': 'some' is none of all, one-to-one, a probability (0 to 1), a CSV file of from,to",
        "stdp --connect one-to-one --neurons 5 | connects the first half to the second, and --neurons is 5",
        "stdp --dt 0ms --delay 1ms | the dt is 0ms, expected more than 0s",
        "hh --dt 0.1ms           | it takes at most 0.07 ms. Take a shorter step, such as 0.01 ms, or the method exponential-euler",
        "hh --dt 1ms             | it takes at most 0.07 ms. Take a shorter step, such as 0.01 ms",
        "hh --method euler       | 'euler' is none of exponential-euler, rk4",
        "hh --preset tutorial    | unknown option --preset",
        "hh --duration 1000000s  | 1 trace of 20,000,000,000 steps are more than"
      })
  void badInputIsExplainedAndNothingWritten(String line, String message) {
    fails(2, line, message);
  }
}
