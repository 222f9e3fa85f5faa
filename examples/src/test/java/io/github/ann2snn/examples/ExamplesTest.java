package io.github.ann2snn.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tutorials show the programs of this module, and what these print. */
class ExamplesTest {
  private static final Path SOURCES =
      Path.of("src", "main", "java", "io", "github", "ann2snn", "examples");
  private static final Path TUTORIALS = Path.of("..", "docs", "tutorials");

  /** A block between fences; its language behind the first. */
  private static String block(String page, String language) {
    Matcher block =
        Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(page.replace("\r\n", "\n"));
    assertTrue(block.find(), "a block of " + language);
    String text = block.group(1);
    assertTrue(!block.find(), "one block of " + language);
    return text;
  }

  private static String printed(String program, String... args) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      Class.forName(ExamplesTest.class.getPackageName() + "." + program)
          .getMethod("main", String[].class)
          .invoke(null, (Object) args);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "train-and-convert, TrainAndConvert, ''",
    "convert-onnx, ConvertOnnx, src/main/resources/series.onnx src/main/resources/series.npz",
    "sensor-stream, SensorStream, ''",
    "own-device, OwnDevice, src/main/resources/my-chip.json",
    "digits-by-stdp, DigitsByStdp, ''",
    "worked-network, WorkedNetwork, ''"
  })
  void theTutorialShowsTheProgramAndWhatItPrints(String tutorial, String program, String arguments)
      throws Exception {
    String page = Files.readString(TUTORIALS.resolve(tutorial + ".md"));
    Path source = SOURCES.resolve(program + ".java");
    assertEquals(Files.readString(source).replace("\r\n", "\n"), block(page, "java"));
    assertTrue(page.contains("examples/" + source.toString().replace('\\', '/')), "its place");
    String[] args = arguments.isEmpty() ? new String[0] : arguments.split(" ");
    assertEquals(block(page, "text"), printed(program, args));
  }

  @Test
  void eachProgramHasATutorial() throws IOException {
    StringBuilder pages = new StringBuilder();
    try (Stream<Path> files = Files.list(TUTORIALS)) {
      for (Path file : files.toList()) {
        pages.append(Files.readString(file));
      }
    }
    try (Stream<Path> programs = Files.list(SOURCES)) {
      List<String> untold =
          programs
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .filter(name -> !name.equals("package-info"))
              .filter(name -> !pages.toString().contains("public final class " + name + " {"))
              .toList();
      assertEquals(List.of(), untold);
    }
  }

  /** The numbers are those of the page that explains them. */
  @Test
  void theWorkedNetworkIsThatOfThePage() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "backpropagation.md"));
    Matcher numbers = Pattern.compile("-?0\\.\\d{8}").matcher(printed("WorkedNetwork"));
    int found = 0;
    while (numbers.find()) {
      assertTrue(page.contains(numbers.group()), numbers.group());
      found++;
    }
    assertEquals(11, found);
  }
}
