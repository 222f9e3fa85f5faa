package io.github.ann2snn.cli.transfer;

import io.github.ann2snn.cli.options.DataOptions;
import io.github.ann2snn.cli.options.Fit;
import io.github.ann2snn.cli.options.NetworkArgument;
import io.github.ann2snn.cli.options.RunOptions.OverrideOptions;
import io.github.ann2snn.cli.shell.Bar;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.interop.recording.Recorder;
import io.github.ann2snn.interop.recording.Recording;
import io.github.ann2snn.interop.recording.Recording.RecordedSample;
import io.github.ann2snn.report.page.CsvFile;
import io.github.ann2snn.runtime.nir.NirReader.NirFile;
import io.github.ann2snn.runtime.simulation.ReferenceSimulator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Spikes and potentials of chosen samples. */
@Command(
    name = "recording",
    description = {
      "Runs chosen test samples and writes which neuron fired at which step, and all membrane"
          + " potentials: as HDF5 in the layout of NIRData, which the NIR library reads"
          + " (nir.read_data), or as CSV.",
      ""
    },
    footer = {
      "",
      "Example: ann2snn export recording network.nir --dataset mnist --sample 0,7,12 --out spikes.h5",
      "Example: ann2snn export recording network.nir --dataset mnist --sample 0 --layer output --out -"
    })
final class ExportRecordingCommand extends BaseCommand {
  @Parameters(paramLabel = "NET", description = "The network, a NIR file.")
  private Path network;

  @Mixin private DataOptions data;

  @OptionGroup.In(OptionGroup.COMMON)
  @Option(
      names = "--sample",
      paramLabel = "I",
      split = ",",
      required = true,
      showDefaultValue = Visibility.NEVER,
      description = "Test samples to run, by their index from 0.")
  private List<Integer> samples = new ArrayList<>();

  @OptionGroup.In(OptionGroup.COMMON)
  @Option(
      names = "--layer",
      paramLabel = "NAME",
      split = ",",
      showDefaultValue = Visibility.NEVER,
      description =
          "Layers to record, as inspect names them, or input for the spikes of the inputs. Default:"
              + " all.")
  private List<String> layers = new ArrayList<>();

  @Mixin private OverrideOptions overrides;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Seed of random input spikes and of the split of a data set.")
  private long seed;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      required = true,
      description = "FILE.h5 (or .hdf5) or FILE.csv; - is the standard output, as CSV.")
  private Path out;

  @Override
  public void run() throws IOException {
    boolean csv = isCsv();
    Output.requireFile(this, out);
    NirFile read = NetworkArgument.open(this, network);
    NetworkArgument argument = NetworkArgument.of(this, network, read.network(), overrides, seed);
    ReferenceSimulator simulator = new ReferenceSimulator(argument.network(), argument.settings());
    Recorder recorder = fromOptions(() -> new Recorder(simulator, read, layers));
    Dataset dataset = data.load(this, seed, argument.taking(Optional.empty()));
    Fit.require(argument, dataset);
    Recording recording;
    try (Bar bar = Bar.start(terminal(), "Recording", samples.size())) {
      recording = fromOptions(() -> recorder.record(dataset.test(), samples, bar::step));
    }
    AtomicFile.Content content = csv ? file -> writeCsv(recording, file) : recording::writeHdf5;
    Output.finish(this, text(recording, dataset.classNames()), out, content);
  }

  private boolean isCsv() {
    String name = out.toString().toLowerCase(Locale.ROOT);
    boolean csv = name.endsWith(".csv") || name.equals("-");
    refuse(
        !csv && !name.endsWith(".h5") && !name.endsWith(".hdf5"),
        "--out: %s ends in none of .h5, .hdf5 and .csv, by which the format is told",
        out);
    return csv;
  }

  private static void writeCsv(Recording recording, Path file) throws IOException {
    try (OutputStream to = Files.newOutputStream(file)) {
      CsvFile.write(to, Recording.COLUMNS, recording.rows());
    }
  }

  private static String text(Recording recording, List<String> classes) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < recording.samples().size(); row++) {
      RecordedSample sample = recording.samples().get(row);
      String spikes =
          recording.spikes(row).entrySet().stream()
              .map(layer -> Text.of("%s %,d", layer.getKey(), layer.getValue()))
              .collect(Collectors.joining(", "));
      text.append(
          Text.of(
              "sample %d: class %s, labelled %s; spikes: %s%n",
              sample.index(),
              classes.get(sample.prediction()),
              classes.get(sample.label()),
              spikes.isEmpty() ? "none recorded" : spikes));
    }
    return text.toString();
  }
}
