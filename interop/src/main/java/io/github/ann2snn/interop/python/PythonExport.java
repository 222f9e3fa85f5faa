package io.github.ann2snn.interop.python;

import io.github.ann2snn.files.SideFile;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.files.numpy.NpzFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A folder with a network for a simulator: {@code README.md}, {@code network.npz}, {@code
 * samples.npz} and the program, which is written last and deleted first, so that none lies beside
 * numbers that it was not made for.
 *
 * @param simulator whose program it is
 * @param folder where the files are or will be
 */
public record PythonExport(PythonSimulator simulator, Path folder) {
  /** How the READMEs of all exports of ours begin. */
  private static final String ANY_README = "# A spiking network";

  /** {@return the files whose beginnings tell that they are ours} */
  public List<SideFile> sideFiles() {
    return List.of(readme(), program());
  }

  /** {@return the files of numbers} */
  public List<Path> numbers() {
    return List.of(network(), samples());
  }

  private SideFile readme() {
    return new SideFile(folder.resolve("README.md"), PythonReadme.beginning(simulator));
  }

  private SideFile program() {
    return new SideFile(folder.resolve(simulator.program()), Program.beginning(simulator));
  }

  private Path network() {
    return folder.resolve("network.npz");
  }

  private Path samples() {
    return folder.resolve("samples.npz");
  }

  /**
   * Makes sure that no file of another set lies where this one is to be.
   *
   * @throws IOException that says so, if another export does, or files of numbers without a README
   *     of ours
   */
  public void requireOurs() throws IOException {
    for (PythonSimulator other : PythonSimulator.all()) {
      if (!other.equals(simulator) && Files.exists(folder.resolve(other.program()))) {
        throw taken(Text.of("holds the export for %s, %s", other.name(), other.program()));
      }
    }
    Path readme = readme().path();
    boolean described = Files.isRegularFile(readme);
    if (described) {
      String first = firstLine(readme);
      if (first.startsWith(ANY_README) && !first.startsWith(PythonReadme.beginning(simulator))) {
        throw taken(Text.of("holds another export, whose README.md begins with '%s'", first));
      }
    }
    for (Path file : numbers()) {
      if (!described && Files.exists(file)) {
        throw taken(Text.of("holds a %s without the README.md of an export", file.getFileName()));
      }
    }
    for (SideFile file : sideFiles()) {
      file.requireOurs();
    }
  }

  private FileAlreadyExistsException taken(String what) {
    return new FileAlreadyExistsException(
        folder.toString(),
        null,
        what + ", which is not replaced: the files of an export belong together");
  }

  private static String firstLine(Path file) throws IOException {
    try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return Text.printable(lines.findFirst().orElse(""));
    }
  }

  /**
   * Writes all files.
   *
   * @param recorded samples, and what they did in the network that is written
   * @throws IOException if one cannot be written; the program is then missing
   */
  public void write(RecordedSamples recorded) throws IOException {
    requireOurs();
    program().delete();
    Map<String, NpyArray> network = NetworkArrays.of(recorded.run());
    String text = new PythonReadme(simulator, recorded).text(network);
    readme().write(temporary -> Files.writeString(temporary, text));
    NpzFile.write(network(), network);
    NpzFile.write(samples(), recorded.arrays());
    String python = Program.of(simulator, recorded.run());
    program().write(temporary -> Files.writeString(temporary, python));
  }
}
