package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.cli.shell.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the small image can do, which has no jar of Deeplearning4j, and what it says otherwise. */
class WithoutDeeplearning4jTest {
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "[/\\\\]org[/\\\\](deeplearning4j|nd4j|bytedeco|datavec[/\\\\]datavec-data-image)[/\\\\]");

  private static final String DATA = "--dataset=csv:";

  @TempDir Path folder;

  /** Runs a command where it is loaded; tells its exit code, what it printed and what it said. */
  static final class Run implements Function<String[], String[]> {
    @Override
    public String[] apply(String[] command) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      Terminal terminal =
          new Terminal(
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              false,
              Map.of(),
              new Terminal.Display(false, StandardCharsets.UTF_8),
              false);
      int exitCode = new Ann2Snn(terminal).execute(command);
      return new String[] {
        String.valueOf(exitCode),
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8)
      };
    }
  }

  private record Outcome(int exitCode, String out, String err) {}

  @BeforeEach
  void copyFiles() throws IOException {
    for (String name : List.of("model.zip", "model.zip.provenance.json", "quarters.csv")) {
      GoldenFiles.copy(name, folder);
    }
  }

  private Outcome run(String line) throws IOException, ReflectiveOperationException {
    List<String> command = new ArrayList<>();
    for (String word : line.split(" ", -1)) {
      command.add(word.replace("DIR", folder.toString()));
    }
    try (URLClassLoader loader =
        new URLClassLoader(remaining(), ClassLoader.getPlatformClassLoader())) {
      Constructor<?> constructor = loader.loadClass(Run.class.getName()).getDeclaredConstructor();
      constructor.setAccessible(true);
      String[] told = function(constructor.newInstance()).apply(command.toArray(String[]::new));
      return new Outcome(Integer.parseInt(told[0]), told[1], told[2]);
    }
  }

  @SuppressWarnings("unchecked") // as the class is declared
  private static Function<String[], String[]> function(Object run) {
    return (Function<String[], String[]>) run;
  }

  private static URL[] remaining() throws MalformedURLException {
    List<URL> remaining = new ArrayList<>();
    boolean some = false;
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (LEFT_OUT.matcher(path).find()) {
        some = true;
      } else {
        remaining.add(Path.of(path).toUri().toURL());
      }
    }
    assertTrue(some, "no jar of Deeplearning4j on the class path");
    return remaining.toArray(URL[]::new);
  }

  @Test
  void convertsComparesAndReportsAModelOfDeeplearning4j() throws Exception {
    String data = " " + DATA + "DIR/quarters.csv --seed=7";
    Outcome converted =
        run(
            "convert DIR/model.zip --normalization=percentile --timesteps=8 --out=DIR/n.nir"
                + data);
    assertEquals(0, converted.exitCode(), converted.err());
    assertTrue(
        converted.err().contains("Notice: Deeplearning4j, which this distribution leaves out"),
        converted.err());
    Outcome compared = run("compare DIR/model.zip DIR/n.nir --out=DIR/r.json" + data);
    assertEquals(0, compared.exitCode(), compared.err());
    assertTrue(compared.out().contains("Verdict: "), compared.out());
    Outcome evaluated = run("evaluate DIR/n.nir" + data);
    assertEquals(0, evaluated.exitCode(), evaluated.err());
    Outcome explained = run("explain DIR/model.zip DIR/n.nir --samples=30 --out=DIR/e.json" + data);
    assertEquals(0, explained.exitCode(), explained.err());
    Outcome reported = run("report DIR/r.json --out=DIR/r.html");
    assertEquals(0, reported.exitCode(), reported.err());
    assertTrue(Files.size(folder.resolve("r.html")) > 100_000);
    Outcome inspected = run("inspect DIR/model.zip");
    assertEquals(0, inspected.exitCode(), inspected.err());
  }

  @Test
  void runsTheWholePipelineForAModelThatIsThere() throws Exception {
    Outcome outcome =
        run(
            "run --model=DIR/model.zip --timesteps=4 --out=DIR/results "
                + DATA
                + "DIR/quarters.csv");
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(Files.exists(folder.resolve("results/report.html")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --dataset=digits --out=DIR/made",
        "train --dataset=digits --out=DIR/made",
        "import onnx DIR/model.zip --out=DIR/made",
        "convert DIR/model.zip --dataset=images:DIR --out=DIR/made"
      })
  void saysWhatNeedsItBeforeAnythingIsWritten(String line) throws Exception {
    Outcome outcome = run(line);
    assertEquals(1, outcome.exitCode(), outcome.err());
    String last = outcome.err().strip().replaceFirst("(?s).*\n", "");
    assertTrue(last.startsWith("ann2snn: "), last);
    assertTrue(last.contains(" needs Deeplearning4j, which is not here: the small image"), last);
    assertTrue(last.contains("Take the image, package or zip that has it"), last);
    assertEquals("", outcome.out());
    assertFalse(Files.exists(folder.resolve("made")));
  }
}
