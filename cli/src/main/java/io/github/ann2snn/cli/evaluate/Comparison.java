package io.github.ann2snn.cli.evaluate;

import io.github.ann2snn.api.Evaluator;
import io.github.ann2snn.cli.options.EarlyExitOptions;
import io.github.ann2snn.cli.options.Fit;
import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.cli.options.NetworkArgument;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.energy.EnergyProfiles.EnergySettings;
import io.github.ann2snn.runtime.eventdriven.Simulators;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Runs networks on the test split of a data set.
 *
 * @param command tells how it gets on
 * @param dataset whose test split it is
 * @param notices what the reader must know about the choice of the data set
 * @param threads of this machine
 * @param cluster runs the network on the test samples, if not this machine
 */
public record Comparison(
    BaseCommand command,
    Dataset dataset,
    List<String> notices,
    int threads,
    Optional<ClusterRun> cluster) {
  /**
   * Runs the spiking network, and the model it came from where there is one.
   *
   * @param exit how samples stop early, to be reported beside the full run
   * @param energy how energy is told
   */
  public Results run(
      Optional<ModelArgument> model,
      NetworkArgument argument,
      Optional<EarlyExitOptions.Choice> exit,
      EnergySettings energy)
      throws IOException, InterruptedException {
    Fit.require(argument, dataset);
    Evaluator evaluator =
        argument
            .evaluator()
            .withEnergy(energy)
            .withNotices(notices)
            .withThreads(threads)
            .withProgress(command.progress());
    if (model.isPresent()) {
      evaluator
          .stranger(model.get().model())
          .ifPresent(notice -> command.warn("NOTICE: %s", notice));
      Fit.require(model.get(), dataset);
      evaluator = evaluator.comparedWith(model.get().model());
    }
    if (exit.isPresent()) {
      evaluator =
          exit.get().rule().isPresent()
              ? evaluator.withEarlyExit(exit.get().rule().get())
              : evaluator.withEarlyExit(Samples.training(dataset));
    }
    if (cluster.isPresent()) {
      evaluator = evaluator.on(cluster.get());
    }
    Simulators.notice(argument.network()).ifPresent(notice -> command.say("%s", notice));
    return evaluator.run(Samples.test(dataset)).results();
  }
}
