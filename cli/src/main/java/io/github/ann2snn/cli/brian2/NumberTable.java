package io.github.ann2snn.cli.brian2;

import io.github.ann2snn.files.SideFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Numbers that a program needs: within it if they are few, else in a file beside it.
 *
 * @param name what the file is called behind the name of the program
 * @param columns what they are
 * @param rows how many
 * @param row the numbers of a row
 */
record NumberTable(String name, String columns, int rows, IntFunction<List<?>> row) {
  /** What all files of ours begin with. */
  static final String BEGINNING = "# Made by ann2snn";

  private static final int FEW = 10;

  private boolean few() {
    return rows <= FEW;
  }

  /** An array, as Python gets it; of one column it has one dimension. */
  String expression() {
    if (!few()) {
      return "np.loadtxt(Path(__file__).with_suffix(\"." + name + ".csv\"), delimiter=\",\")";
    }
    String lines =
        IntStream.range(0, rows)
            .mapToObj(r -> row.apply(r).size() == 1 ? text(r) : "[" + text(r) + "]")
            .collect(Collectors.joining(",\n        "));
    return "np.array(  # " + columns + "\n    [\n        " + lines + ",\n    ]\n)";
  }

  private String text(int r) {
    return row.apply(r).stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** The file that it may have beside a program. */
  static SideFile file(Path program, String name) {
    String file = program.getFileName().toString().replaceFirst("\\.py$", "." + name + ".csv");
    return new SideFile(program.resolveSibling(file), BEGINNING);
  }

  /** Writes that file, if the numbers are not within the program. */
  void write(Path program) throws IOException {
    if (!few()) {
      file(program, name).write(this::writeTo);
    }
  }

  private void writeTo(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(BEGINNING + ": " + columns + "\n");
      for (int r = 0; r < rows; r++) {
        out.write(text(r).replace(" ", "") + "\n");
      }
    }
  }
}
