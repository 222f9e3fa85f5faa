package io.github.ann2snn.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder that runs without any Java but its own: {@code bin}, {@code lib}, and what is made here,
 * {@code runtime} and an archive of classes.
 *
 * @param folder where the launcher and the jars lie already
 * @param jdk that the runtime is made of
 * @param platform that it is for
 */
record Image(Path folder, Jdk jdk, Platform platform) {
  /** What jars do not name: certificates with elliptic curves, for downloads. */
  private static final List<String> UNNAMED_MODULES = List.of("jdk.crypto.ec");

  /** A line of jdeps for a class that is missing. */
  private static final Pattern MISSING = Pattern.compile("-> (\\S+)\\s+not found");

  private Path lib() {
    return folder.resolve("lib");
  }

  /**
   * Makes all that is missing.
   *
   * @param time of all its files, so that equal sources give equal ones
   */
  void complete(FileTime time) throws IOException {
    link();
    setTimes(time);
    // Holds the times of the jars.
    makeArchive();
    setTimes(time);
  }

  private void link() throws IOException {
    Command.of(
            jdk.tool("jlink"),
            "--add-modules",
            modules(),
            "--strip-java-debug-attributes",
            "--no-header-files",
            "--no-man-pages",
            "--output",
            folder.resolve("runtime"))
        .output();
  }

  /** Modules of the JDK that the program and what it calls of its jars need. */
  private String modules() throws IOException {
    String needed =
        Command.of(
                jdk.tool("jdeps"),
                "--multi-release",
                jdk.version(),
                "--ignore-missing-deps",
                "--print-module-deps",
                "--class-path",
                lib().resolve("*"),
                program())
            .output()
            .strip();
    return Stream.concat(Arrays.stream(needed.split(",")), UNNAMED_MODULES.stream())
        .sorted()
        .collect(Collectors.joining(","));
  }

  private Path program() throws IOException {
    try (Stream<Path> jars = Files.list(lib())) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith("cli-"))
          .findFirst()
          .orElseThrow(() -> new BuildException(lib() + " holds no cli-VERSION.jar"));
    }
  }

  /**
   * Classes that our own jars name, and neither the JDK nor any jar has.
   *
   * @param version of our jars
   */
  Set<String> missingClasses(String version) throws IOException {
    List<Object> words = new ArrayList<>(List.of("--multi-release", jdk.version()));
    words.addAll(List.of("--missing-deps", "--class-path", lib().resolve("*")));
    try (Stream<Path> files = Files.list(lib())) {
      files
          .filter(file -> file.toString().endsWith("-" + version + ".jar"))
          .sorted()
          .forEach(words::add);
    }
    return MISSING
        .matcher(Command.of(jdk.tool("jdeps"), words.toArray()).output())
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** By the image's launcher, which knows the options of its JVM. */
  private void makeArchive() {
    String launcher = platform.isWindows() ? "ann2snn.cmd" : "ann2snn";
    Command.of(folder.resolve("bin").resolve(launcher))
        .with(Map.of("ANN2SNN_CLASS_ARCHIVE", "make"))
        .output();
  }

  /** The archive of classes knows the times of the jars, and all packers keep those. */
  private void setTimes(FileTime time) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(file -> !Files.isSymbolicLink(file)).toList()) {
        Files.setLastModifiedTime(file, time);
      }
    }
  }
}
