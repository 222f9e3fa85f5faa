package io.github.ann2snn.dist;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A JDK that images can be made of.
 *
 * @param home its folder
 * @param version its feature version, such as 25
 */
record Jdk(Path home, int version) {
  private static final List<String> TOOLS = List.of("java", "jdeps", "jlink", "jpackage");

  /** The newest of those that lie beside each other, as systems and their packages lay them. */
  static Jdk newest(Path running) throws IOException {
    List<Path> homes = new ArrayList<>();
    homes.add(running);
    Path folder = running.endsWith("Contents/Home") ? running.resolve("../..") : running;
    try (Stream<Path> beside = Files.list(folder.toRealPath().getParent())) {
      beside.flatMap(home -> Stream.of(home, home.resolve("Contents/Home"))).forEach(homes::add);
    }
    List<Jdk> found = new ArrayList<>();
    for (Path home : homes) {
      of(home).filter(jdk -> jdk.missing().isEmpty()).ifPresent(found::add);
    }
    return found.stream()
        .max(Comparator.comparing(Jdk::version))
        .orElseThrow(
            () ->
                new BuildException(
                    "images need a JDK with jlink, jpackage and what they link, and neither "
                        + running
                        + " nor those beside it are one; install one, or name it with"
                        + " -Ddist.jdk=HOME"));
  }

  /** One that the user has named. */
  static Jdk named(Path home) throws IOException {
    Jdk jdk =
        of(home)
            .orElseThrow(
                () ->
                    new BuildException(
                        "-Ddist.jdk: " + home + " is no JDK: it has no file 'release'"));
    Optional<String> missing = jdk.missing();
    if (missing.isPresent()) {
      throw new BuildException(
          "-Ddist.jdk: " + home + " has no " + missing.get() + ", which images are made with");
    }
    return jdk;
  }

  private static Optional<Jdk> of(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    properties.load(new StringReader(Files.readString(release)));
    String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
    String feature = version.replaceFirst("[^0-9].*", "");
    return feature.isEmpty()
        ? Optional.empty()
        : Optional.of(new Jdk(home.toRealPath(), Integer.parseInt(feature)));
  }

  /** A program of it. */
  Path tool(String name) {
    return home.resolve("bin").resolve(File.separatorChar == '\\' ? name + ".exe" : name);
  }

  /** What it lacks to make images: since version 24 some link what they run from. */
  private Optional<String> missing() {
    for (String tool : TOOLS) {
      if (!Files.isExecutable(tool(tool))) {
        return Optional.of("bin/" + tool);
      }
    }
    boolean links =
        Files.exists(home.resolve("jmods/java.base.jmod"))
            || Command.of(tool("jlink"), "--help")
                .output()
                .contains("Linking from run-time image enabled");
    return links ? Optional.empty() : Optional.of("folder jmods");
  }
}
