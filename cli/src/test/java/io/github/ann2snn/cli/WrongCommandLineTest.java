package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of command lines that cannot be meant. */
class WrongCommandLineTest extends CommandLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                              | no command given",
        "frobnicate                      | there is no command 'frobnicate'",
        "run --epoch 3                   | unknown option --epoch",
        "run --epochs many               | Invalid value for option '--epochs': 'many' is not a whole number",
        "run --epochs 3.5                | Invalid value for option '--epochs': '3.5' is not a whole number",
        "run --epochs 99999999999        | Invalid value for option '--epochs': '99999999999' is too large",
        "run --seed x                    | Invalid value for option '--seed': 'x' is not a whole number",
        "run --dropout half              | Invalid value for option '--dropout': 'half' is not a number, such as 0.5",
        "evaluate a.nir b.nir            | unexpected argument 'b.nir'",
        "help runn                       | there is no command 'runn'",
        "run --normalization median      | Invalid value for option '--normalization': 'median' is none of percentile, max, model, channel",
        "run --dataset imagenet          | unknown data set 'imagenet'; allowed: auto, mnist",
        "run --timesteps 0               | timesteps is 0, expected 1 to 65536",
        "run --percentile 0              | percentile is 0.0, expected 0 < percentile <= 100",
        "run --percentile 101            | percentile is 101.0, expected 0 < percentile <= 100",
        "run --percentile 99,0,9         | percentile is 0.0, expected 0 < percentile <= 100",
        "run --percentile 99;98          | Invalid value for option '--percentile' (P): '99;98' is not a number, such as 0.5",
        "run --initial-potential 2       | initial potential is 2.0, expected 0 to 1",
        "run --early-exit 0              | Invalid value for option '--early-exit': '0' is neither a finite number > 0 nor auto",
        "run --early-exit -1             | Invalid value for option '--early-exit': '-1' is neither a finite number > 0 nor auto",
        "evaluate x.nir --early-exit nan | Invalid value for option '--early-exit': 'nan' is neither a finite number > 0 nor auto",
        "evaluate x.nir --early-exit NaN | Invalid value for option '--early-exit': 'NaN' is neither a finite number > 0 nor auto",
        "compare x.zip x.nir --early-exit Infinity | Invalid value for option '--early-exit': 'Infinity' is neither",
        "compare x.zip x.nir --early-exit soon | Invalid value for option '--early-exit': 'soon' is neither",
        "evaluate x.nir --early-exit     | Missing required parameter for option '--early-exit' (MARGIN)",
        "run --threads 0                 | --threads is 0, expected at least 1",
        "run --dataset digits --test-fraction 1 | the test fraction must be between 0 and 1",
        "convert                         | Missing required parameter: 'MODEL'",
        "convert model.zip --timesteps 0 | timesteps is 0, expected 1 to 65536",
        "bench model.zip                 | Missing required parameter: 'NET'",
        "bench a b --timesteps 8,x       | Invalid value for option '--timesteps' (T): 'x' is not a whole number",
        "bench a b --timesteps 0,8       | --timesteps is 0, expected 1 to 65536",
        "bench a b --threads 2,-1        | --threads is -1, expected 1 to 1024",
        "bench a b --repetitions 0       | --repetitions is 0, expected 1 to 1000",
        "bench a b --warm-up -1          | --warm-up is -1.0, expected 0 to 3600 seconds",
        "bench a b --samples 0           | --samples is 0, expected 1 to 2147483647",
        "bench a b --samples some        | Invalid value for option '--samples'",
        "bench a b --minutes 0           | --minutes is 0.0, expected more than 0, up to 10000",
        "bench a b --minutes NaN         | --minutes is NaN, expected more than 0, up to 10000",
        "bench a b --weight-bits 8,4     | --weight-bits is 4, expected 8, 16 or 32",
        "bench a b --widths 40000        | --widths is 40000, expected 1 to 32768",
        "bench a b --training 2          | unknown option --training",
        "bench-naive-training            | there is no command 'bench-naive-training'",
        "run --coding morse              | Invalid value for option '--coding': 'morse' is none of current, poisson, regular, binary",
        "run --max-pool most             | Invalid value for option '--max-pool': 'most' is none of gate, average, refuse",
        "evaluate a --reset never        | Invalid value for option '--reset': 'never' is none of subtract, zero",
        "evaluate a --fire-at eq         | Invalid value for option '--fire-at': expected one of [ge, gt] (case-insensitive) but was 'eq'",
        "export                          | name a format: nir, numpy, json, brian2, nengo, nest, pynn, recording or neurobench",
        "export nir x.nir                | Missing required option: '--out=FILE'",
        "simulate                        | name a model: lif, hh or stdp",
        "datasets                        | say what to do: list, fetch NAME or verify NAME"
      })
  void aWrongCommandLineIsExplained(String line, String message) {
    String[] args = line.isEmpty() ? new String[0] : line.split(" ", -1);
    Outcome outcome = run(withOut(args));
    assertEquals(2, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().startsWith("ann2snn: " + message), outcome.err());
    assertTrue(outcome.err().contains("Try: ann2snn"), outcome.err());
    assertEquals("", outcome.out());
  }

  /** Keeps results out of the working folder, should a test fail. */
  private String[] withOut(String[] args) {
    if (args.length == 0 || !args[0].equals("run")) {
      return args;
    }
    String[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--out";
    all[args.length + 1] = path("out");
    return all;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run --epoch 3         | ann2snn: unknown option --epoch; did you mean --epochs?",
        "run --tmesteps=3      | ann2snn: unknown option --tmesteps; did you mean --timesteps?",
        "run --norm max        | ann2snn: unknown option --norm; did you mean --normalization?",
        "run --no-average-weight | ann2snn: unknown option --no-average-weight; did you mean --no-average-weights?",
        "evalute net.nir       | ann2snn: there is no command 'evalute'; did you mean evaluate?",
        "stdp trian            | ann2snn: there is no command 'trian'; did you mean train?",
        "help tarin            | ann2snn: there is no command 'tarin'; did you mean train?",
        "help simulate liff    | ann2snn: there is no command 'liff'; did you mean lif?",
        "run --dataset mnits   | did you mean mnist?",
        "run --dataset MNIST   | did you mean mnist?",
        "run --dataset digit   | did you mean digits?",
        "run --dataset cvs:a   | did you mean csv:a?"
      })
  void aMistypedWordGetsASuggestion(String line, String suggestion) {
    Outcome outcome = run(withOut(line.split(" ", -1)));
    assertEquals(2, outcome.exitCode());
    assertTrue(outcome.err().contains(suggestion), outcome.err());
  }

  @ParameterizedTest
  @CsvSource({"frobnicate", "run --frobnicate", "run --dataset frobnicate"})
  void aWordThatIsLikeNoneGetsNoSuggestion(String line) {
    Outcome outcome = run(withOut(line.split(" ", -1)));
    assertEquals(2, outcome.exitCode());
    assertFalse(outcome.err().contains("did you mean"), outcome.err());
  }

  /** The data set is missing, which would be told first if it were looked for first. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train | --epochs 0             | epochs",
        "train | --batch-size 0         | batch size",
        "train | --dropout 2            | dropout",
        "train | --architecture 4-x-2   | architecture",
        "train | --levels 4             | --levels is for --activation qcfs alone",
        "run   | --l2 -1                | l2",
        "run   | --percentile 99,98     | percentile",
        "run   | --architecture 784     | architecture",
        "run   | --energy-profile x     | x: no such file",
        "stdp train | --neurons 0       | --neurons is 0",
        "stdp train | --epochs 0        | --epochs is 0"
      })
  void optionsAreCheckedBeforeDataAreLoaded(String command, String options, String message) {
    List<String> line = new ArrayList<>(List.of(command.split(" ", -1)));
    line.addAll(List.of("--dataset", "idx:" + path("missing"), "--out", path("out")));
    line.addAll(List.of(options.split(" ", -1)));
    Outcome outcome = run(line.toArray(String[]::new));
    assertEquals(options.contains("profile") ? 3 : 2, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains(message), outcome.err());
    assertFalse(outcome.err().contains("missing"), outcome.err());
  }

  @Test
  void aMistypedDataSetToFetchGetsASuggestion() {
    assertFails(
        3,
        "allowed: mnist, fashion-mnist, cifar10, cifar100; did you mean mnist?",
        "datasets",
        "fetch",
        "mnits");
  }
}
