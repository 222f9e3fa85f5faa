package io.github.ann2snn.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Completes the images that Maven has laid out, and packs them: what {@code mvn -Pdist package}
 * ends with.
 */
public final class Distribution {
  /** Whose classes the small image leaves out. */
  private static final Pattern DEEPLEARNING4J =
      Pattern.compile("org\\.(deeplearning4j|nd4j|bytedeco|datavec\\.image)\\..*");

  private static final Pattern NOTHING = Pattern.compile("(?!)");

  private Distribution() {}

  /**
   * Makes all of it.
   *
   * @param args the version; the time that all files get, in ISO 8601; the folder in whose {@code
   *     images} the images lie; that of the package's templates; the JDK that is wanted, or nothing
   */
  public static void main(String[] args) throws IOException {
    try {
      make(args[0], Instant.parse(args[1]), Path.of(args[2]), Path.of(args[3]), args[4]);
    } catch (BuildException e) {
      System.err.println("dist: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void make(String version, Instant time, Path target, Path templates, String wanted)
      throws IOException {
    Jdk jdk =
        wanted.isEmpty()
            ? Jdk.newest(Path.of(System.getProperty("java.home")))
            : Jdk.named(Path.of(wanted));
    Platform platform = Platform.host();
    System.out.println(
        "dist: images for " + platform + " of JDK " + jdk.version() + ", " + jdk.home());
    Path images = target.resolve("images");
    Image full = new Image(images.resolve("ann2snn-" + version), jdk, platform);
    Image small = new Image(images.resolve("ann2snn-small-" + version), jdk, platform);
    requireComplete(full, version, NOTHING);
    requireComplete(small, version, DEEPLEARNING4J);
    Packer packer = new Packer(target, platform);
    for (Image image : List.of(full, small)) {
      image.complete(FileTime.from(time));
      tell(packer.pack(image.folder()));
    }
    if (platform.isLinux()) {
      tell(new DebianPackage(version, templates, target).make(full));
    }
  }

  private static void tell(Path file) throws IOException {
    System.out.println("dist: " + file + ", " + Math.round(Files.size(file) / 1e5) / 10.0 + " MB");
  }

  /** That an image misses what it is to miss, and nothing else. */
  private static void requireComplete(Image image, String version, Pattern leftOut)
      throws IOException {
    Set<String> missing = image.missingClasses(version);
    missing.removeIf(name -> leftOut.matcher(name).matches());
    if (!missing.isEmpty()) {
      throw new BuildException(
          image.folder()
              + " lacks classes that our own need; see dist/src/assembly for what it leaves out: "
              + missing);
    }
  }
}
