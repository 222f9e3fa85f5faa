package io.github.ann2snn.cli.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.cli.launcher.Checkout.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One build at a time, and none that outlives its launcher; with and without {@code flock}. */
class BuildLockTest {
  @TempDir Path folder;
  private Checkout checkout;

  @AfterEach
  void removeLinks() throws IOException {
    checkout.removeLinks();
  }

  static Stream<Arguments> shells() {
    return LauncherTest.shells()
        .flatMap(
            shell ->
                Checkout.find("flock") == null
                    ? Stream.of(Arguments.of(shell, false))
                    : Stream.of(Arguments.of(shell, true), Arguments.of(shell, false)));
  }

  private Process start(String shell, boolean flock) throws IOException {
    if (checkout == null) {
      checkout = Checkout.create(folder, "17.0.15");
      if (!flock) {
        checkout.lacks("tools/flock");
      }
      Files.createFile(folder.resolve("hold"));
    }
    return checkout.start(shell, "", Map.of(), List.of());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void theSecondSaysForWhomItWaits(String shell, boolean flock) throws Exception {
    Process first = start(shell, flock);
    await(() -> checkout.log("mvn").equals(List.of("begun")));
    Process second = start(shell, flock);
    await(() -> checkout.said(second, "err").contains("ann2snn: waiting for process "));
    String waiting = checkout.said(second, "err");
    assertTrue(waiting.contains(", which builds " + checkout.home()), waiting);
    assertEquals(1, waiting.lines().count(), waiting);
    Files.delete(folder.resolve("hold"));
    assertEquals(7, checkout.outcome(first).exitCode());
    Outcome outcome = checkout.outcome(second);
    assertEquals(7, outcome.exitCode(), outcome.err());
    assertEquals(List.of("begun", "done"), checkout.log("mvn"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aKilledLauncherTakesItsMavenAlong(String shell, boolean flock) throws Exception {
    Process killed = start(shell, flock);
    await(() -> checkout.log("mvn").equals(List.of("begun")));
    killed.destroyForcibly();
    await(() -> checkout.log("mvn").equals(List.of("begun", "stopped")));
    Files.delete(folder.resolve("hold"));
    Outcome next = checkout.outcome(start(shell, flock));
    assertEquals(7, next.exitCode(), next.err());
    assertEquals(List.of("begun", "stopped", "begun", "done"), checkout.log("mvn"));
    assertFalse(Files.exists(checkout.home().resolve("target/.build.lock.link")));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void anInterruptedLauncherStopsItsMaven(String shell, boolean flock) throws Exception {
    Process interrupted = start(shell, flock);
    await(() -> checkout.log("mvn").equals(List.of("begun")));
    interrupted.destroy();
    assertEquals(130, checkout.outcome(interrupted).exitCode());
    assertEquals(List.of("begun", "stopped"), checkout.log("mvn"));
    assertEquals(List.of(), checkout.log("java"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void locksThatWereLeftAreNone(String shell, boolean flock) throws Exception {
    checkout = Checkout.create(folder, "17.0.15");
    if (!flock) {
      checkout.lacks("tools/flock");
    }
    Path target = checkout.home().resolve("target");
    Files.createDirectories(target.resolve(".build-lock"));
    Files.writeString(target.resolve(".build.lock"), "elsewhere:1\n");
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Process uname = new ProcessBuilder("uname", "-n").start();
    String host = new String(uname.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Files.createSymbolicLink(
        target.resolve(".build.lock.link"), Path.of(host.strip() + ":" + ended.pid()));
    Outcome outcome = checkout.run(shell);
    assertEquals(7, outcome.exitCode(), outcome.err());
    assertEquals(List.of("begun", "done"), checkout.log("mvn"));
  }

  /** After a failure the next run builds again, and runs no mixture of old and new jars. */
  @ParameterizedTest
  @MethodSource("shells")
  void aFailedBuildIsRepeated(String shell, boolean flock) throws Exception {
    checkout = Checkout.create(folder, "17.0.15");
    if (!flock) {
      checkout.lacks("tools/flock");
    }
    Files.createFile(folder.resolve("broken"));
    Outcome failed = checkout.run(shell);
    assertEquals(1, failed.exitCode());
    assertTrue(
        failed.err().contains("[ERROR] no such symbol\nann2snn: the build failed; "), failed.err());
    Files.delete(folder.resolve("broken"));
    assertEquals(7, checkout.run(shell).exitCode());
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!condition.call()) {
      assertTrue(System.nanoTime() < end, "it does not come");
      Thread.sleep(10);
    }
  }
}
