package io.github.ann2snn.cli.run;

import io.github.ann2snn.api.ConversionSettings;
import io.github.ann2snn.cli.options.ComputeOptions;
import io.github.ann2snn.cli.options.DataOptions;
import io.github.ann2snn.cli.options.EnergyOptions;
import io.github.ann2snn.cli.options.Fit;
import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.cli.options.ModelInput;
import io.github.ann2snn.cli.options.RunOptions;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.convert.ann.GraphAnn;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.NirWriter;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Conversion alone. */
@Command(
    name = "convert",
    description = "Converts a model into a spiking network and certifies that it is the same.",
    footer = {
      "",
      "Example: ann2snn convert model.zip --dataset mnist --out net.nir",
      "Example: ann2snn convert model.zip --dataset mnist --weight-bits 8 --out net8.nir",
      "Example: ann2snn convert model.zip --dataset mnist --timesteps 4 --normalization mmse"
          + " --calibrate bias --out net4.nir"
    })
public final class ConvertCommand extends BaseCommand {
  @Parameters(paramLabel = "MODEL", description = ModelInput.FILES)
  private Path model;

  @Mixin private ModelInput.OfFile input;

  @Mixin private DataOptions data;
  @Mixin private ConversionOptions conversion;
  @Mixin private RunOptions simulation;
  @Mixin private EnergyOptions energy;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      defaultValue = "network.nir",
      description = "File for the network, NIR; - is the standard output.")
  private Path out;

  @Mixin private ComputeOptions compute;

  @Override
  public void run() throws Exception {
    int threads = compute.threads(this);
    SimulationSettings settings = simulation.settings(this, compute.seed);
    ConversionSettings plan =
        conversion.plan(
            this, settings, simulation.readoutStart(), energy.settings().profiles().wanted());
    ConversionConfig config = plan.config();
    Output.requireFile(this, out);
    ModelArgument loaded = ModelArgument.read(this, model, input);
    fromOptions(() -> config.requireLayers(loaded.layers()));
    GraphAnn.require(loaded.graph(), config.maxPooling(), config.signed());
    Dataset dataset = data.load(this, compute.seed, loaded.taking());
    Fit.require(loaded, dataset);
    SpikingNetwork converted = Conversions.convert(this, plan, loaded, dataset, threads);
    Output.finish(
        this,
        NetworkText.of(converted, compute.json),
        out,
        file -> NirWriter.write(converted, file));
    if (!Output.isStream(out)) {
      say(
          "ann2snn export nir %s tells which other programs reproduce it, and writes what more of them read.",
          out);
    }
  }
}
