package io.github.ann2snn.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Packs images into one file each, as their platform likes it.
 *
 * @param target where the files go
 */
record Packer(Path target, Platform platform) {
  /** Packs a folder, whose name the file begins with. */
  Path pack(Path folder) throws IOException {
    String name = folder.getFileName().toString();
    Path file = target.resolve(name + "-" + platform + (platform.isWindows() ? ".zip" : ".tar.gz"));
    Files.deleteIfExists(file);
    Path tar = Path.of("tar");
    Path parent = folder.getParent();
    if (platform.isLinux()) {
      // gzip keeps no time of what it reads from a pipe.
      Command.of(
              tar,
              "--sort=name",
              "--owner=0",
              "--group=0",
              "--numeric-owner",
              "-czf",
              file,
              "-C",
              parent,
              name)
          .output();
    } else {
      Command.of(tar, platform.isWindows() ? "-acf" : "-czf", file, "-C", parent, name).output();
    }
    return file;
  }
}
