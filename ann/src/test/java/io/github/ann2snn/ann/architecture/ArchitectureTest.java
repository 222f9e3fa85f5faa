package io.github.ann2snn.ann.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
  private static List<Integer> sizes(Architecture architecture) {
    return architecture.shapes().stream().map(Shape::size).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "784-512-256-10",
        "1-1",
        "1000000-1-3",
        "28x28x1-10",
        "28x28x1-c16k3p1-a2-c32k3p1-a2-128-10",
        "9x7x3-c4k3x5s2x1p1x2d2-bn-m2x1s1-c2k2-bn-gap-5-bn-4",
        "8x8x2-a3s1-m2-c1k1-2",
        "28x28x1-c8k3s2p0+1-m3s2p0+1-10",
        "8x7x1-c4k3s2p0+1x1-m2x1-c2k4x3p1+2x1-10"
      })
  void givesBackWhatWasParsed(String text) {
    assertEquals(text, Architecture.parse(text).toString());
  }

  @Test
  void countsLayersAndParameters() {
    Architecture architecture = Architecture.parse("784-512-256-10");
    assertEquals(List.of(784, 512, 256, 10), sizes(architecture));
    assertEquals(784, architecture.inputs());
    assertEquals(10, architecture.outputs());
    assertEquals(3, architecture.layers());
    assertEquals(535_818, architecture.parameters());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "784",
        "784-",
        "-10",
        "784--10",
        "784-0-10",
        "784-1000001",
        "a-b",
        "7 -3",
        "٣-٣",
        "99999999999-1",
        "7-+3"
      })
  void refusesAnythingElse(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Architecture.parse(text)).getMessage();
    assertTrue(message.startsWith("architecture"), message);
    assertTrue(message.contains(text), message);
  }

  @Test
  void refusesWhatDoesNotFitInMemory() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Architecture.parse("1000000-1000000-10"))
            .getMessage();
    assertEquals(
        "architecture must have at most 100000000 weights and biases; 1000000-1000000-10 has more,"
            + " up to part 2, 1000000",
        message);
  }

  @Test
  void lenetHasAName() {
    Architecture lenet = Architecture.parse("lenet");
    assertEquals("28x28x1-c20k5-a2-c50k5-a2-500-10", lenet.toString());
    assertEquals(431_080, lenet.parameters());
    assertEquals(List.of(784, 11_520, 2_880, 3_200, 800, 500, 10), sizes(lenet));
    assertEquals(4, lenet.layers());
    assertEquals(784, lenet.inputs());
    assertEquals(10, lenet.outputs());
  }

  @Test
  void vgg8HasAName() {
    Architecture vgg8 = Architecture.parse("vgg8");
    assertEquals(8, vgg8.layers());
    assertEquals(List.of(3, 32, 32), vgg8.input().maps().shape());
    // Convolutions, four numbers of batch normalisation for each channel, dense layers.
    long convolutions =
        (27 + 1 + 4) * 64
            + (576 + 1 + 4) * 64
            + (576 + 1 + 4) * 128
            + (1152 + 1 + 4) * 128
            + (1152 + 1 + 4) * 256
            + (2304 + 1 + 4) * 256;
    assertEquals(convolutions + 4097 * 512 + 513 * 10, vgg8.parameters());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mlp | 1, 28, 28 | 784-512-256-7",
        "mlp | 13 | 13-512-256-7",
        "lenet | 3, 32, 30 | 32x30x3-c20k5-a2-c50k5-a2-500-7",
        "lenet | 784 | 28x28x1-c20k5-a2-c50k5-a2-500-7"
      })
  void namedChainsFitOtherSamples(String name, String shape, String expected) {
    assertTrue(Architecture.isName(name));
    List<Integer> sizes = Stream.of(shape.split(", ", -1)).map(Integer::valueOf).toList();
    assertEquals(expected, Architecture.parse(name).resized(sizes, 7).toString());
  }

  @Test
  void infersShapes() {
    Architecture architecture = Architecture.parse("9x7x3-c4k3x5s2x1p1x2d2-bn-m2x1s1-gap-5-2");
    // rows: (9 + 2 - 5) / 2 + 1 = 4; columns: (7 + 4 - 9) / 1 + 1 = 3
    assertEquals(
        List.of(
            Shape.ofMaps(3, 9, 7),
            Shape.ofMaps(4, 4, 3),
            Shape.ofMaps(4, 4, 3),
            Shape.ofMaps(4, 3, 3),
            Shape.ofRow(4),
            Shape.ofRow(5),
            Shape.ofRow(2)),
        architecture.shapes());
    assertEquals(4 * (3 * 15 + 1) + 16 + (4 + 1) * 5 + (5 + 1) * 2, architecture.parameters());
  }

  @Test
  void poolsAndConvolvesDepthwise() {
    Architecture architecture = Architecture.parse("9x9x3-c6k3g3-m3s2p1-gmp-2");
    assertEquals("9x9x3-c6k3g3-m3s2p1-gmp-2", architecture.toString());
    assertEquals(
        List.of(
            Shape.ofMaps(3, 9, 9),
            Shape.ofMaps(6, 7, 7),
            Shape.ofMaps(6, 4, 4),
            Shape.ofRow(6),
            Shape.ofRow(2)),
        architecture.shapes());
    assertEquals((9 + 1) * 6 + (6 + 1) * 2, architecture.parameters());
    assertEquals(List.of(81, 16, 2), sizes(Architecture.parse("9x9x1-a2-2")));
  }

  @Test
  void optionsMayStandInAnyOrder() {
    assertEquals("9x9x1-c2k3s2p1-3", Architecture.parse("9x9x1-c2p1s2k3-3").toString());
    assertEquals("9x9x1-c2k3-3", Architecture.parse("9x9x1-c2k3x3s1p0d1-3").toString());
  }

  /** TensorFlow pads one more behind: 8 becomes 4, not 3. */
  @Test
  void padsUnevenly() {
    Architecture architecture = Architecture.parse("8x7x1-c4k3s2p0+1x1-2");
    assertEquals(Shape.ofMaps(4, 4, 4), architecture.shapes().get(1));
    Window window = ((Stage.Convolution) architecture.stages().get(0)).window();
    assertEquals(new Window(new WindowAxis(3, 2, 0, 1, 1), new WindowAxis(3, 2, 1, 1, 1)), window);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "28x28x1-c8k30-10 | part 2, c8k30, spans 30 rows, more than its input has (28)",
        "9x9x1-c8k6d2-10 | spans 11 rows, more than its input has (9)",
        "3x1x1-c8k3x4p0x1-10 | spans 4 columns, more than its input has (1 and a padding of 2 x 1)",
        "9x9x1-c8k3p3-10 | padding must be less than the 3 rows that its kernel spans; got 3",
        "9x9x1-a2p2-10 | part 2, a2p2, padding must be less than the 2 rows that its kernel spans",
        "784-c8k3-10 | part 2, c8k3, needs feature maps, but gets a row of 784 numbers",
        "9x9x1-20-c8k3-10 | part 3, c8k3, needs feature maps",
        "9x9x1-a3-bn-10 | part 3, bn, must follow a convolution or a dense layer",
        "784-gap-10 | part 2, gap, needs feature maps",
        "9x9x1-c8k3 | must end with a dense layer, the number of classes",
        "9x9x1-c8-10 | a convolution must be c, the number of channels, k and",
        "9x9x1-c8k-10 | \"c8k\" as part 2: this is no part that there is",
        "9x9x1-c8k3k3-10 | the letter k is there twice",
        "9x9x1-c8k3e2-10 | the letter e is not one of c, k, s, p, d, g",
        "9x9x1-a3k1-10 | the letter k is not one of a, s, p",
        "8x8x1-c8k3p0+1-10 | part 2, c8k3p0+1, has a padding of 0+1; one that is not the same on opposite sides must be that which keeps ceil(size / stride) positions, here 1",
        "8x8x1-c8k3s2p1+0-10 | here 0+1",
        "8x8x1-c8k3s1+2-10 | the letter s must not stand before a sum, only p may; got 1+2",
        "9x9x1-c8k3g2x3-10 | the letter g must stand before one number; got 2x3",
        "9x9x4-c8k3g2-10 | has 2 groups; possible is 1, or the 4 channels that go in, if 8 is",
        "9x9x4-c6k3g4-10 | has 4 groups; possible is 1, or the 4 channels that go in, if 6 is",
        "9x9x1-z3-10 | this is no part that there is",
        "9x9x1-c0k3-10 | channels must be from 1 to 1000000; got 0",
        "9x9x1-c8k0-10 | kernel must be from 1 to 1000000; got 0",
        "9x9x1-c8k3s0-10 | stride must be from 1 to 1000000; got 0",
        "9x9x1-c8k3d0-10 | dilation must be from 1 to 1000000; got 0",
        "9x9-c8k3-10 | \"9x9\" as part 1: this is neither",
        "9x0x1-c8k3-10 | must be from 1 to 1000000 numbers; got 9x0x1",
        "1000x1000x2-10 | must be from 1 to 1000000 numbers; got 1000x1000x2",
        "1000x1000x1-c1000k3-10 | part 2, c1000k3, height x width x channels must be",
        "1000x1000x1-c1k500-10 | reads more than 100000000 numbers per sample",
        "9x9x1-c999999k9-200-10 | at most 100000000 weights and biases",
      })
  void refusesWhatDoesNotFitTogether(String text, String reason) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Architecture.parse(text)).getMessage();
    assertTrue(message.contains(reason), message);
    assertTrue(message.contains(text), message);
  }

  @ParameterizedTest
  @CsvSource({
    "28x28x1-10,'1,28,28',true",
    "28x28x1-10,'28,28,1',false",
    "28x28x1-10,'1,14,56',false",
    "28x28x1-10,'784',true",
    "28x28x1-10,'783',false",
    "784-10,'1,28,28',true",
    "784-10,'3,28,28',false",
  })
  void knowsWhichSamplesItTakes(String text, String shape, boolean takes) {
    List<Integer> sizes = Arrays.stream(shape.split(",")).map(Integer::valueOf).toList();
    assertEquals(takes, Architecture.parse(text).takes(sizes));
  }
}
