package io.github.ann2snn.cli.options;

import io.github.ann2snn.cli.shell.Bar;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.cli.shell.Terminal;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.catalog.DatasetCatalog;
import io.github.ann2snn.datasets.catalog.DatasetCatalog.ProgressListener;
import io.github.ann2snn.datasets.catalog.DatasetLoader;
import io.github.ann2snn.files.BadFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every command that reads a data set. */
@OptionGroup.In(OptionGroup.DATA)
public final class DataOptions {
  @Option(
      names = {"-d", "--dataset"},
      paramLabel = "NAME",
      defaultValue = "auto",
      description = {
        "mnist, fashion-mnist, digits (built in, needs no files), idx:DIR, csv:FILE, images:DIR, or"
            + " auto: mnist where it is found or can be downloaded, otherwise digits."
      })
  public String dataset;

  @Mixin DataLocation location;

  @Option(
      names = "--test-fraction",
      paramLabel = "F",
      defaultValue = "0.2",
      description = "Share of a CSV file or image folder that becomes its test split.")
  double testFraction;

  @Option(
      names = "--label-column",
      paramLabel = "COLUMN",
      description =
          "Label column of a CSV file: a name of its header, or an index from 0, or from -1"
              + " backwards; of a Parquet file: its name. Default: the one called label, else the"
              + " last of a CSV file.")
  public Optional<String> labelColumn;

  @Option(
      names = "--feature-column",
      paramLabel = "COLUMN",
      description =
          "Column of a Parquet file that holds a sample's inputs. Default: the only one beside the"
              + " labels.")
  public Optional<String> featureColumn;

  private static final Pattern STORED =
      Pattern.compile("(idx|csv|images|parquet):[A-Za-z][A-Za-z0-9+.-]+:/.*");

  private final List<String> notices = new ArrayList<>();

  /** What was said about the data set when it was loaded. */
  public List<String> notices() {
    return notices;
  }

  /** Whether the name of the data set has a scheme, and not a path of this machine. */
  public boolean isStored() {
    return STORED.matcher(dataset).matches();
  }

  /**
   * Loads the data set, and tells the user what it is.
   *
   * @throws BadFileException if it is missing or damaged
   */
  public Dataset load(BaseCommand command, long seed) throws BadFileException {
    DatasetOptions options =
        command.fromOptions(
            () ->
                new DatasetOptions(
                    seed,
                    testFraction,
                    labelColumn,
                    notice -> takeNotice(command.terminal(), notice)));
    command.refuse(
        isStored(),
        "--dataset %s is read by a cluster; name one with --master, of evaluate or tune (local[*] is this machine), or a folder without scheme",
        dataset);
    command.refuse(
        dataset.startsWith("parquet:"),
        "--dataset %s is read by a cluster: evaluate --master local[*] --dataset parquet:file:///FOLDER",
        dataset);
    String name = command.fromOptions(() -> DatasetLoader.checkedName(dataset));
    DatasetCatalog catalog = location.catalog(command.terminal());
    return tell(command, new DatasetLoader(options, catalog).load(name));
  }

  /** Tells the user what a data set is. */
  public Dataset tell(BaseCommand command, Dataset loaded) {
    command.say(
        "Data set %s: %,d training and %,d test samples of %d inputs, %d classes.",
        loaded.name(),
        loaded.train().size(),
        loaded.test().size(),
        loaded.width(),
        loaded.classes());
    return loaded;
  }

  /** These options as words of a command line, for another process of this program. */
  public List<String> arguments() {
    List<String> words = new ArrayList<>();
    words.add("--dataset=" + dataset);
    words.add("--test-fraction=" + testFraction);
    labelColumn.ifPresent(column -> words.add("--label-column=" + column));
    featureColumn.ifPresent(column -> words.add("--feature-column=" + column));
    location.dataDir.ifPresent(folder -> words.add("--data-dir=" + folder));
    if (location.offline) {
      words.add("--offline");
    }
    return words;
  }

  private void takeNotice(Terminal terminal, String notice) {
    notices.add(notice);
    terminal.warn("NOTICE: %s", notice);
  }

  /** Where data sets lie. */
  @OptionGroup.In(OptionGroup.DATA)
  public static final class DataLocation {
    @Option(
        names = "--data-dir",
        paramLabel = "DIR",
        description =
            "Folder with one folder per data set, looked at before ANN2SNN_DATA and the cache.")
    Optional<Path> dataDir;

    @Option(
        names = "--offline",
        description = "Download nothing.",
        showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
    boolean offline;

    public DatasetCatalog catalog(Terminal terminal) {
      return new DatasetCatalog(
          dataDir, terminal.environment(), offline, new DownloadProgress(terminal));
    }
  }

  /** Shows a download. */
  private static final class DownloadProgress implements ProgressListener {
    private final Terminal terminal;
    private Bar bar;

    DownloadProgress(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public void start(String task, long totalBytes) {
      if (!terminal.interactive()) {
        terminal.say("%s", task);
      }
      bar = Bar.start(terminal, task, totalBytes, "KB", 1024);
    }

    @Override
    public void advance(long doneBytes) {
      bar.stepTo(doneBytes);
    }

    @Override
    public void finish() {
      bar.close();
    }
  }
}
