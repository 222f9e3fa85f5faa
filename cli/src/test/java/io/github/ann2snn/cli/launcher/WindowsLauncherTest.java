package io.github.ann2snn.cli.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That the launcher of Windows says what the shell script says; it runs on Windows alone. */
class WindowsLauncherTest {
  /** An option of the JVM, up to a blank, a quote or what a shell would end a word with. */
  private static final Pattern OPTION =
      Pattern.compile("(?<=[ =\"])(-[XD][^\\s\"')}]*|--[a-z][^\\s\"']*)");

  /** What a Unix terminal alone can tell, and what only a source tree has. */
  private static final Pattern OF_UNIX =
      Pattern.compile(
          "-Dann2snn\\.terminal.*|-Dio\\.netty.*|--add-(opens|exports).*|--master|-Dmaven.*|-DskipTests");

  private String shell;
  private String windows;

  @BeforeEach
  void read() throws IOException {
    shell = Files.readString(Path.of("..", "ann2snn"));
    windows = Files.readString(Path.of("..", "ann2snn.cmd"));
  }

  /** The options, variables named alike in both. */
  private static Set<String> options(String text) {
    String code =
        text.lines()
            .filter(line -> !line.strip().matches("(#|rem |@echo|>&2 echo).*"))
            .filter(line -> !line.contains("--version") && !line.contains("ulimit"))
            .collect(Collectors.joining("\n"))
            .replaceAll("%%?~?(\\w+)%?", "\\$$1")
            .replaceAll("\\$\\{(\\w+)[^}]*}", "\\$$1")
            .replace('\\', '/')
            .replace("$loops", "$1")
            .replaceAll("io/github/ann2snn/runtime/\\$\\w+/", "io/github/ann2snn/runtime/LOOPS/");
    Matcher found = OPTION.matcher(code);
    Set<String> options = new TreeSet<>();
    while (found.find()) {
      options.add(found.group());
    }
    options.removeIf(option -> OF_UNIX.matcher(option).matches());
    return options;
  }

  @Test
  void givesTheJvmTheSameOptions() {
    Set<String> expected = options(shell);
    assertTrue(expected.contains("-XX:ObjectAlignmentInBytes=64"), expected.toString());
    assertTrue(expected.contains("--sun-misc-unsafe-memory-access=allow"), expected.toString());
    assertTrue(expected.stream().anyMatch(option -> option.startsWith("-XX:SharedArchiveFile=")));
    assertEquals(expected, options(windows));
  }

  @Test
  void hasKernelsOfTheSamePackages() {
    String names = "kernel signed lanes columns";
    assertTrue(shell.contains("for loops in " + names + "; do"), "the script's loop changed");
    assertTrue(
        windows.contains(
            "in (" + names + ") do call :compile io/github/ann2snn/runtime/%%l/Simd*.*"));
    assertTrue(shell.contains("loops=\"io/github/ann2snn/runtime/$loops/Simd*.*\""));
  }

  @Test
  void knowsTheSameVariables() {
    List<String> names =
        List.of(
            "JAVA_HOME",
            "ANN2SNN_JAVA_OPTS",
            "ANN2SNN_CLASS_ARCHIVE",
            "OMP_NUM_THREADS",
            "OMP_WAIT_POLICY");
    for (String name : names) {
      assertTrue(shell.contains("$" + name) || shell.contains("${" + name), name);
      assertTrue(windows.contains("%" + name) || windows.contains("defined " + name), name);
    }
    assertTrue(windows.contains("OMP_WAIT_POLICY=PASSIVE") && shell.contains(":-PASSIVE}"));
    assertTrue(windows.contains("version% lss 17") && shell.contains("-ge 17"));
    assertTrue(windows.contains("version% geq 23") && shell.contains("-lt 23"));
  }

  @Test
  void startsTheSameProgramWithAllArguments() {
    String last =
        Arrays.stream(shell.split("\n", -1))
            .filter(line -> line.startsWith("exec \"$java\""))
            .findFirst()
            .orElseThrow();
    assertTrue(last.endsWith("-jar \"$jar\" \"$@\""), last);
    assertTrue(windows.contains("-jar \"%jar%\" %arguments%\nexit /b %errorlevel%"));
    assertTrue(windows.lines().noneMatch(line -> line.endsWith("\r")), "the zip's build adds them");
  }
}
