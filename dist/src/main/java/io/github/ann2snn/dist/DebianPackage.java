package io.github.ann2snn.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A package for Debian and its kin, made by jpackage: the image under {@code /opt}, and links to
 * what a user calls.
 *
 * @param templates what jpackage has otherwise: {@code control}, and the scripts that make and
 *     remove the links
 * @param target where it goes
 */
record DebianPackage(String version, Path templates, Path target) {
  private static final List<String> PROGRAMS = List.of("dpkg-deb", "fakeroot");

  /** A tenth larger than with xz, and made in a sixth of the time: most of it is compressed. */
  private static final Map<String, String> COMPRESSION = Map.of("DPKG_DEB_COMPRESSOR_TYPE", "gzip");

  Path make(Image image) throws IOException {
    for (String program : PROGRAMS) {
      if (!isThere(program)) {
        throw new BuildException(
            "a .deb needs the program "
                + program
                + ", which this machine lacks: apt-get install dpkg fakeroot");
      }
    }
    Command.of(
            image.jdk().tool("jpackage"),
            "--type",
            "deb",
            "--runtime-image",
            image.folder(),
            "--name",
            "ann2snn",
            "--app-version",
            version.replaceFirst("-.*", ""),
            "--install-dir",
            "/opt",
            "--resource-dir",
            scripts(image),
            "--dest",
            target)
        .with(COMPRESSION)
        .output();
    return only();
  }

  /** The package, of whatever architecture. */
  private Path only() throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      return files.filter(file -> file.toString().endsWith(".deb")).findFirst().orElseThrow();
    }
  }

  /** The templates, with the time that the archive of classes was made for. */
  private Path scripts(Image image) throws IOException {
    long time = Files.getLastModifiedTime(image.folder()).to(TimeUnit.SECONDS);
    Path scripts = Files.createDirectories(target.resolve("deb"));
    try (Stream<Path> files = Files.list(templates)) {
      for (Path file : files.toList()) {
        String text = Files.readString(file).replace("@TIME", "@" + time);
        Files.writeString(scripts.resolve(file.getFileName().toString()), text);
      }
    }
    return scripts;
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
