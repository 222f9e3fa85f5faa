package io.github.ann2snn.cli.transfer;

import io.github.ann2snn.cli.options.NetworkArgument;
import io.github.ann2snn.cli.run.ImporterTable;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.NeuronKind;
import io.github.ann2snn.runtime.nir.NirWriter;
import io.github.ann2snn.runtime.nir.PoolingKinds;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A network as NIR, in the form that another program reads best. */
@Command(
    name = "nir",
    description =
        "Writes a network as NIR in another form, and says which programs reproduce it from that"
            + " file.",
    footer = {
      "",
      "Example: ann2snn export nir network.nir --neuron lif --out network-lif.nir",
      "Example: ann2snn export nir network.nir --pool avg --out network-avg.nir"
    })
final class ExportNirCommand extends BaseCommand {
  /** The pooling as users write it. */
  enum Pool {
    sum(Pooling.Kind.SUM),
    avg(Pooling.Kind.AVERAGE);

    private final Pooling.Kind kind;

    Pool(Pooling.Kind kind) {
      this.kind = kind;
    }
  }

  @Parameters(paramLabel = "NET", description = "The network, a NIR file.")
  private Path network;

  @Option(
      names = "--pool",
      paramLabel = "KIND",
      description =
          "sum (SumPool2d, weights divided by the size of the window) or avg (AvgPool2d). Default:"
              + " as it is.")
  private Pool pool;

  @Option(
      names = "--neuron",
      paramLabel = "KIND",
      description =
          "lif (IF neurons as LIF without leak, for programs that have no IF) or if (the reverse)."
              + " Default: as they are.")
  private NeuronKind neuron;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      required = true,
      description = "File for the network, NIR; - is the standard output.")
  private Path out;

  @Option(names = "--json", description = "Print JSON.", showDefaultValue = Visibility.NEVER)
  private boolean json;

  @Override
  public void run() throws IOException {
    Output.requireFile(this, out);
    SpikingNetwork original = NetworkArgument.read(this, network);
    SpikingNetwork pooled = fromOptions(() -> pooled(original));
    SpikingNetwork written = neuron == null ? pooled : fromOptions(() -> neuron.of(pooled));
    Output.finish(
        this, ImporterTable.of(written, json), out, file -> NirWriter.write(written, file));
  }

  private SpikingNetwork pooled(SpikingNetwork original) {
    if (pool == null) {
      return original;
    }
    PoolingKinds rewritten = PoolingKinds.of(original, pool.kind);
    if (rewritten.changed() > 0) {
      say(
          "%,d weights change in the last bit: the size of a window is no power of two.",
          rewritten.changed());
    }
    return rewritten.network();
  }
}
