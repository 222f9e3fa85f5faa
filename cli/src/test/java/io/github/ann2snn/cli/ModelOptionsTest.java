package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.cli.options.NetworkArgument;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.files.numpy.NpzFile;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.NirReader;
import io.github.ann2snn.runtime.nir.NirWriter;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a model's file does not say is told with options, and kept in the network. */
class ModelOptionsTest extends BroughtModelTest {
  /** A network tells how its model was read, so that nobody has to say it again. */
  @Test
  void whatWasSaidOfAModelIsKept() throws IOException {
    QuartersOnnx.chain(folder.resolve("quarters.onnx"), 255);
    Outcome converted =
        ofData("convert", model, "--full-scale", "255", "--check", check(255, 6), "--out", network);
    assertTrue(converted.out().contains("model_options: --full-scale=255"), converted.out());
    JsonNode kept = json(ofData("compare", model, network, "--json"));
    assertTrue(kept.at("/ann/accuracy").asDouble() > 0.95, kept.toString());
    JsonNode said = json(ofData("compare", model, network, "--full-scale", "255", "--json"));
    assertEquals(kept.get("ann"), said.get("ann"));
    JsonNode otherwise = json(ofData("compare", model, network, "--full-scale", "1", "--json"));
    assertTrue(otherwise.at("/ann/accuracy").asDouble() < 0.5, otherwise.toString());
  }

  /** Whoever writes a model again while it is simulated gets figures of the one that was read. */
  @Test
  void aModelIsWhatItWasWhenItWasRead() throws IOException {
    ofData("convert", model, "--out", network);
    SpikingNetwork converted = NirReader.network(Path.of(network));
    SimulationSettings settings =
        new SimulationSettings(1, InputCoding.CURRENT, Readout.MEMBRANE, 1);
    NetworkArgument argument = new NetworkArgument(Path.of(network), converted, settings);
    ModelArgument read = ModelArgument.of(Path.of(model));
    String digest = ContentDigest.ofFile(Path.of(model));
    QuartersOnnx.chain(Path.of(model), 255);
    assertEquals(Optional.empty(), argument.evaluator().stranger(read.model()));
    assertEquals(
        digest,
        argument.evaluator().provenance(Optional.of(read.model())).at("/model/sha256").asText());
    assertTrue(argument.evaluator().stranger(ModelArgument.of(Path.of(model)).model()).isPresent());
  }

  @Test
  void whatIsSaidOfAModelAddsToWhatIsKept() throws IOException {
    Map<String, NpyArray> state = new LinkedHashMap<>();
    state.put("fc1.weight", new NpyArray(List.of(4, 16), QuartersOnnx.sums(1)));
    state.put("fc2.weight", new NpyArray(List.of(4, 4), QuartersOnnx.diagonal(2)));
    NpzFile.write(folder.resolve("weights.npz"), state);
    String weights = path("weights.npz");
    ofData("convert", weights, "--architecture", "16-4-4", "--out", network);
    Outcome said = ofData("compare", weights, network, "--full-scale", "1", "--json");
    assertTrue(json(said).at("/ann/accuracy").asDouble() > 0.95, said.out());
  }

  /** A network may come from anybody, and must not choose what a command does. */
  @Test
  void onlyWhatIsSaidOfAModelIsTakenFromANetwork() throws IOException {
    ofData("convert", model, "--out", network);
    SpikingNetwork converted = NirReader.network(Path.of(network));
    for (String[] kept :
        new String[][] {
          {
            "--out=" + path("stolen.json"),
            "\"--out=" + path("stolen.json") + "\" says nothing of a"
          },
          {"--quiet", "\"--quiet\" says nothing of a model"},
          {"--mean=0 std", "\"std\" says nothing of a model"},
          {"--std=none", "'none' is not a number"}
        }) {
      Map<String, String> provenance = new TreeMap<>(converted.provenance());
      provenance.put("model_options", kept[0]);
      NirWriter.write(converted.withProvenance(provenance), Path.of(network));
      String[] args = {"compare", model, network, "--dataset", dataset};
      assertFails(3, "network.nir: model_options: ", args);
      assertFails(3, kept[1], args);
    }
    assertFalse(Files.exists(folder.resolve("stolen.json")));
  }

  /** Bytes with a mean and a deviation are pixels times 255, less the mean, over the deviation. */
  @Test
  void meanAndDeviationOfInputs() throws IOException {
    Outcome outcome =
        ofData("compare", model, "--full-scale", "255", "--mean", "0", "--std", "255", "--json");
    JsonNode same = json(ofData("compare", model, "--json"));
    assertEquals(same.get("correct"), json(outcome).get("correct"));
    assertTrue(same.get("correct").asInt() > 190, same.toString());
    String[] wrong = {"compare", model, "--dataset", dataset, "--std", "0"};
    assertFails(2, "--std must be a number > 0; got 0.0", wrong);
  }
}
