package io.github.ann2snn.api;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.ann.model.GraphText;
import io.github.ann2snn.ann.model.ModelCheck;
import io.github.ann2snn.ann.model.ModelOptions;
import io.github.ann2snn.ann.training.ModelProvenance;
import io.github.ann2snn.ann.training.ModelProvenance.TrainingState;
import io.github.ann2snn.convert.FrameworkCheck;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.evaluation.SampleReading.TakingNetwork;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A trained network, with what is known of it.
 *
 * @param content the network as its framework has it
 * @param options what its user says of it
 * @param source the file that it was read from; empty for one in memory
 * @param provenance where it comes from; empty for one that ann2snn neither trained nor imported
 * @param check what its own framework says of it, if that was compared
 */
public record Model(
    AnnModel content,
    ModelOptions options,
    Optional<Source> source,
    Optional<ModelProvenance> provenance,
    Optional<FrameworkCheck> check) {
  private static final String IN_MEMORY = "memory";

  /**
   * A file.
   *
   * @param file its path
   * @param sha256 of its bytes when it was read
   */
  public record Source(Path file, String sha256) {}

  /**
   * Checks that the options fit the network.
   *
   * @param content the network as its framework has it
   * @param options what the user says of the model
   * @param source the file that it was read from
   * @param provenance where it comes from
   * @param check what its own framework says of it
   * @throws IllegalArgumentException if an option has not as many numbers as the inputs channels
   */
  public Model {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(provenance, "provenance");
    Objects.requireNonNull(check, "check");
    content.forPixels(options);
  }

  /**
   * A network in memory, whose inputs are numbers in [0, 1].
   *
   * @param graph takes numbers in [0, 1]
   * @return the model
   */
  public static Model of(AnnGraph graph) {
    return of(new AnnModel(graph, IN_MEMORY, false, 1, List.of(), List.of()), ModelOptions.NONE);
  }

  /**
   * A network in memory, as a framework has it.
   *
   * @param content the network as its framework has it
   * @param options what the user says of the model
   * @return the model
   * @throws IllegalArgumentException if an option has not as many numbers as the inputs channels
   */
  public static Model of(AnnModel content, ModelOptions options) {
    return new Model(content, options, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * For messages: its file, or that it is none.
   *
   * @return its path, or "the model"
   */
  public String name() {
    return source.map(from -> from.file().toString()).orElse("the model");
  }

  /** SHA-256 of its file as it was when it was read, or that it is none. */
  String digest() {
    return source.map(Source::sha256).orElse(IN_MEMORY);
  }

  /**
   * The network for samples whose numbers are in [0, 1], channels first, without a softmax or
   * sigmoid at the end: it gives logits.
   *
   * @return the network
   */
  public AnnGraph graph() {
    return content.forPixels(options);
  }

  /**
   * How it was trained, as far as that is known.
   *
   * @return empty if nobody knows
   */
  public Optional<TrainingState> training() {
    return provenance.flatMap(ModelProvenance::training);
  }

  /**
   * Its layers in a line.
   *
   * @return sizes and kinds of its layers
   */
  public String architecture() {
    return training()
        .map(state -> state.config().architecture().toString())
        .orElseGet(() -> GraphText.line(graph()));
  }

  /**
   * Number of layers with weights.
   *
   * @return how many
   */
  public int layers() {
    return (int)
        content.graph().nodes().stream()
            .map(Node::operation)
            .filter(operation -> operation instanceof Dense || operation instanceof Convolve)
            .count();
  }

  /**
   * What it says of the samples that it takes, for who reads them.
   *
   * @return inputs, classes and scale of columns
   */
  public TakingNetwork taking() {
    AnnGraph graph = graph();
    return TakingNetwork.of(
        graph.inputShape().values(),
        graph.output().shape().values(),
        training().flatMap(TrainingState::columnScale));
  }

  /**
   * Why it cannot take some samples; empty if it can.
   *
   * @param samples labelled samples
   * @return the reason in a sentence
   */
  public Optional<String> misfit(Samples samples) {
    AnnGraph graph = graph();
    return samples.misfit(name(), graph.inputShape().sizes(), graph.output().shape().values());
  }

  /**
   * The same model, if it gives what its own framework gave.
   *
   * @param expected samples as the framework takes them and its outputs, {@code np.savez(file,
   *     inputs=x, outputs=model(x))}
   * @return the model with the evidence
   * @throws BadFileException if it gives something else, or that is no such file
   */
  public Checked checked(Path expected) throws BadFileException {
    ModelCheck found = ModelCheck.of(content, expected);
    if (!found.agrees()) {
      throw new BadFileException(
          expected,
          "",
          Text.of(
              "the model's outputs differ by up to %.3g on %d samples, more than %.0e; were the"
                  + " inputs saved as the model takes them, and the outputs in inference mode?%s",
              found.worst(),
              found.samples(),
              found.allowed(),
              content.assumptions().isEmpty()
                  ? ""
                  : " Assumed: " + String.join("; ", content.assumptions())));
    }
    FrameworkCheck evidence =
        new FrameworkCheck(
            String.valueOf(expected.getFileName()),
            found.samples(),
            found.worst() / Math.max(1, found.largestOutput()));
    return new Checked(
        new Model(content, options, source, provenance, Optional.of(evidence)),
        found.scaleNotice(content, options));
  }

  /**
   * A model that was compared.
   *
   * @param model with the evidence
   * @param notice what the user must know of the samples that were given, if anything
   */
  public record Checked(Model model, Optional<String> notice) {}

  /**
   * What must be said of a spiking network that, as it tells, was not converted from this model.
   *
   * @param network the spiking network
   * @param name what the network is called
   * @return empty if it was, or nobody knows
   */
  public Optional<String> stranger(SpikingNetwork network, String name) {
    String converted = network.provenance().get(Conversion.MODEL_SHA256);
    return source
        .filter(from -> converted != null && !converted.equals(from.sha256()))
        .map(
            from ->
                Text.of(
                    "%s was converted from another model file (SHA-256 %s...) than %s (%s...); what is compared may not belong together",
                    name,
                    abbreviated(converted),
                    from.file().getFileName(),
                    abbreviated(from.sha256())));
  }

  private static String abbreviated(String digest) {
    return digest.substring(0, Math.min(12, digest.length()));
  }
}
