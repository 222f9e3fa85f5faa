package io.github.ann2snn.interop.torch;

import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.architecture.NetworkStage;
import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.ann.architecture.WindowRules;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.numpy.NpzFile;
import io.github.ann2snn.interop.ImportedModel;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.model.Model;
import io.github.ann2snn.train.model.TwoClasses;
import io.github.ann2snn.train.training.NetworkFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A PyTorch {@code state_dict} saved as arrays: {@code np.savez(file, **{k: v.numpy() for k, v in
 * model.state_dict().items()})}. It has no architecture; that is given, and its layers with weights
 * and batch normalisations take the modules in the order of the file.
 *
 * <p>PyTorch has weights as {@code [outputs, inputs]} and {@code [outputs, inputs / groups, height,
 * width]} and flattens channels first, as everything here does.
 */
public final class TorchModel {
  /** Format of an {@link ImportedModel}. */
  public static final String FORMAT = "torch-npz";

  private static final double EPSILON = 1e-5;

  private final Path file;
  private final NpzFile arrays;
  private final MultiLayerNetwork network;
  private final Description said;

  private TorchModel(Path file, NpzFile arrays, MultiLayerNetwork network, Description said) {
    this.file = file;
    this.arrays = arrays;
    this.network = network;
    this.said = said;
  }

  /**
   * What a {@code state_dict} does not say.
   *
   * @param architecture of the model, whose hidden layers have ReLU
   * @param epsilon of its batch normalisations; empty for PyTorch's default
   * @param fullScale what the model's own inputs have where ours have 1; empty for 1
   */
  public record Description(
      Architecture architecture, OptionalDouble epsilon, Optional<Float> fullScale) {
    /** With PyTorch's epsilon, for inputs from 0 to 1. */
    public static Description of(Architecture architecture) {
      return new Description(architecture, OptionalDouble.empty(), Optional.empty());
    }

    /**
     * @throws IllegalArgumentException if a number is out of range
     */
    public Description {
      double e = epsilon.orElse(EPSILON);
      float scale = fullScale.orElse(1f);
      Refusal.when(!(e > 0 && e < 1), "epsilon must be between 0 and 1; got %s", e);
      Refusal.when(
          !(scale > 0 && Float.isFinite(scale)), "full scale must be a number > 0; got %s", scale);
    }
  }

  /**
   * Reads it.
   *
   * @throws BadFileException if the file is damaged, or its arrays are not those of the
   *     architecture
   */
  public static ImportedModel read(Path file, Description said) throws BadFileException {
    try (NpzFile arrays = NpzFile.open(file)) {
      MultiLayerNetwork network = NetworkFactory.zero(said.architecture());
      TorchModel model = new TorchModel(file, arrays, network, said);
      model.fill();
      return model.imported();
    }
  }

  private ImportedModel imported() {
    List<String> notes = new ArrayList<>();
    List<String> assumptions = new ArrayList<>();
    boolean normalizes =
        said.architecture().stages().stream().anyMatch(Stage.BatchNorm.class::isInstance);
    if (normalizes && said.epsilon().isEmpty()) {
      notes.add(
          "a state_dict does not say batch normalisation's epsilon: 1e-5, PyTorch's default, was taken (--bn-epsilon says otherwise)");
      assumptions.add(
          "batch normalisation's epsilon is 1e-5, PyTorch's default (--bn-epsilon says otherwise)");
    }
    float scale = said.fullScale().orElse(1f);
    if (said.fullScale().isEmpty()) {
      assumptions.add(ImportedModel.fullScale(scale));
    }
    boolean one = said.architecture().outputs() == 1;
    if (one) {
      notes.add(ImportedModel.ONE_OUTPUT);
    }
    MultiLayerNetwork made = one ? TwoClasses.of(network) : network;
    return new ImportedModel(made, FORMAT, false, scale, notes, assumptions);
  }

  private void fill() throws BadFileException {
    List<TorchModule> modules = TorchModule.of(arrays.shapes().keySet());
    List<NetworkStage> stages =
        new Model(network, Optional.empty())
            .stages().stream()
                .filter(stage -> stage.stage().parameters(stage.input()) > 0)
                .toList();
    if (modules.size() != stages.size()) {
      throw BadFileException.of(
          "%s: has %d modules with parameters, %s; the architecture has %d: %s",
          file,
          modules.size(),
          modules.stream().map(TorchModule::toString).collect(Collectors.joining(", ")),
          stages.size(),
          stages.stream().map(stage -> stage.stage().toString()).collect(Collectors.joining(", ")));
    }
    Iterator<TorchModule> next = modules.iterator();
    for (NetworkStage stage : stages) {
      TorchModule module = next.next();
      if (stage.stage() instanceof Stage.BatchNorm != module.isBatchNorm()) {
        throw refuse(
            module,
            "stands where the architecture has %s; list the layers in the order of the file",
            stage.stage());
      }
      if (module.isBatchNorm()) {
        fillBatchNorm(stage, module);
      } else {
        fillWeights(stage, module, stage.equals(stages.get(0)));
      }
    }
  }

  @FormatMethod
  private BadFileException refuse(TorchModule module, String format, Object... args) {
    return new BadFileException(file, "module " + module.name(), Text.of(format, args));
  }

  private void fillWeights(NetworkStage stage, TorchModule module, boolean first)
      throws BadFileException {
    List<Integer> shape = weightShape(stage);
    float[] weight = required(module, "weight", shape);
    float scale = first ? said.fullScale().orElse(1f) : 1;
    for (int k = 0; k < weight.length; k++) {
      weight[k] *= scale;
    }
    boolean depthwise = stage.stage() instanceof Stage.Convolution c && c.groups() > 1;
    set(stage, "W", depthwise ? depthwise(weight, stage) : weight);
    int outputs = shape.get(0);
    Optional<float[]> bias = optional(module, "bias", List.of(outputs));
    set(stage, "b", bias.orElseGet(() -> new float[outputs]));
  }

  private static List<Integer> weightShape(NetworkStage stage) {
    if (stage.stage() instanceof Stage.Convolution convolution) {
      int channels = stage.input().channels() / convolution.groups();
      int[] kernel = WindowRules.kernel(convolution.window());
      return List.of(convolution.channels(), channels, kernel[0], kernel[1]);
    }
    return List.of(stage.output().size(), stage.input().size());
  }

  /** DL4J has {@code [height, width, inputs, outputs of each]}. */
  private static float[] depthwise(float[] weight, NetworkStage stage) {
    Stage.Convolution convolution = (Stage.Convolution) stage.stage();
    int outputs = convolution.channels();
    int taps = weight.length / outputs;
    float[] turned = new float[weight.length];
    for (int output = 0; output < outputs; output++) {
      for (int tap = 0; tap < taps; tap++) {
        turned[tap * outputs + output] = weight[output * taps + tap];
      }
    }
    return turned;
  }

  private void fillBatchNorm(NetworkStage stage, TorchModule module) throws BadFileException {
    int channels = stage.input().channels();
    List<Integer> shape = List.of(channels);
    float[] ones = new float[channels];
    Arrays.fill(ones, 1);
    set(stage, "gamma", optional(module, "weight", shape).orElse(ones));
    set(stage, "beta", optional(module, "bias", shape).orElseGet(() -> new float[channels]));
    set(stage, "mean", required(module, "running_mean", shape));
    float[] variance = required(module, "running_var", shape);
    for (float value : variance) {
      if (value < 0) {
        throw refuse(module, "has a running variance of %s, which is below 0", value);
      }
    }
    set(stage, "var", variance);
    ((BatchNormalization) network.getLayer(stage.index()).conf().getLayer())
        .setEps(said.epsilon().orElse(EPSILON));
  }

  private float[] required(TorchModule module, String parameter, List<Integer> shape)
      throws BadFileException {
    Optional<float[]> values = optional(module, parameter, shape);
    return values.orElseThrow(
        () ->
            refuse(
                module,
                "has no %s, only %s",
                parameter,
                String.join(", ", module.arrays().keySet())));
  }

  private Optional<float[]> optional(TorchModule module, String parameter, List<Integer> shape)
      throws BadFileException {
    String name = module.arrays().get(parameter);
    if (name == null) {
      return Optional.empty();
    }
    Map<String, List<Integer>> shapes = arrays.shapes();
    if (!shapes.get(name).equals(shape)) {
      throw BadFileException.of(
          "%s: array %s: has the shape %s, but the architecture needs %s; a state_dict has weights as [outputs, inputs] or [outputs, inputs / groups, height, width]",
          file, name, shapes.get(name), shape);
    }
    return Optional.of(arrays.read(name).values());
  }

  private void set(NetworkStage stage, String key, float[] values) {
    ArrayMemory.put(network.getLayer(stage.index()), key, values);
  }
}
