package io.github.ann2snn.cli.options;

import io.github.ann2snn.cli.shell.Bar;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.Deeplearning4j;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.cli.shell.Terminal;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.catalog.DatasetCatalog;
import io.github.ann2snn.datasets.catalog.DatasetLoader;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import io.github.ann2snn.runtime.evaluation.SampleReading.TakingNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options of every command that reads a data set. */
@OptionGroup.In(OptionGroup.DATA)
public final class DataOptions {
  @Option(
      names = {"-d", "--dataset"},
      paramLabel = "NAME",
      defaultValue = "auto",
      description = {
        "mnist, fashion-mnist, cifar10, cifar100, digits (built in, needs no files), worked (the sample of docs/backpropagation.md), idx:DIR,"
            + " cifar:DIR, csv:FILE, images:DIR, or auto: mnist where it is found or can be downloaded, otherwise digits."
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

  @Option(
      names = "--separator",
      paramLabel = "NAME",
      converter = SeparatorConverter.class,
      description =
          "What stands between the cells of a CSV file: comma, semicolon, tab, bar, blank, or a"
              + " character. Default: found out, and said if it is no comma.")
  private Optional<Character> separator;

  @Option(
      names = "--decimal-mark",
      paramLabel = "NAME",
      description = "In the numbers of a CSV file: point or comma. Default: found out.")
  private Optional<DecimalMark> decimalMark;

  @Option(
      names = "--scale",
      paramLabel = "NAME",
      description =
          "none, or columns: each column of a CSV file is scaled so that the lowest value of its"
              + " training rows becomes 0 and the highest 1; values beyond become 0 or 1. Models and"
              + " networks keep the scale, and whatever runs them scales alike. Default: as they"
              + " keep it, else none.")
  private Optional<Scale> scale;

  @Option(
      names = "--grey",
      description =
          "Pictures in colour become grey. Default: three channels if some picture is in colour, or"
              + " as many as the network takes.",
      showDefaultValue = Visibility.NEVER)
  private boolean grey;

  private static final Pattern STORED =
      Pattern.compile("(idx|cifar|csv|images|parquet):[A-Za-z][A-Za-z0-9+.-]+:/.*");

  private final List<String> notices = new ArrayList<>();
  private Optional<DatasetAhead> ahead = Optional.empty();

  /**
   * Begins to read a data set that is known by its name and lies here, while the command does
   * something else. {@link #load} then waits for it.
   */
  public void begin(BaseCommand command) {
    DatasetCatalog here =
        new DatasetCatalog(location.dataDir, command.terminal().environment(), true, Progress.NONE);
    String name = dataset.equals("auto") ? "mnist" : dataset;
    if (here.entry(name).flatMap(here::find).isPresent()) {
      ahead = Optional.of(new DatasetAhead(dataset, here));
    }
  }

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
   * @param network that is to take the samples
   * @throws BadFileException if it is missing or damaged
   */
  public Dataset load(BaseCommand command, long seed, TakingNetwork network)
      throws BadFileException {
    SampleReading reading = reading(command, network);
    DatasetOptions options =
        command.fromOptions(
            () ->
                new DatasetOptions(
                    seed,
                    testFraction,
                    reading,
                    notice -> takeNotice(command, notice),
                    command.progress()));
    command.refuse(
        isStored(),
        "--dataset %s is read by a cluster; name one with --master, of evaluate or tune (local[*] is this machine), or a folder without scheme",
        dataset);
    command.refuse(
        dataset.startsWith("parquet:"),
        "--dataset %s is read by a cluster: evaluate --master local[*] --dataset parquet:file:///FOLDER",
        dataset);
    if (dataset.startsWith("images:")) {
      Deeplearning4j.require("--dataset %s, a folder of pictures,", dataset);
    }
    String name = command.fromOptions(() -> DatasetLoader.checkedName(dataset));
    Optional<DatasetAhead.Read> read = ahead.flatMap(DatasetAhead::await);
    if (read.isPresent()) {
      read.get().notices().forEach(options.notice());
      return tell(command, read.get().dataset());
    }
    DatasetCatalog catalog = location.catalog(command.terminal());
    return tell(command, new DatasetLoader(options, catalog).load(name));
  }

  /**
   * How its files are read.
   *
   * @param network that is to take the samples
   * @throws picocli.CommandLine.ParameterException if options say other than the network
   * @throws BadFileException if the network takes another kind of data set
   */
  public SampleReading reading(BaseCommand command, TakingNetwork network) throws BadFileException {
    boolean table = dataset.startsWith("csv:");
    boolean columns = scale.equals(Optional.of(Scale.COLUMNS));
    boolean kept = network.columnScale().isPresent();
    command.refuse(
        columns && !table,
        "--scale columns is for csv: data sets; --dataset %s is none, and needs no scale",
        dataset);
    command.refuse(
        kept && scale.equals(Optional.of(Scale.NONE)),
        "--scale is none, but the network was made for scaled columns; leave --scale out");
    if (kept) {
      BadFileException.when(
          !table,
          "%s: the network takes tables with scaled columns, and this is none; name the data set that it was made for with --dataset",
          dataset);
      command.say("Columns are scaled as the network's file keeps it.");
    } else if (columns) {
      command.say("Columns are scaled by what the training rows show.");
    }
    return new SampleReading(
        labelColumn,
        featureColumn,
        separator,
        decimalMark.map(mark -> mark.character),
        columns,
        grey,
        network);
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
    separator.ifPresent(character -> words.add("--separator=" + character));
    decimalMark.ifPresent(
        mark -> words.add("--decimal-mark=" + mark.name().toLowerCase(Locale.ROOT)));
    scale.ifPresent(how -> words.add("--scale=" + how.name().toLowerCase(Locale.ROOT)));
    if (grey) {
      words.add("--grey");
    }
    location.dataDir.ifPresent(folder -> words.add("--data-dir=" + folder));
    if (location.offline) {
      words.add("--offline");
    }
    return words;
  }

  /** Tells the user something of the data set, which is kept for the results. */
  public void takeNotice(BaseCommand command, String notice) {
    notices.add(notice);
    command.warn("NOTICE: %s", notice);
  }

  /** What becomes of the columns of a table. */
  private enum Scale {
    NONE,
    COLUMNS
  }

  private enum DecimalMark {
    POINT('.'),
    COMMA(',');

    private final char character;

    DecimalMark(char character) {
      this.character = character;
    }
  }

  /** Reads what stands between cells. */
  private static final class SeparatorConverter implements ITypeConverter<Character> {
    private static final Map<String, Character> NAMES =
        Map.of("comma", ',', "semicolon", ';', "tab", '\t', "bar", '|', "blank", ' ');

    @Override
    public Character convert(String text) {
      char first = text.isEmpty() ? '"' : text.charAt(0);
      if (NAMES.containsKey(text)) {
        return NAMES.get(text);
      }
      if (text.length() != 1
          || Character.isLetterOrDigit(first)
          || "\"\\.+-\n\r".indexOf(first) >= 0) {
        throw new TypeConversionException(
            "'"
                + text
                + "' is no separator; allowed: comma, semicolon, tab, bar, blank, or a character that numbers do not have");
      }
      return first;
    }
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
        showDefaultValue = Visibility.NEVER)
    boolean offline;

    public DatasetCatalog catalog(Terminal terminal) {
      Progress progress =
          (task, total, unit) -> {
            if (!terminal.interactive()) {
              terminal.say("%s", task);
            }
            return Bar.progress(terminal).start(task, total, unit);
          };
      return new DatasetCatalog(dataDir, terminal.environment(), offline, progress);
    }
  }
}
