package io.github.ann2snn.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes samples as CSV files. */
final class QuarterTables {
  private QuarterTables() {}

  /** Integers, without a header. */
  static Path integers(Quarters quarters, Path folder) throws IOException {
    return write(quarters, folder, "", (s, i) -> String.valueOf(s.pixel(i)), false);
  }

  /** Fractions, with a header, lines that end in CR LF, and blank ones. */
  static Path fractions(Quarters quarters, Path folder) throws IOException {
    return write(quarters, folder, "\r\n", (s, i) -> String.valueOf(s.real(i)), false);
  }

  /** Labels as texts, in quotes. */
  static Path texts(Quarters quarters, Path folder) throws IOException {
    return write(quarters, folder, "\n", (s, i) -> "\"" + s.pixel(i) + "\"", true);
  }

  private static Path write(
      Quarters quarters,
      Path folder,
      String end,
      BiFunction<QuarterSample, Integer, String> cell,
      boolean texts)
      throws IOException {
    Files.createDirectories(folder);
    String header =
        IntStream.range(0, 16).mapToObj(i -> "p" + i).collect(Collectors.joining(",")) + ",label";
    for (String split : List.of("train", "test")) {
      StringBuilder table = new StringBuilder(end.isEmpty() ? "" : header + end);
      int row = 0;
      for (QuarterSample sample : quarters.samples(split)) {
        table.append(
            IntStream.range(0, 16)
                .mapToObj(i -> cell.apply(sample, i))
                .collect(Collectors.joining(",")));
        table.append(',').append(texts ? sample.name() : String.valueOf(sample.label()));
        table.append(end.isEmpty() ? "\n" : end);
        if (++row % 100 == 0 && end.length() == 2) {
          table.append(end);
        }
      }
      Files.writeString(folder.resolve(split + ".csv"), table);
    }
    return folder;
  }
}
