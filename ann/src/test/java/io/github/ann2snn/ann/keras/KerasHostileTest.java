package io.github.ann2snn.ann.keras;

import static io.github.ann2snn.ann.keras.KerasRefusalTest.refused;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations made to take all time or memory. */
class KerasHostileTest {
  private static final String INPUT =
      "{\"class_name\":\"InputLayer\",\"name\":\"x\",\"inbound_nodes\":[],\"config\":{\"name\":\"x\",\"batch_shape\":[null,4,4,1]}}";

  @TempDir Path folder;

  private static String layer(String kind, String name, String config, String... calls) {
    return "{\"class_name\":\"%s\",\"name\":\"%s\",\"config\":{\"name\":\"%s\"%s},\"inbound_nodes\":[%s]}"
        .formatted(kind, name, name, config, String.join(",", calls));
  }

  private static String from(String layer, int call) {
    return "[[\"%s\",%d,0,{}]]".formatted(layer, call);
  }

  private static String layers(String output, String... layers) {
    return "\"layers\":[%s],\"input_layers\":[[\"x\",0,0]],\"output_layers\":[%s]"
        .formatted(String.join(",", layers), output);
  }

  private static String model(String output, String... layers) {
    return "{\"class_name\":\"Functional\",\"config\":{" + layers(output, layers) + "}}";
  }

  private void refusedSoon(String json, String reason) throws IOException {
    Map<String, byte[]> entries = Fixtures.entries("cnn.keras");
    entries.put(Fixtures.CONFIGURATION, json.getBytes(StandardCharsets.UTF_8));
    Path file = Fixtures.write(folder.resolve("model.keras"), entries);
    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> refused(file, reason));
  }

  @Test
  void modelsWithinModelsThousandsDeep() throws IOException {
    String begin = "{\"class_name\":\"Sequential\",\"config\":{\"layers\":[";
    refusedSoon(
        begin.repeat(3_000) + INPUT + "]}}".repeat(3_000), "Document nesting depth (65) exceeds");
  }

  /** Each level calls the one within it forty times. */
  @Test
  void modelsThatMultiply() throws IOException {
    String inner = layers("[\"a\",0,0]", INPUT, layer("Identity", "a", "", from("x", 0)));
    for (int level = 0; level < 8; level++) {
      String[] calls =
          IntStream.range(0, 40)
              .mapToObj(i -> i == 0 ? from("x", 0) : from("m", i - 1))
              .toArray(String[]::new);
      inner = layers("[\"m\",39,0]", INPUT, layer("Functional", "m", "," + inner, calls));
    }
    refusedSoon(
        "{\"class_name\":\"Functional\",\"config\":{" + inner + "}}",
        "when more than 50000 layers were read and called: models within models make too many");
  }

  @Test
  void layersInACircle() throws IOException {
    refusedSoon(
        model(
            "[\"b\",0,0]",
            INPUT,
            layer("Identity", "a", "", from("b", 0)),
            layer("Identity", "b", "", from("a", 0))),
        "layer a (Identity): gets what is made of its own output, by way of b");
    refusedSoon(
        model("[\"a\",1,0]", INPUT, layer("Identity", "a", "", from("a", 1), from("a", 0))),
        "layer a (Identity): gets what is made of its own output, by way of a");
  }

  /** Two thousand layers behind each other are no deep recursion. */
  @Test
  void aLongChain() throws IOException {
    String[] all = new String[2_000];
    all[0] = INPUT;
    for (int i = 1; i < all.length; i++) {
      all[i] = layer("ReLU", "r" + i, "", from(i == 1 ? "x" : "r" + (i - 1), 0));
    }
    refusedSoon(model("[\"r1999\",0,0]", all), "has outputs of shape [4, 4, 1]");
  }

  @Test
  void valuesThatMultiply() throws IOException {
    String[] all = new String[9];
    all[0] = INPUT;
    for (int i = 1; i < all.length; i++) {
      all[i] =
          layer("UpSampling2D", "u" + i, ",\"size\":100", from(i == 1 ? "x" : "u" + (i - 1), 0));
    }
    refusedSoon(
        model("[\"u8\",0,0]", all),
        "layer u2 (UpSampling2D): shape [1, 40000, 40000] has more than 268435456 values");
  }

  @Test
  void aLayerThatIsUsedTooOften() throws IOException {
    String[] calls =
        IntStream.range(0, 20)
            .mapToObj(i -> i == 0 ? from("d", 0) : from("s", i - 1))
            .toArray(String[]::new);
    String units = ",\"units\":700,\"use_bias\":false";
    refusedSoon(
        model(
            "[\"s\",19,0]",
            INPUT,
            layer("Flatten", "f", "", from("x", 0)),
            layer("Dense", "d", units, from("f", 0)),
            layer("Dense", "s", units, calls)),
        "has layers that are used so often that ");
  }

  @Test
  void aSumOfTooMany() throws IOException {
    String sources =
        Collections.nCopies(1_001, "[\"x\",0,0,{}]").stream().collect(Collectors.joining(","));
    refusedSoon(
        model("[\"a\",0,0]", INPUT, layer("Add", "a", "", "[" + sources + "]")),
        "layer a (Add): gets 1001 inputs, expected 1 to 1000");
  }

  @Test
  void aNameThatIsThereTwiceInAModelWithinTheModel() throws IOException {
    String inner =
        layers(
            "[\"a\",0,0]",
            INPUT,
            layer("ReLU", "a", "", from("x", 0)),
            layer("Flatten", "a", "", from("x", 0)));
    refusedSoon(
        model("[\"m\",0,0]", INPUT, layer("Functional", "m", "," + inner, from("x", 0))),
        "layer a (Flatten): has the name of another layer");
  }
}
