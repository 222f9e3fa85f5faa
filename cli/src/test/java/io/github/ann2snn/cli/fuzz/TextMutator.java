package io.github.ann2snn.cli.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.WeakHashMap;
import java.util.regex.Pattern;

/** Changes the tokens of a JSON or CSV file, so that most of what comes of it is still one. */
public final class TextMutator implements Mutator {
  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|[-+.0-9A-Za-z_]++|\\s++|.", Pattern.DOTALL);

  private static final List<String> TOKENS =
      List.of(
          "0",
          "-1",
          "1",
          "1e308",
          "-1e-320",
          "1e999",
          "NaN",
          "\"NaN\"",
          "2147483648",
          "-9223372036854775808",
          "123456789012345678901234567890",
          "0.1",
          "\"\"",
          "\"\\u0000\"",
          "\"../../x\"",
          "\"" + "long ".repeat(2_000) + "\"",
          "null",
          "true",
          "[]",
          "{}",
          "[[1, \"a\"], null]",
          "{\"a\": {\"a\": 1}}",
          "[".repeat(3_000),
          "{\"a\":".repeat(3_000),
          "[".repeat(600) + "]".repeat(600),
          ",",
          ":",
          "\n",
          "\"",
          "\ufeff");

  /** Of files that are changed over and over. */
  private final Map<byte[], List<String>> known = new WeakHashMap<>();

  @Override
  public byte[] mutate(byte[] original, SplittableRandom random) {
    List<String> tokens = new ArrayList<>(known.computeIfAbsent(original, TextMutator::tokens));
    for (int changes = 1 + random.nextInt(3); changes > 0 && !tokens.isEmpty(); changes--) {
      change(tokens, random);
    }
    return String.join("", tokens).getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> tokens(byte[] text) {
    return TOKEN
        .matcher(new String(text, StandardCharsets.UTF_8))
        .results()
        .map(match -> match.group())
        .toList();
  }

  private static void change(List<String> tokens, SplittableRandom random) {
    int at = meaningful(tokens, random);
    int other = meaningful(tokens, random);
    switch (random.nextInt(8)) {
      case 0 -> tokens.remove(at);
      case 1 -> tokens.add(at, tokens.get(other));
      case 2 -> tokens.set(at, tokens.get(other));
      case 3 -> tokens.set(at, tokens.set(other, tokens.get(at)));
      default -> tokens.set(at, TOKENS.get(random.nextInt(TOKENS.size())));
    }
  }

  /** Rather a word or a number than a space. */
  private static int meaningful(List<String> tokens, SplittableRandom random) {
    int at = random.nextInt(tokens.size());
    for (int tries = 0; tries < 10 && tokens.get(at).isBlank(); tries++) {
      at = random.nextInt(tokens.size());
    }
    return at;
  }
}
