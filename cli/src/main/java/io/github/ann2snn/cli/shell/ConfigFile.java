package io.github.ann2snn.cli.shell;

import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A file of options, in the syntax of {@link Properties}, as UTF-8. Unlike there, a key that comes
 * twice is kept twice, and each knows its line.
 *
 * @param entries in the order of the file
 */
record ConfigFile(Path path, List<Entry> entries) {
  private static final String REMEDY = "--config takes lines such as epochs = 3";

  private static final int MOST_BYTES = 1 << 20;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * An option.
   *
   * @param line where it begins, from 1
   */
  record Entry(String key, String value, int line) {}

  /**
   * Reads a file.
   *
   * @throws BadFileException if it is missing, too large, or none of properties
   */
  static ConfigFile read(Path path) throws BadFileException {
    List<String> lines = new String(bytes(path), StandardCharsets.ISO_8859_1).lines().toList();
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int first = i + 1;
      StringBuilder text = new StringBuilder(decoded(path, first, lines.get(i)));
      while (goesOn(text) && i + 1 < lines.size()) {
        i++;
        text.append('\n').append(decoded(path, i + 1, lines.get(i)));
      }
      entry(path, text.toString(), first).ifPresent(entries::add);
    }
    return new ConfigFile(path, entries);
  }

  private static byte[] bytes(Path path) throws BadFileException {
    if (Files.isDirectory(path)) {
      throw new BadFileException(path, "", "is a folder", REMEDY);
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw new BadFileException(Failures.message(e) + "; " + REMEDY, e);
    }
    if (bytes.length > MOST_BYTES) {
      throw new BadFileException(path, "", "is larger than 1 MB, and no file of options", REMEDY);
    }
    return bytes;
  }

  private static String decoded(Path path, int line, String bytes) throws BadFileException {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
              .toString();
      return line == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new BadFileException(path, "line " + line, "is not UTF-8; save the file as that", e);
    }
  }

  /** Whether the next line belongs to it: it ends in one backslash, not in an escaped one. */
  private static boolean goesOn(CharSequence text) {
    if (isComment(text)) {
      return false;
    }
    int backslashes = 0;
    while (backslashes < text.length() && text.charAt(text.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private static boolean isComment(CharSequence text) {
    String start = text.toString().stripLeading();
    return start.startsWith("#") || start.startsWith("!");
  }

  private static Optional<Entry> entry(Path path, String text, int line) throws BadFileException {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      throw new BadFileException(
          path, "line " + line, "\\u is not followed by four hexadecimal digits; write \\\\u", e);
    }
    return properties.stringPropertyNames().stream()
        .findFirst()
        .map(key -> new Entry(key, properties.getProperty(key), line));
  }
}
