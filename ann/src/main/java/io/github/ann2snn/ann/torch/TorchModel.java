package io.github.ann2snn.ann.torch;

import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.architecture.ArchitectureGraph;
import io.github.ann2snn.ann.architecture.ArchitectureGraph.Weighted;
import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.ann.folding.BatchNormFolding;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.ann.model.Role;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.numpy.NamedArrays;
import io.github.ann2snn.files.numpy.NpzFile;
import io.github.ann2snn.files.safetensors.SafetensorsFile;
import io.github.ann2snn.runtime.connection.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A PyTorch {@code state_dict} saved as arrays: {@code np.savez(file, **{k: v.numpy() for k, v in
 * model.state_dict().items()})}, or {@code safetensors.torch.save_file(model.state_dict(), file)}.
 * It has no architecture; that is given, and its layers with weights and batch normalisations take
 * the modules.
 *
 * <p>An {@code .npz} has them in the order in which PyTorch made them, and that is taken. A {@code
 * .safetensors} has them in the order of their names: there a layer takes the first module whose
 * shapes fit, counting as people do.
 *
 * <p>PyTorch has weights as {@code [outputs, inputs]} and {@code [outputs, inputs / groups, height,
 * width]} and flattens channels first, as everything here does.
 */
public final class TorchModel {
  /** Format of a model whose arrays NumPy has saved. */
  public static final String NPZ = "torch-npz";

  /** Format of the other ones. */
  public static final String SAFETENSORS = "safetensors";

  private static final double EPSILON = 1e-5;
  private static final Set<String> PARAMETERS =
      Set.of("weight", "bias", "running_mean", "running_var");

  private final Path file;
  private final NamedArrays arrays;
  private final Map<String, List<Integer>> shapes;
  private final Description said;
  private final List<String> notes = new ArrayList<>();
  private final List<String> assumptions = new ArrayList<>();

  private TorchModel(Path file, NamedArrays arrays, Description said) {
    this.file = file;
    this.arrays = arrays;
    this.said = said;
    shapes = arrays.shapes();
  }

  /**
   * What a {@code state_dict} does not say.
   *
   * @param architecture of the model, whose hidden layers have ReLU
   * @param epsilon of its batch normalisations; empty for PyTorch's default
   * @param fullScale what the model's own inputs have where those of a data set have 1; empty for 1
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
  public static AnnModel read(Path file, Description said) throws BadFileException {
    boolean other = isSafetensors(file);
    try (NamedArrays arrays = other ? SafetensorsFile.open(file) : NpzFile.open(file)) {
      return new TorchModel(file, arrays, said).model(other ? SAFETENSORS : NPZ);
    } catch (IllegalArgumentException e) {
      throw new BadFileException(file, "", e.getMessage(), e);
    }
  }

  /** The modules that such a file and an architecture can tell, and what each is for. */
  public static SortedMap<String, Role> modules() {
    return new TreeMap<>(TorchModule.ROLES);
  }

  private static boolean isSafetensors(Path file) throws BadFileException {
    try {
      // One that is damaged is told by its name alone.
      boolean named = String.valueOf(file.getFileName()).endsWith(".safetensors");
      return named || (Files.isRegularFile(file) && SafetensorsFile.isOne(file));
    } catch (IOException e) {
      throw new BadFileException(file, "", "cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private AnnModel model(String format) throws BadFileException {
    Architecture architecture = said.architecture();
    List<Taker> takers = Taker.all(architecture);
    List<TorchModule> modules = TorchModule.of(shapes.keySet());
    requireAsMany(modules, takers);
    if (format.equals(SAFETENSORS)) {
      modules = arranged(modules, takers);
    }
    List<Weighted> weighted = new ArrayList<>();
    for (int i = 0; i < modules.size(); i++) {
      TorchModule module = modules.get(i);
      weighted.add(new Weighted(module.shownName(), operation(takers.get(i), module)));
    }
    noteEpsilon(takers);
    if (said.fullScale().isEmpty()) {
      assumptions.add(AnnModel.fullScale(1));
    }
    return new AnnModel(
        BatchNormFolding.fold(ArchitectureGraph.of(architecture, weighted)),
        format,
        false,
        said.fullScale().orElse(1f),
        notes,
        assumptions);
  }

  private void noteEpsilon(List<Taker> takers) {
    if (said.epsilon().isEmpty() && takers.stream().anyMatch(Taker::isNorm)) {
      notes.add(
          "a state_dict does not say batch normalisation's epsilon: 1e-5, PyTorch's default, was taken (--bn-epsilon says otherwise)");
      assumptions.add(
          "batch normalisation's epsilon is 1e-5, PyTorch's default (--bn-epsilon says otherwise)");
    }
  }

  private void requireAsMany(List<TorchModule> modules, List<Taker> takers)
      throws BadFileException {
    if (modules.size() != takers.size()) {
      throw BadFileException.of(
          "%s: has %d modules with parameters, %s; the architecture has %d: %s",
          file, modules.size(), joined(modules), takers.size(), joined(takers));
    }
  }

  private static String joined(List<?> parts) {
    return parts.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  /** The modules in the order of the layers that take them. */
  private List<TorchModule> arranged(List<TorchModule> modules, List<Taker> takers)
      throws BadFileException {
    List<TorchModule> left = new ArrayList<>(modules);
    left.sort(TorchModule.BY_NAME);
    List<TorchModule> arranged = new ArrayList<>();
    for (Taker taker : takers) {
      TorchModule first =
          left.stream()
              .filter(module -> taker.fits(module, shapes))
              .findFirst()
              .orElseThrow(
                  () ->
                      BadFileException.of(
                          "%s: none of its modules %s has the shape %s, which %s of the architecture needs",
                          file, joined(left), taker.weight(), taker));
      left.remove(first);
      arranged.add(first);
    }
    boolean chosen =
        takers.stream().map(t -> List.of(t.isNorm(), t.weight())).distinct().count()
            < takers.size();
    if (chosen) {
      String order =
          arranged.stream().map(TorchModule::shownName).collect(Collectors.joining(", "));
      String text =
          "safetensors files have modules in the order of their names, so the layers took those of fitting shapes: "
              + order;
      notes.add(text);
      assumptions.add(text + " (an .npz keeps the order)");
    }
    return arranged;
  }

  @FormatMethod
  private BadFileException refuse(TorchModule module, String format, Object... args) {
    return new BadFileException(file, "module " + module.shownName(), Text.of(format, args));
  }

  private Operation operation(Taker taker, TorchModule module) throws BadFileException {
    if (taker.isNorm() != module.isBatchNorm()) {
      throw refuse(
          module,
          "stands where the architecture has %s; list the layers in the order of the file",
          taker.stage());
    }
    Set<String> others = new TreeSet<>(module.arrays().keySet());
    others.removeAll(PARAMETERS);
    if (!others.isEmpty()) {
      throw refuse(
          module,
          "has %s, which no Linear, Conv2d or BatchNorm has; replace it, or export the model with torch.onnx.export",
          Text.printable(String.join(", ", others)));
    }
    if (taker.isNorm()) {
      return norm(taker.weight(), module);
    }
    float[] weight = required(module, "weight", taker.weight());
    int outputs = taker.weight().get(0);
    float[] bias = optional(module, "bias", List.of(outputs)).orElseGet(() -> new float[outputs]);
    return taker.stage() instanceof Stage.Convolution c
        ? new Convolve(c.channels(), c.window(), c.groups(), weight, bias)
        : new Dense(outputs, weight, bias);
  }

  private BatchNorm norm(List<Integer> shape, TorchModule module) throws BadFileException {
    int channels = shape.get(0);
    float[] gamma = optional(module, "weight", shape).orElseGet(() -> Values.filled(channels, 1));
    float[] beta = optional(module, "bias", shape).orElseGet(() -> new float[channels]);
    float[] mean = required(module, "running_mean", shape);
    float[] variance = required(module, "running_var", shape);
    for (float value : variance) {
      if (value < 0) {
        throw refuse(module, "has a running variance of %s, which is below 0", value);
      }
    }
    try {
      return BatchNorm.of(gamma, beta, mean, variance, said.epsilon().orElse(EPSILON));
    } catch (IllegalArgumentException e) {
      throw refuse(module, "%s", e.getMessage());
    }
  }

  private float[] required(TorchModule module, String parameter, List<Integer> shape)
      throws BadFileException {
    Optional<float[]> values = optional(module, parameter, shape);
    return values.orElseThrow(
        () -> refuse(module, "has no %s, only %s", parameter, module.parameters()));
  }

  private Optional<float[]> optional(TorchModule module, String parameter, List<Integer> shape)
      throws BadFileException {
    String name = module.arrays().get(parameter);
    if (name == null) {
      return Optional.empty();
    }
    if (!shapes.get(name).equals(shape)) {
      throw BadFileException.of(
          "%s: array %s: has the shape %s, but the architecture needs %s; a state_dict has weights as [outputs, inputs] or [outputs, inputs / groups, height, width]",
          file, Text.printable(name), shapes.get(name), shape);
    }
    return Optional.of(arrays.read(name).values());
  }
}
