package io.github.ann2snn.cli.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.cli.launcher.Checkout.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The archive of classes: made once for what is there, and missed by nobody. */
class ClassArchiveTest {
  private static final String[] TOOLS = {"cksum", "ls", "nice"};

  @TempDir Path folder;
  private Checkout checkout;

  @BeforeEach
  void create() throws IOException {
    checkout = Checkout.create(folder, "17.0.15");
    checkout.has(TOOLS);
  }

  @AfterEach
  void removeLinks() throws IOException {
    checkout.removeLinks();
    for (String tool : TOOLS) {
      checkout.lacks("tools/" + tool);
    }
  }

  static Stream<String> shells() {
    return LauncherTest.shells();
  }

  private Path lib() {
    return checkout.home().resolve("cli/target/ann2snn-0/ann2snn-0/lib");
  }

  private List<Path> archives(String ending) throws IOException {
    try (Stream<Path> files = Files.list(lib())) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  /** Waits for the background to have made it, or given up. */
  private Path made(int times) throws IOException, InterruptedException {
    long end = System.nanoTime() + 30_000_000_000L;
    while (checkout.log("java").stream().filter("archived"::equals).count() < times
        || !archives(".making").isEmpty()) {
      assertTrue(System.nanoTime() < end, "nothing was made: " + checkout.log("java"));
      Thread.sleep(20);
    }
    List<Path> archives = archives(".jsa");
    assertTrue(archives.size() <= 1, archives.toString());
    return archives.isEmpty() ? null : archives.get(0);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void theFirstStartMakesItAndTheNextUsesIt(String shell) throws Exception {
    Outcome first = checkout.run(shell);
    assertEquals(7, first.exitCode(), first.err());
    assertFalse(first.out().contains("SharedArchiveFile"), first.out());
    Path archive = made(1);
    Outcome second = checkout.run(shell);
    assertTrue(second.out().contains(" -XX:SharedArchiveFile=" + archive + " -jar "), second.out());
    assertTrue(second.out().contains(",cds*=off:stderr"), second.out());
    assertEquals("WARNING: the first line\nno end", second.err());
    assertEquals(List.of("started", "listed", "archived", "started"), checkout.log("java"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void otherJarsGetAnother(String shell) throws Exception {
    checkout.run(shell);
    made(1);
    Path jar = lib().resolve("cli-0.jar");
    FileTime time = Files.getLastModifiedTime(jar);
    Files.writeString(jar, "content");
    checkout.run(shell);
    Path first = made(2);
    Files.writeString(jar, "changed");
    Files.setLastModifiedTime(jar, time);
    assertFalse(checkout.run(shell).out().contains("SharedArchiveFile"));
    Path second = made(3);
    assertNotEquals(first, second);
    assertTrue(checkout.run(shell).out().contains("=" + second + " "));
  }

  /** The archive of one JDK stays where another is used. */
  @ParameterizedTest
  @MethodSource("shells")
  void anotherJdkGetsItsOwn(String shell) throws Exception {
    checkout.run(shell);
    Path first = made(1);
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    assertFalse(checkout.run(shell).out().contains("SharedArchiveFile"));
    long end = System.nanoTime() + 30_000_000_000L;
    while (archives(".jsa").size() < 2) {
      assertTrue(System.nanoTime() < end, "no second archive");
      Thread.sleep(20);
    }
    assertTrue(Files.exists(first));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void whatCannotBeMadeIsNotMissed(String shell) throws Exception {
    Files.createFile(folder.resolve("full"));
    assertEquals(7, checkout.run(shell).exitCode());
    assertEquals(null, made(1));
    Outcome second = checkout.run(shell);
    assertEquals(7, second.exitCode());
    assertEquals("WARNING: the first line\nno end", second.err());
    made(2);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void isNotWantedByAll(String shell) throws Exception {
    Outcome outcome = checkout.run(shell, "", Map.of("ANN2SNN_CLASS_ARCHIVE", "no"));
    assertEquals(7, outcome.exitCode(), outcome.err());
    Thread.sleep(300);
    assertEquals(List.of("started"), checkout.log("java"));
    assertEquals(List.of(), archives(".making"));
  }
}
