package io.github.ann2snn.cli.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The launcher in a source tree of its own, with programs that only pretend to be Java and Maven,
 * so that nothing takes long.
 *
 * @param folder holds the tree, what the programs tell, and the folders that they are found in
 */
record Checkout(Path folder) {
  /** What a process said. */
  record Outcome(int exitCode, String out, String err) {}

  private static final List<String> TOOLS =
      List.of(
          "sh",
          "cat",
          "chmod",
          "env",
          "find",
          "flock",
          "getconf",
          "grep",
          "head",
          "ln",
          "locale",
          "mkdir",
          "mv",
          "nproc",
          "ps",
          "readlink",
          "rm",
          "rmdir",
          "sed",
          "tail",
          "touch",
          "uname");

  /** A JVM that writes down its options and some of its environment. */
  private static final String JAVA =
      """
      #!/bin/sh
      case "$*" in
        *Xshare:off*) echo listed >>"$FAKE/java.log"; exit ;;
        *Xshare:dump*)
          echo archived >>"$FAKE/java.log"
          [ ! -e "$FAKE/full" ] || exit 1
          for option; do case $option in -XX:SharedArchiveFile=*) echo classes >"${option#*=}" ;; esac; done
          exit ;;
        *XshowSettings*) echo "    java.specification.version = $FAKE_JAVA" >&2; echo asked >>"$FAKE/java.log"; exit ;;
      esac
      echo "started" >>"$FAKE/java.log"
      echo "LC_ALL=${LC_ALL:-} LC_CTYPE=${LC_CTYPE:-} files=$(ulimit -n)"
      echo "$*"
      echo "WARNING: the first line" >&2
      printf 'no end' >&2
      exit 7
      """;

  /** A Maven that needs as long as there is a file {@code hold}, and says when it is stopped. */
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "begun" >>"$FAKE/mvn.log"
      trap 'echo stopped >>"$FAKE/mvn.log"; exit 143' TERM
      echo "[INFO] Building ann2snn cli 0.2.0                    [11/11]"
      while [ -e "$FAKE/hold" ]; do sleep 1; done
      if [ -e "$FAKE/broken" ]; then echo "[ERROR] no such symbol"; exit 1; fi
      mkdir -p cli/target/ann2snn-0/ann2snn-0/lib
      : >cli/target/ann2snn-0/ann2snn-0/lib/cli-0.jar
      echo "done" >>"$FAKE/mvn.log"
      """;

  /** A tree that was never built, beside a JDK of some version that says so. */
  static Checkout create(Path folder, String version) throws IOException {
    Checkout checkout = new Checkout(folder);
    Files.createDirectories(checkout.home().resolve("cli/src/main"));
    Files.writeString(checkout.home().resolve("pom.xml"), "<project/>");
    Files.copy(Path.of("..", "ann2snn"), checkout.home().resolve("ann2snn"));
    checkout.program("jdk/bin/java", JAVA);
    checkout.program("maven/mvn", MAVEN);
    // Seconds are for people.
    checkout.program("tools/sleep", "#!/bin/sh\nexec " + find("sleep") + " 0.05\n");
    Files.writeString(
        folder.resolve("jdk/release"),
        "IMPLEMENTOR=\"Debian\"\nJAVA_VERSION=\"" + version + "\"\nMODULES=\"java.base\"\n");
    for (String tool : TOOLS) {
      Path real = find(tool);
      if (real != null) {
        Files.createSymbolicLink(folder.resolve("tools").resolve(tool), real);
      }
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    return checkout;
  }

  /** An image beside the tree, with a Java of its own that only pretends. */
  Path image(String version) throws IOException {
    Path image = folder.resolve("an image");
    Files.createDirectories(image.resolve("bin"));
    Files.createDirectories(image.resolve("lib"));
    Files.copy(Path.of("..", "ann2snn"), image.resolve("bin/ann2snn"));
    Files.createFile(image.resolve("lib/cli-0.jar"));
    program("an image/runtime/bin/java", JAVA);
    Files.writeString(
        image.resolve("runtime/release"),
        "JAVA_VERSION=\"" + version + "\"\nMODULES=\"java.base\"\n");
    return image;
  }

  /** Runs the launcher of an image. */
  Outcome run(String shell, Path image, Map<String, String> variables)
      throws IOException, InterruptedException {
    return outcome(start(shell, "", variables, List.of(), image.resolve("bin/ann2snn")));
  }

  Path home() {
    return folder.resolve("a checkout");
  }

  /** A program in this folder. */
  void program(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Takes a program away. */
  void lacks(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
  }

  /** Removes the links out of the folder, of which JUnit would warn one by one. */
  void removeLinks() throws IOException {
    for (String tool : TOOLS) {
      lacks("tools/" + tool);
    }
  }

  /** Gives it programs of this machine that it can do without. */
  void has(String... names) throws IOException {
    for (String name : names) {
      Files.createSymbolicLink(folder.resolve("tools").resolve(name), find(name));
    }
  }

  /** What Java or Maven wrote down, a word each time. */
  List<String> log(String program) throws IOException {
    Path log = folder.resolve(program + ".log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  /** Runs the launcher to its end; {@code before} are commands of the shell in front of it. */
  Outcome run(String shell, String before, Map<String, String> variables)
      throws IOException, InterruptedException {
    return outcome(start(shell, before, variables, List.of()));
  }

  Outcome run(String shell) throws IOException, InterruptedException {
    return run(shell, "", Map.of());
  }

  /** Starts it, as another user where {@code prefix} says so. */
  Process start(String shell, String before, Map<String, String> variables, List<String> prefix)
      throws IOException {
    return start(shell, before, variables, prefix, home().resolve("ann2snn"));
  }

  private Process start(
      String shell,
      String before,
      Map<String, String> variables,
      List<String> prefix,
      Path launcher)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            find(shell).toString(), "-c", before + "\nexec \"$@\"", "-", find(shell).toString()));
    command.addAll(List.of(launcher.toString(), "inspect", "a b"));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", folder + "/jdk/bin:" + folder + "/maven:" + folder + "/tools");
    environment.put("FAKE", folder.toString());
    environment.put("FAKE_JAVA", "17");
    environment.put("LC_ALL", "C.UTF-8");
    environment.putAll(new HashMap<>(variables));
    long number = builder.hashCode();
    builder.redirectOutput(folder.resolve("out" + number).toFile());
    builder.redirectError(folder.resolve("err" + number).toFile());
    Process process = builder.start();
    Files.writeString(folder.resolve("pid" + process.pid()), String.valueOf(number));
    return process;
  }

  /** What it said until its end, which must come soon. */
  Outcome outcome(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("does not end; it said " + said(process, "err"));
    }
    return new Outcome(process.exitValue(), said(process, "out"), said(process, "err"));
  }

  /** What it said so far. */
  String said(Process process, String stream) throws IOException {
    String number = Files.readString(folder.resolve("pid" + process.pid()));
    return Files.readString(folder.resolve(stream + number), StandardCharsets.UTF_8);
  }

  /** Where a program lies, or null. */
  static Path find(String program) {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      Path file = Path.of(folder, program);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    return null;
  }
}
