package io.github.ann2snn.ann.onnx;

import io.github.ann2snn.ann.folding.BatchNormFolding;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.ann.model.Role;
import io.github.ann2snn.ann.onnx.message.DamagedMessageException;
import io.github.ann2snn.ann.onnx.message.Onnx.GraphProto;
import io.github.ann2snn.ann.onnx.message.Onnx.ModelProto;
import io.github.ann2snn.ann.onnx.message.Onnx.OperatorSetIdProto;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** An {@code .onnx} file as a network. */
public final class OnnxModel {
  /** Format of such a model. */
  public static final String FORMAT = "onnx";

  private static final int MOST_OF_A_BYTE = 255;
  private static final int OLDEST_OPERATORS = 7;
  private static final int NEWEST_OPERATORS = 23;

  /** The first version whose operator sets have numbers. */
  private static final int OLDEST_FORMAT = 3;

  /** The most that the format itself allows. */
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private static final String EXPORT =
      "torch.onnx.export(model.eval(), sample, \"model.onnx\", opset_version=17) makes one that is";

  private OnnxModel() {}

  /**
   * Reads a network: operator sets 7 to 23, one input, one output. Batch normalisation, constant
   * factors and summands are taken into linear nodes and into the scaling of the input, where that
   * is exact. Samples whose channels come last, as TensorFlow's do, are told by what is done with
   * them.
   *
   * @throws BadFileException if the file is missing, damaged, or has something that is not
   *     supported; the message names the node and its operator
   */
  public static AnnModel read(Path file) throws BadFileException {
    ModelProto model = message(file);
    try {
      GraphReader reader = new GraphReader(file, operators(model), graph(model));
      AnnGraph graph = BatchNormFolding.fold(reader.read());
      return new AnnModel(
          graph,
          FORMAT,
          reader.isChannelsLast(),
          reader.takesBytes() ? MOST_OF_A_BYTE : 1,
          List.of(),
          reader.takesBytes() ? List.of() : List.of(AnnModel.fullScale(1)));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new BadFileException(file, "", reason(e), e);
    }
  }

  /** The operators that are read, in alphabetical order, and what each is for. */
  public static SortedMap<String, Role> operators() {
    return Operators.roles();
  }

  private static ModelProto message(Path file) throws BadFileException {
    if (!Files.isRegularFile(file)) {
      throw new BadFileException(file, "", "no such file");
    }
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new BadFileException(
            file, "", "more than 2 GB", "save it with its weights beside it (external data)");
      }
      ModelProto model = ModelProto.of(file);
      Refusal.when(!model.hasGraph(), "it holds no network");
      return model;
    } catch (BadFileException e) {
      throw e;
    } catch (DamagedMessageException e) {
      throw new BadFileException(
          file, "", "no complete ONNX model; it is damaged, cut off, or something else", e);
    } catch (IOException e) {
      throw new BadFileException(file, "", "cannot be read (" + e.getMessage() + ")", e);
    } catch (IllegalArgumentException e) {
      throw new BadFileException(file, "", e.getMessage(), e);
    }
  }

  /** Why something is refused. */
  static String reason(RuntimeException e) {
    return e instanceof ArithmeticException ? "its numbers are too large" : e.getMessage();
  }

  private static int operators(ModelProto model) {
    Refusal.when(
        model.getIrVersion() < OLDEST_FORMAT,
        "version %d of the format, expected %d or newer; %s",
        model.getIrVersion(),
        OLDEST_FORMAT,
        EXPORT);
    long version = 0;
    for (OperatorSetIdProto set : model.getOpsetImportList()) {
      if (isStandard(set.getDomain())) {
        Refusal.when(version != 0, "it names two versions of the operator set");
        version = set.getVersion();
      }
    }
    Refusal.when(
        version < OLDEST_OPERATORS || version > NEWEST_OPERATORS,
        "operator set %d, expected %d to %d; %s",
        version,
        OLDEST_OPERATORS,
        NEWEST_OPERATORS,
        EXPORT);
    return (int) version;
  }

  /** Whether a domain is that of ONNX's own operators. */
  static boolean isStandard(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  private static GraphProto graph(ModelProto model) {
    GraphProto graph = model.getGraph();
    Refusal.when(
        graph.getSparseInitializerCount() > 0, "it has sparse weights; save them as dense ones");
    Refusal.when(
        graph.getQuantizationAnnotationCount() > 0,
        "it is quantised; export the network before it is");
    return graph;
  }
}
