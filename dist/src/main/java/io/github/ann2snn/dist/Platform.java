package io.github.ann2snn.dist;

import java.util.Locale;

/**
 * What an image runs on: that which it is made on.
 *
 * @param system {@code linux}, {@code macos} or {@code windows}
 * @param processor {@code x64} or {@code arm64}, or what else the JVM calls it
 */
record Platform(String system, String processor) {
  static Platform host() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /** As the JVM calls both. */
  static Platform of(String name, String architecture) {
    String lower = name.toLowerCase(Locale.ROOT);
    String system =
        lower.startsWith("windows") ? "windows" : lower.startsWith("mac") ? "macos" : "linux";
    String processor =
        switch (architecture) {
          case "amd64", "x86_64" -> "x64";
          case "aarch64" -> "arm64";
          default -> architecture;
        };
    return new Platform(system, processor);
  }

  boolean isWindows() {
    return system.equals("windows");
  }

  boolean isLinux() {
    return system.equals("linux");
  }

  @Override
  public String toString() {
    return system + "-" + processor;
  }
}
