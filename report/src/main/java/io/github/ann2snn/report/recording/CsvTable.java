package io.github.ann2snn.report.recording;

import io.github.ann2snn.dynamics.quantity.Quantity.QuantitySteps;
import io.github.ann2snn.dynamics.quantity.Unit;
import io.github.ann2snn.files.AtomicFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A table that becomes a CSV file (RFC 4180).
 *
 * @param file which series it is
 * @param header names of the columns, with units
 * @param rows how many
 * @param row values of a row, by its number from 0
 */
public record CsvTable(
    SeriesFile file, List<String> header, int rows, IntFunction<List<Object>> row) {
  String fileName() {
    return file.fileName();
  }

  void write(Path folder) throws IOException {
    AtomicFile.write(folder.resolve(fileName()), this::writeTo);
  }

  private void writeTo(Path temporary) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(temporary);
        CSVPrinter printer = new CSVPrinter(writer, CSVFormat.RFC4180)) {
      printer.printRecord(header);
      for (int r = 0; r < rows; r++) {
        printer.printRecord(row.apply(r));
      }
    }
  }

  /**
   * When steps begin: the doubles that are nearest to the decimals, so that step 580 of 0.1 ms is
   * 58.0 ms.
   *
   * @param dtMs length of a step, ms
   */
  record StepTimes(BigDecimal dtMs) {
    static StepTimes of(QuantitySteps steps) {
      return new StepTimes(steps.dt().exactlyIn(Unit.MILLISECOND));
    }

    /** Start of a step, ms. */
    double at(long step) {
      return dtMs.multiply(BigDecimal.valueOf(step)).doubleValue();
    }
  }

  /** The series that {@code simulate} writes, each a file within the folder of the simulation. */
  public enum SeriesFile {
    /** All spikes in order of time. */
    SPIKES("spikes.csv"),
    /** One row per neuron: its current and its rate. */
    RATES("rates.csv"),
    /** Potentials of the first neurons. */
    POTENTIALS("potentials.csv"),
    /** Weights before and after. */
    WEIGHTS("weights.csv"),
    /** Gates of the first axon. */
    GATES("gates.csv"),
    /** The window of plasticity, measured. */
    WINDOW("window.csv");

    private final String fileName;

    SeriesFile(String fileName) {
      this.fileName = fileName;
    }

    public String fileName() {
      return fileName;
    }
  }
}
