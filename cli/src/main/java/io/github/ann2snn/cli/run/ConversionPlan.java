package io.github.ann2snn.cli.run;

import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.io.IOException;
import java.util.Optional;

/**
 * How a command line wants a model converted.
 *
 * @param config says all that is not searched
 * @param run how the network is to be run; of a search, the most steps
 * @param arithmetic what it is to compute with
 * @param search chooses the rest; empty if the user has
 */
record ConversionPlan(
    ConversionConfig config,
    RunDefaults run,
    Arithmetic arithmetic,
    Optional<OperatingPointSearch> search) {
  /** Converts so. */
  SpikingNetwork convert(BaseCommand command, ModelArgument model, Dataset dataset, int threads)
      throws ConversionRefusedException, IOException, InterruptedException {
    if (search.isPresent()) {
      return search.get().convert(command, config, arithmetic, model, dataset, threads);
    }
    return Conversions.convert(command, config, arithmetic, model, dataset, threads)
        .withDefaults(run);
  }
}
