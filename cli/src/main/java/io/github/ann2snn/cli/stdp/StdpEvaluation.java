package io.github.ann2snn.cli.stdp;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.cli.options.Samples;
import io.github.ann2snn.cli.options.Samples.Fit;
import io.github.ann2snn.cli.shell.Bar;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveEvaluator;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveEvaluator.CompetitiveEvaluation;
import io.github.ann2snn.dynamics.unsupervised.LearningState;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.Version;
import io.github.ann2snn.report.build.LearnedResults;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.energy.EnergyProfiles.EnergySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/**
 * Classifies the test samples by what was learned.
 *
 * @param command tells how it gets on
 * @param dataset the samples
 * @param threads on which results do not depend
 */
record StdpEvaluation(BaseCommand command, Dataset dataset, int threads) {
  /**
   * The results of a network.
   *
   * @param file that it is in
   * @param notices what the reader must know about the choice of the data set
   */
  Results run(LearningState state, Path file, List<String> notices, EnergySettings energy)
      throws IOException, InterruptedException {
    Fit.require(file, state.network().inputs(), state.classes().classes(), dataset);
    long seed = Long.parseLong(state.facts().getOrDefault("seed", "0"));
    CompetitiveEvaluation evaluation;
    try (Bar bar =
        Bar.start(command.terminal(), "Simulating", dataset.test().size(), "samples", 1)) {
      evaluation =
          new CompetitiveEvaluator(state.network(), StdpLearning.testSeed(seed), threads)
              .evaluate(new Samples(dataset.test()), state.classes(), bar::step);
    }
    return new LearnedResults(dataset, state, evaluation)
        .build(notices, energy, provenance(state, file));
  }

  private static ObjectNode provenance(LearningState state, Path file) throws IOException {
    ObjectNode provenance = new JsonMapper().createObjectNode();
    provenance.putObject("environment").put(Version.KEY, Version.current());
    ObjectNode network = provenance.putObject("network");
    network.put("sha256", ContentDigest.ofFile(file));
    new TreeMap<>(state.facts()).forEach(network::put);
    return provenance;
  }
}
