package io.github.ann2snn.report.page;

import io.github.ann2snn.ann.record.TrainingRecord;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A training as a page to look at, drawn from its record alone. */
public final class TrainingPage {
  private static final List<String> SCRIPTS =
      List.of(
          "scales",
          "training/training",
          "training/curves",
          "training/layers",
          "training/histograms",
          "training/numbers",
          "training/page");

  private static final String NUMBERS =
      "the training.json that it was drawn from, and as CSV in the folder that is named after it";

  private final ReportedRun run;

  private TrainingPage(ReportedRun run) {
    this.run = run;
  }

  /**
   * Reads the record of a training, which need not have ended.
   *
   * @param file what lies beside the model
   * @throws BadFileException if it is damaged, or of another version
   */
  public static TrainingPage read(Path file) throws IOException {
    return new TrainingPage(ReportedRun.of(TrainingRecord.DOCUMENT.read(file)));
  }

  /** Writes the page and its CSV files, as {@link Report#write} does. */
  public void write(Path page) throws IOException {
    Report.clearSeries(page);
    writePage(page);
    Report.writeSeries(List.of(run), page);
  }

  /** Writes the page alone. */
  public void writePage(Path page) throws IOException {
    String html = new ReportPage(SCRIPTS, run.training(), NUMBERS).html();
    AtomicFile.write(page, temporary -> Files.writeString(temporary, html));
  }
}
