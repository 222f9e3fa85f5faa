package io.github.ann2snn.cli.evaluate;

import io.github.ann2snn.bench.BenchOptions;
import io.github.ann2snn.bench.BenchReport;
import io.github.ann2snn.bench.BenchTable;
import io.github.ann2snn.bench.Benchmark;
import io.github.ann2snn.cli.options.DataOptions;
import io.github.ann2snn.cli.options.Fit;
import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.cli.options.ModelInput;
import io.github.ann2snn.cli.options.NetworkArgument;
import io.github.ann2snn.cli.options.RunOptions.OverrideOptions;
import io.github.ann2snn.cli.shell.Bar;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.files.Version;
import io.github.ann2snn.files.json.JsonDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How fast a spiking network runs here. */
@Command(
    name = "bench",
    description = {
      "Measures how fast a spiking network runs on this machine, beside the forward pass of the"
          + " model that it came from, on the same test samples, and beside what the machine can do:"
          + " multiply and add, and read its memory.",
      "",
      "Beside them stand the share of the least time that the operations could take here, the time"
          + " that one sample alone takes, and memory.",
      "",
      "Seconds are medians. After warm-up, each repetition runs every configuration once, in an"
          + " order that changes, so that a slower moment of the machine touches all of them. Plain"
          + " loops (kernel scalar), which take long, run at the largest T and at T = 8 alone, and"
          + " in every third repetition.",
      "",
      "It takes about --minutes. Where all test samples would take longer, the first ones are"
          + " measured, of large networks without plain loops."
    },
    footer = {
      "",
      "Example: ann2snn bench model.zip network.nir --dataset mnist",
      "Example: ann2snn bench model.zip network.nir --dataset mnist --scaling --json",
      "Example: ann2snn bench resnet20.onnx network.nir --dataset cifar10 --timesteps 32"
    })
@OptionGroup.In(OptionGroup.SIMULATION)
public final class BenchCommand extends BaseCommand {
  @Parameters(index = "0", paramLabel = "MODEL", description = ModelInput.FILES)
  private Path model;

  @Mixin private ModelInput.OfFile input;

  @Parameters(index = "1", paramLabel = "NET", description = "The network, a NIR file.")
  private Path network;

  @Mixin private DataOptions data;

  @Option(
      names = {"-t", "--timesteps"},
      paramLabel = "T",
      split = ",",
      defaultValue = "1,8,32,64",
      description = "Simulation steps, one or several.")
  private SortedSet<Integer> timesteps;

  @Option(
      names = "--threads",
      paramLabel = "N",
      split = ",",
      description =
          "Threads of simulation and forward pass, one or several. Default: 1 and all cores.")
  private SortedSet<Integer> threads;

  @Option(
      names = "--weight-bits",
      paramLabel = "BITS",
      split = ",",
      defaultValue = "32,16,8",
      description =
          "In what a network in single precision is measured, one or several: 32 (itself), or"
              + " integers of 16 or 8 bits. Networks of integers are measured as they are.")
  private SortedSet<Integer> weightBits;

  @Option(
      names = "--no-plain-loops",
      description = "Measure the Vector API alone, where it is there.",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private boolean noPlainLoops;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description =
          "How many test samples, the first ones. Default: as many as take about --minutes.")
  private Optional<Integer> samples;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "5",
      description = "How long it may take, about, where --samples is not given.")
  private double minutes;

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      defaultValue = "7",
      description = "Measured repetitions of every configuration.")
  private int repetitions;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "0.5",
      description =
          "Seconds, at least, that each configuration runs before it is measured; also three times"
              + " at least, and plain loops once.")
  private double warmUp;

  @Option(
      names = "--scaling",
      description =
          "Also measure how the time grows with T, with the number of samples, and with the width"
              + " of the hidden layers of random networks.",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private boolean scaling;

  @Option(
      names = "--widths",
      paramLabel = "W",
      split = ",",
      defaultValue = "512,1024,2048,4096,8192",
      description = "Those widths; one that would not fit the memory is left out.")
  private SortedSet<Integer> widths;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "File for the results, JSON; - is the standard output. Default: none.")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Seed of everything that is random.")
  private long seed;

  @Option(
      names = "--json",
      description = "Print the results as JSON instead of a table.",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private boolean json;

  @Override
  public void run() throws IOException, InterruptedException, ConversionRefusedException {
    BenchOptions options = fromOptions(this::options);
    Output.requireFile(this, out);
    NetworkArgument snn = NetworkArgument.read(this, network, new OverrideOptions(), seed);
    ModelArgument ann = ModelArgument.read(this, model, input, snn);
    refuse(
        snn.network().isRecurrent(),
        "%s: is recurrent, and the event-driven simulator, which bench measures, cannot run it",
        network);
    snn.evaluator().stranger(ann.model()).ifPresent(notice -> warn("NOTICE: %s", notice));
    Dataset dataset = data.load(this, seed, snn.taking(Optional.of(ann)));
    Fit.require(ann, dataset);
    Fit.require(snn, dataset);
    Benchmark benchmark =
        new Benchmark(ann.graph(), snn.network(), snn.settings(), dataset.test(), options);
    benchmark.notices().forEach(notice -> warn("NOTICE: %s", notice));
    BenchReport report = measure(benchmark, dataset);
    Output.finish(
        this,
        json ? JsonDocument.text(report) : BenchTable.of(report),
        out,
        file -> BenchReport.DOCUMENT.write(report, file));
  }

  private BenchOptions options() {
    return new BenchOptions(
        timesteps,
        threads == null ? BenchOptions.defaultThreads() : threads,
        weightBits,
        !noPlainLoops,
        samples,
        minutes,
        repetitions,
        warmUp,
        scaling,
        widths);
  }

  private BenchReport measure(Benchmark benchmark, Dataset dataset) throws InterruptedException {
    List<String> notices = new ArrayList<>();
    BenchReport report;
    try (Bar bar = Bar.start(terminal(), "Measuring", benchmark.steps(), "runs", 1)) {
      report = benchmark.measure(dataset.name(), Version.environment(), bar::step, notices::add);
    }
    notices.forEach(notice -> warn("%s", notice));
    return report;
  }
}
