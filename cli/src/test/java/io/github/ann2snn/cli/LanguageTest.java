package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the commands print and write is the same in the language of any machine: German writes
 * decimal commas, Turkish has another capital of i, Arabic other digits.
 */
class LanguageTest extends CommandLineTest {
  private static final Locale BEFORE = Locale.getDefault();

  private static final List<String> COMMANDS =
      List.of(
          "run --dataset %s --architecture 16-12-4 --epochs 1 --timesteps 4 --out %s/run",
          "convert %2$s/run/model.zip --dataset %1$s --timesteps 5 --out %2$s/network.nir",
          "evaluate %2$s/network.nir --dataset %1$s --out %2$s/evaluation",
          "compare %2$s/run/model.zip %2$s/network.nir --dataset %1$s --json",
          "explain %2$s/run/model.zip %2$s/network.nir --dataset %1$s",
          "tune %2$s/run/model.zip --dataset %1$s --max-accuracy-drop 20 --budget 2 --timesteps 4 --out %2$s/tuning",
          "report %2$s/run/results.json --out %2$s/report.html",
          "inspect %2$s/run/results.json",
          "inspect %2$s/run/model.zip --json",
          "inspect %2$s/network.nir",
          "export nir %2$s/network.nir --neuron lif --out %2$s/lif.nir",
          "export json %2$s/network.nir --out %2$s/weights",
          "simulate lif --duration 1s --out %2$s/lif",
          "simulate hh --duration 50ms --out %2$s/hh",
          "simulate stdp --duration 100ms --out %2$s/stdp",
          "stdp train --dataset %1$s --neurons 8 --out %2$s/learned",
          "export numpy %2$s/network.nir --out %2$s/arrays",
          "inspect --definitions",
          "datasets list");

  @TempDir static Path shared;
  private static String dataset;
  private static Map<String, String> expected;

  @BeforeAll
  static void runInNoLanguage() {
    dataset = quarters(shared.resolve("quarters"));
    expected = everything(Locale.ROOT);
  }

  @AfterEach
  void speakAsBefore() {
    Locale.setDefault(BEFORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG"})
  void everyCommandPrintsAndWritesTheSame(String language) {
    Map<String, String> written = everything(Locale.forLanguageTag(language));
    assertEquals(expected.keySet(), written.keySet());
    expected.forEach((name, content) -> assertEquals(content, written.get(name), name));
  }

  /** How long a training took, and when, is another each time. */
  private static String timeless(Path file, String content) {
    return file.endsWith("training-epochs.csv")
        ? content.replaceAll(",[0-9.E-]+\r\n", ",?\r\n")
        : content.replaceAll(
            "(\"(endedAt|trainingSeconds|evaluationSeconds)\" ?: ?)[0-9.E-]+", "$1?");
  }

  /** All that the commands print, and all files that they write, by name; each byte a character. */
  private static Map<String, String> everything(Locale language) {
    Locale.setDefault(language);
    LanguageTest command = new LanguageTest();
    command.folder = shared;
    Path out = shared.resolve("out");
    Map<String, String> everything = new TreeMap<>();
    for (String line : COMMANDS) {
      Outcome outcome = command.run(String.format(Locale.ROOT, line, dataset, out).split(" ", -1));
      assertEquals(0, outcome.exitCode(), line + ": " + outcome.err());
      everything.put(line, outcome.out());
    }
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (Files.isRegularFile(file)) {
          everything.put(
              out.relativize(file).toString(),
              timeless(file, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)));
        }
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return everything;
  }
}
