package io.github.ann2snn.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which JDK images are made of. */
class JdkTest {
  @TempDir Path folder;

  /** A JDK that only pretends: its jlink says what it can. */
  private Path jdk(String name, String version, String capabilities) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    for (String tool : List.of("java", "jdeps", "jlink", "jpackage")) {
      Path file =
          Files.writeString(
              home.resolve("bin").resolve(tool), "#!/bin/sh\necho '" + capabilities + "'\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return home;
  }

  private Path withModules(Path home) throws IOException {
    Files.createDirectories(home.resolve("jmods"));
    Files.createFile(home.resolve("jmods/java.base.jmod"));
    return home;
  }

  @Test
  void isTheNewestThatLinks() throws IOException {
    Path running = withModules(jdk("jdk-17", "17.0.15", "17"));
    jdk("jdk-25", "25.0.3", "Linking from run-time image enabled");
    jdk("jdk-26", "26", "Linking from run-time image disabled");
    Files.createDirectories(folder.resolve("jdk-30/bin"));
    Jdk newest = Jdk.newest(running);
    assertEquals(new Jdk(folder.resolve("jdk-25").toRealPath(), 25), newest);
    Files.delete(folder.resolve("jdk-25/bin/jpackage"));
    assertEquals(17, Jdk.newest(running).version());
  }

  @Test
  void thereMustBeOne() throws IOException {
    Path running = jdk("jdk-24", "24.0.1", "");
    BuildException failure = assertThrows(BuildException.class, () -> Jdk.newest(running));
    assertTrue(failure.getMessage().contains("install one, or name it with -Ddist.jdk=HOME"));
  }

  @Test
  void theOneThatIsNamedIsTaken() throws IOException {
    Path old = withModules(jdk("old", "17", ""));
    jdk("jdk-25", "25", "Linking from run-time image enabled");
    assertEquals(17, Jdk.named(old).version());
    Path none = Files.createDirectories(folder.resolve("none"));
    assertEquals(
        "-Ddist.jdk: " + none + " is no JDK: it has no file 'release'",
        assertThrows(BuildException.class, () -> Jdk.named(none)).getMessage());
    Files.delete(old.resolve("bin/jlink"));
    assertEquals(
        "-Ddist.jdk: " + old + " has no bin/jlink, which images are made with",
        assertThrows(BuildException.class, () -> Jdk.named(old)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux-x64",
    "Linux, riscv64, linux-riscv64",
    "Mac OS X, aarch64, macos-arm64",
    "Windows 11, amd64, windows-x64"
  })
  void platformsAreCalledAsUsersCallThem(String system, String architecture, String name) {
    assertEquals(name, Platform.of(system, architecture).toString());
  }

  @Test
  void whatACommandSaidIsToldWhenItFails() {
    Path shell = Path.of("/bin/sh");
    assertEquals("a b\n", Command.of(shell, "-c", "echo a b").output());
    BuildException failure =
        assertThrows(
            BuildException.class, () -> Command.of(shell, "-c", "echo no room; exit 3").output());
    assertTrue(failure.getMessage().endsWith("ended with exit code 3 and said:\nno room\n"));
  }
}
