package io.github.ann2snn.cli.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ann2snn.cli.launcher.Checkout.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher makes of the machine that it finds, in every shell that the machine has. */
class LauncherTest {
  @TempDir Path folder;
  private Checkout checkout;

  @BeforeEach
  void create() throws IOException {
    checkout = Checkout.create(folder, "17.0.15");
  }

  @AfterEach
  void removeLinks() throws IOException {
    checkout.removeLinks();
  }

  static Stream<String> shells() {
    return Stream.of("dash", "bash").filter(shell -> Checkout.find(shell) != null);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void buildsOnceAndThenOnlyStarts(String shell) throws IOException, InterruptedException {
    Outcome first = checkout.run(shell);
    assertEquals(7, first.exitCode(), first.err());
    assertEquals("Building ann2snn: [11/11] cli\nWARNING: the first line\nno end", first.err());
    Outcome second = checkout.run(shell);
    assertEquals(7, second.exitCode());
    assertEquals("WARNING: the first line\nno end", second.err());
    assertTrue(second.out().endsWith("cli-0.jar inspect a b\n"), second.out());
    assertEquals(List.of("begun", "done"), checkout.log("mvn"));
    assertEquals(List.of("started", "started"), checkout.log("java"));
    assertFalse(second.out().contains("--add-modules"), second.out());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aJavaThatIsTooOldIsRefused(String shell) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"1.8.0_292\"\n");
    Outcome told = checkout.run(shell);
    assertEquals(1, told.exitCode());
    assertTrue(
        told.err().startsWith("ann2snn: Java 17 or newer is needed; 'java' is version 1.8.0_292."),
        told.err());
    checkout.lacks("jdk/release");
    Outcome asked = checkout.run(shell, "", Map.of("FAKE_JAVA", "11"));
    assertTrue(asked.err().contains("'java' is version 11."), asked.err());
    assertEquals(List.of("asked"), checkout.log("java"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aJavaWithoutReleaseIsAsked(String shell) throws IOException, InterruptedException {
    checkout.lacks("jdk/release");
    assertEquals(7, checkout.run(shell).exitCode());
    assertEquals(List.of("asked", "started"), checkout.log("java"));
    checkout.program("jdk/bin/java", "#!/bin/sh\necho no room for the heap\nexit 1\n");
    Outcome broken = checkout.run(shell);
    assertEquals(1, broken.exitCode());
    assertTrue(broken.err().endsWith("says:\nno room for the heap\n"), broken.err());
  }

  /** Of a JDK that is reached through links, the version is told beside the last. */
  @ParameterizedTest
  @MethodSource("shells")
  void newJvmsGetWhatTheyKnow(String shell) throws IOException, InterruptedException {
    Files.move(folder.resolve("jdk"), folder.resolve("jdk 25"));
    Files.writeString(folder.resolve("jdk 25/release"), "JAVA_VERSION=\"25\"\n");
    Files.createDirectories(folder.resolve("jdk/bin"));
    Files.createSymbolicLink(folder.resolve("alternative"), Path.of("jdk 25/bin/java"));
    Files.createSymbolicLink(folder.resolve("jdk/bin/java"), folder.resolve("alternative"));
    Outcome outcome = checkout.run(shell);
    assertTrue(outcome.out().contains("--sun-misc-unsafe-memory-access=allow"), outcome.out());
    assertTrue(outcome.out().contains(" -XX:Tier4InvocationThreshold=50000 "), outcome.out());
    assertTrue(outcome.out().contains("/kernel/Simd*.*,0.005 "), outcome.out());
    assertEquals(List.of("started"), checkout.log("java"));
  }

  /** Where the rest of Java compiled later, long runs of the perceptron would be slower. */
  @ParameterizedTest
  @MethodSource("shells")
  void oldJvmsCompileAsUsual(String shell) throws IOException, InterruptedException {
    String out = checkout.run(shell).out();
    assertFalse(out.contains("Tier4") || out.contains("--sun-misc"), out);
    assertTrue(out.contains("/kernel/Simd*.*,0.05 "), out);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LC_ALL=C", "LC_ALL=tlh_QO.UTF-8", "LC_CTYPE=POSIX", "LANG=C"})
  void asksForALocaleWithUmlauts(String setting) throws IOException, InterruptedException {
    for (String shell : shells().toList()) {
      String[] variable = setting.split("=", -1);
      Outcome outcome =
          checkout.run(shell, "unset LC_ALL; export " + setting, Map.of("LC_ALL", "C"));
      String kept = variable[0].equals("LC_ALL") ? "LC_ALL=C.UTF-8 " : " LC_CTYPE=C.UTF-8 ";
      assertTrue(outcome.out().contains(kept), setting + " became " + outcome.out());
      assertTrue(outcome.out().contains("-Dann2snn.terminal.charset=US-ASCII"), outcome.out());
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void keepsALocaleThatHasThem(String shell) throws IOException, InterruptedException {
    Outcome outcome = checkout.run(shell, "", Map.of("LC_ALL", "C.utf8", "LC_CTYPE", "C"));
    assertTrue(outcome.out().startsWith("LC_ALL=C.utf8 LC_CTYPE=C "), outcome.out());
    assertFalse(outcome.out().contains("charset"), outcome.out());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void tellsWhichLimitIsTooLow(String shell) throws IOException, InterruptedException {
    checkout.run(shell);
    Outcome files = checkout.run(shell, "ulimit -n 40", Map.of());
    assertEquals(1, files.exitCode());
    assertEquals(
        "ann2snn: ulimit -n allows 40 open files, and 256 are needed."
            + " Raise it: ulimit -n 256, or ask who set it.\n",
        files.err());
    Outcome raised = checkout.run(shell, "ulimit -S -n 40", Map.of());
    assertTrue(raised.out().contains("files=256"), raised.out());
    Outcome addresses = checkout.run(shell, "ulimit -v 2000000", Map.of());
    assertEquals(1, addresses.exitCode());
    assertEquals(1, addresses.err().lines().count(), addresses.err());
    assertTrue(addresses.err().contains("Raise it: ulimit -v unlimited"), addresses.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "0", "-1", "2 "})
  void threadsAreANumber(String threads) throws IOException, InterruptedException {
    Outcome outcome = checkout.run("sh", "", Map.of("OMP_NUM_THREADS", threads));
    assertEquals(2, outcome.exitCode());
    assertTrue(
        outcome.err().contains("OMP_NUM_THREADS is '" + threads + "', expected a whole number"),
        outcome.err());
    assertEquals(7, checkout.run("sh", "", Map.of("OMP_NUM_THREADS", "3")).exitCode());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aStaleBuildRunsWhereThereIsNoMaven(String shell) throws IOException, InterruptedException {
    checkout.lacks("maven/mvn");
    Outcome none = checkout.run(shell);
    assertEquals(1, none.exitCode());
    assertTrue(
        none.err()
            .startsWith("ann2snn: ann2snn is not built yet, and cannot be: there is no Maven"),
        none.err());

    create(folder.resolve("another"));
    checkout.run(shell);
    touchSources();
    checkout.lacks("maven/mvn");
    Outcome stale = checkout.run(shell);
    assertEquals(7, stale.exitCode());
    assertTrue(stale.err().contains("newer than what was built of them"), stale.err());
    assertTrue(stale.err().contains("there is no Maven; install"), stale.err());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aStaleBuildRunsWhereNothingMayBeWritten(String shell)
      throws IOException, InterruptedException {
    assumeTrue(Checkout.find("setpriv") != null, "needs setpriv to become another user");
    List<String> nobody =
        System.getProperty("user.name").equals("root")
            ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
            : List.of();
    checkout.run(shell);
    touchSources();
    for (String place : List.of("target", "cli/target", "target/build.log")) {
      Path file = checkout.home().resolve(place);
      assertTrue(file.toFile().setWritable(false, false));
    }
    Outcome stale = checkout.outcome(checkout.start(shell, "", Map.of(), nobody));
    assertEquals(7, stale.exitCode(), stale.err());
    assertTrue(stale.err().contains("target cannot be written"), stale.err());
    assertEquals(List.of("begun", "done"), checkout.log("mvn"));
    for (String place : List.of("target", "cli/target", "target/build.log")) {
      assertTrue(checkout.home().resolve(place).toFile().setWritable(true));
    }
  }

  /** Where no Java is, or one that is too old: nothing but the image's own is asked. */
  @ParameterizedTest
  @MethodSource("shells")
  void anImageRunsItsOwnJavaAndArchive(String shell) throws IOException, InterruptedException {
    Path image = checkout.image("25.0.3");
    checkout.lacks("jdk/bin/java");
    Map<String, String> variables = Map.of("JAVA_HOME", "/nowhere");
    Outcome without = checkout.run(shell, image, variables);
    assertEquals(7, without.exitCode(), without.err());
    assertFalse(without.out().contains("SharedArchiveFile"), without.out());
    Files.writeString(image.resolve("lib/classes.jsa"), "classes");
    Outcome with = checkout.run(shell, image, variables);
    assertTrue(
        with.out().contains(" -XX:SharedArchiveFile=" + image + "/lib/classes.jsa -jar " + image),
        with.out());
    assertTrue(with.out().contains("--sun-misc-unsafe-memory-access=allow"), with.out());
    assertEquals(List.of("started", "started"), checkout.log("java"));
    Outcome unwanted = checkout.run(shell, image, Map.of("ANN2SNN_CLASS_ARCHIVE", "no"));
    assertFalse(unwanted.out().contains("SharedArchiveFile"), unwanted.out());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void theArchiveOfAnImageIsMadeOnRequest(String shell) throws IOException, InterruptedException {
    Path image = checkout.image("25.0.3");
    Map<String, String> make = Map.of("ANN2SNN_CLASS_ARCHIVE", "make");
    checkout.has("mktemp", "nice");
    Outcome made = checkout.run(shell, image, make);
    assertEquals(new Outcome(0, "", ""), made);
    assertEquals("classes\n", Files.readString(image.resolve("lib/classes.jsa")));
    assertEquals(List.of("listed", "archived"), checkout.log("java"));
    Files.createFile(folder.resolve("full"));
    Outcome failed = checkout.run(shell, image, make);
    assertEquals(1, failed.exitCode());
    assertTrue(failed.err().startsWith("ann2snn: the archive of classes cannot be made:"));
    try (Stream<Path> left = Files.list(image.resolve("lib"))) {
      assertEquals(2, left.count(), "the jar and the archive");
    }
    checkout.lacks("tools/mktemp");
    checkout.lacks("tools/nice");
  }

  private void create(Path other) throws IOException {
    checkout.removeLinks();
    Files.createDirectories(other);
    checkout = Checkout.create(other, "17.0.15");
  }

  private void touchSources() throws IOException {
    Files.setLastModifiedTime(
        checkout.home().resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
  }
}
