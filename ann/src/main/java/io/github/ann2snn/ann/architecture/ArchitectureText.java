package io.github.ann2snn.ann.architecture;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Architectures as users write them: parts joined by {@code -}, the input first.
 *
 * <table>
 * <caption>Parts</caption>
 * <tr><td>{@code 784}, {@code 28x28x1}</td><td>input: numbers, or height x width x channels</td></tr>
 * <tr><td>{@code 500}</td><td>dense layer; the last is the output</td></tr>
 * <tr><td>{@code c20k5s1p0d1g1}</td><td>convolution: channels, kernel, and where they are not 1,
 *     0, 1 and 1 stride, padding, dilation and groups (as many as channels go in: depthwise). A
 *     padding of {@code p0+1} is 0 before and 1 behind, as Keras's {@code same} may need</td></tr>
 * <tr><td>{@code a2}, {@code m3s2p0}</td><td>average or max pooling: window, the stride where it is
 *     not the window, and the padding where it is not 0</td></tr>
 * <tr><td>{@code bn}</td><td>batch normalisation of the layer before</td></tr>
 * <tr><td>{@code gap}, {@code gmp}</td><td>global average or max pooling</td></tr>
 * </table>
 *
 * <p>{@code 3x5} in place of a 3 is height x width. A name stands for a whole chain: {@code mlp}
 * for {@value #MLP}; {@code lenet} for {@value #LENET}, after LeCun et al. 1998 in the sizes of
 * Caffe's example, with average pooling; {@code vgg8} for {@value #VGG8}, after Simonyan and
 * Zisserman 2015, the first of their widths, with batch normalisation and average pooling.
 */
record ArchitectureText(String text) {
  /** What the name {@code lenet} stands for. */
  static final String LENET = "28x28x1-c20k5-a2-c50k5-a2-500-10";

  /** What the name {@code mlp} stands for. */
  static final String MLP = "784-512-256-10";

  /** What the name {@code vgg8} stands for. */
  static final String VGG8 =
      "32x32x3-c64k3p1-bn-c64k3p1-bn-a2-c128k3p1-bn-c128k3p1-bn-a2-c256k3p1-bn-c256k3p1-bn-a2-512-10";

  /** All names. */
  static final Map<String, String> NAMES = Map.of("mlp", MLP, "lenet", LENET, "vgg8", VGG8);

  private static final String NUMBER = "([0-9]{1,7})";
  private static final Pattern DENSE = Pattern.compile(NUMBER);
  private static final Pattern MAPS = Pattern.compile(NUMBER + "x" + NUMBER + "x" + NUMBER);
  private static final String SIDES = NUMBER + "(?:\\+" + NUMBER + ")?";
  private static final Pattern LETTERS = Pattern.compile("([a-z])" + SIDES + "(?:x" + SIDES + ")?");

  private static final int[] ONE = {1, 1};

  static Architecture parse(String text) {
    return new ArchitectureText(NAMES.getOrDefault(text, text)).parse();
  }

  private Architecture parse() {
    List<String> parts = List.of(text.split("-", -1));
    if (parts.size() < 2) {
      throw refuse("has one part only");
    }
    Architecture architecture =
        new Architecture(
            input(parts.get(0)),
            IntStream.range(1, parts.size()).mapToObj(i -> stage(i + 1, parts.get(i))).toList());
    architecture.requireTrainable();
    return architecture;
  }

  private Shape input(String part) {
    Matcher maps = MAPS.matcher(part);
    try {
      if (maps.matches()) {
        return Shape.ofMaps(number(maps, 3), number(maps, 1), number(maps, 2));
      }
      if (DENSE.matcher(part).matches()) {
        return Shape.ofRow(Integer.parseInt(part));
      }
    } catch (IllegalArgumentException e) {
      throw refuse(1, part, e.getMessage());
    }
    throw refuse(1, part, "this is neither a number of inputs nor height x width x channels");
  }

  private Stage stage(int number, String part) {
    try {
      if (DENSE.matcher(part).matches()) {
        return new Stage.Dense(Integer.parseInt(part));
      }
      return switch (part) {
        case "bn" -> new Stage.BatchNorm();
        case "gap" -> new Stage.GlobalPooling(Stage.Pooling.Kind.AVERAGE);
        case "gmp" -> new Stage.GlobalPooling(Stage.Pooling.Kind.MAX);
        default -> windowed(part);
      };
    } catch (IllegalArgumentException e) {
      throw refuse(number, part, e.getMessage());
    }
  }

  private static Stage windowed(String part) {
    Map<Character, int[]> values = values(part);
    return switch (part.charAt(0)) {
      case 'c' -> convolution(part, values);
      case 'a' -> pooling(Stage.Pooling.Kind.AVERAGE, 'a', values);
      case 'm' -> pooling(Stage.Pooling.Kind.MAX, 'm', values);
      default -> throw Refusal.of("this is no part that there is");
    };
  }

  private static Stage convolution(String part, Map<Character, int[]> values) {
    requireLetters(values, "ckspdg");
    int[] channels = pair(values, 'c', null);
    int[] kernel = pair(values, 'k', null);
    Refusal.when(
        channels == null
            || kernel == null
            || !part.startsWith("c" + WindowRules.text(channels))
            || channels[0] != channels[1],
        "a convolution must be c, the number of channels, k and the size of the kernel, such as c20k5 or c20k5s2p1");
    int[] groups = pair(values, 'g', ONE);
    Refusal.when(
        groups[0] != groups[1],
        "the letter g must stand before one number; got %s",
        WindowRules.text(groups));
    Architecture.requireSize(channels[0], "channels");
    int[] stride = pair(values, 's', ONE);
    return new Stage.Convolution(
        channels[0], window(values, "kernel", kernel, stride, pair(values, 'd', ONE)), groups[0]);
  }

  private static Stage pooling(Stage.Pooling.Kind kind, char letter, Map<Character, int[]> values) {
    requireLetters(values, letter + "sp");
    int[] size = pair(values, letter, null);
    return new Stage.Pooling(kind, window(values, "window", size, pair(values, 's', size), ONE));
  }

  private static Window window(
      Map<Character, int[]> values, String name, int[] size, int[] stride, int[] dilation) {
    int[] padding = values.getOrDefault('p', new int[4]);
    WindowAxis[] axes = new WindowAxis[2];
    for (int axis = 0; axis < 2; axis++) {
      Architecture.requireSize(size[axis], name);
      Architecture.requireSize(stride[axis], "stride");
      Architecture.requireSize(dilation[axis], "dilation");
      axes[axis] =
          new WindowAxis(
              size[axis], stride[axis], padding[2 * axis], padding[2 * axis + 1], dilation[axis]);
    }
    return new Window(axes[0], axes[1]);
  }

  /** The numbers of rows and of columns behind a letter. */
  private static int[] pair(Map<Character, int[]> values, char letter, int[] unsaid) {
    int[] sides = values.get(letter);
    if (sides == null) {
      return unsaid;
    }
    if (sides[0] != sides[1] || sides[2] != sides[3]) {
      throw Refusal.of(
          "the letter %s must not stand before a sum, only p may; got %s",
          letter, WindowRules.sidesText(sides[0], sides[1], sides[2], sides[3]));
    }
    return new int[] {sides[0], sides[2]};
  }

  private static void requireLetters(Map<Character, int[]> values, String allowed) {
    for (char letter : values.keySet()) {
      if (allowed.indexOf(letter) < 0) {
        throw Refusal.of(
            "the letter %s is not one of %s", letter, String.join(", ", allowed.split("")));
      }
    }
  }

  /**
   * What stands behind each letter: above, below, left and right; mostly one number, which then
   * holds for all sides.
   */
  private static Map<Character, int[]> values(String part) {
    Map<Character, int[]> values = new TreeMap<>();
    Matcher matcher = LETTERS.matcher(part);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      int columns = matcher.group(4) == null ? 2 : 4;
      int[] sides = {
        number(matcher, 2), behind(matcher, 2), number(matcher, columns), behind(matcher, columns)
      };
      Refusal.when(
          values.put(matcher.group(1).charAt(0), sides) != null,
          "the letter %s is there twice",
          matcher.group(1));
      end = matcher.end();
    }
    Refusal.when(values.isEmpty() || end != part.length(), "this is no part that there is");
    return values;
  }

  private static int behind(Matcher matcher, int group) {
    return number(matcher, matcher.group(group + 1) == null ? group : group + 1);
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private IllegalArgumentException refuse(int number, String part, String reason) {
    return refuse(Text.of("has \"%s\" as part %d: %s", part, number, reason));
  }

  private IllegalArgumentException refuse(String reason) {
    return Refusal.of(
        "architecture must be parts joined by '-': the input (784 or 28x28x1), then dense layers (500), convolutions (c20k5), pooling (a2, m2, gap) or bn, such as 784-512-256-10 or 28x28x1-c20k5-a2-500-10, or a name: mlp, lenet or vgg8; got \"%s\", which %s",
        text, reason);
  }
}
