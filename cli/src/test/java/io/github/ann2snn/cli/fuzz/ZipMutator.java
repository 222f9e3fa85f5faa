package io.github.ann2snn.cli.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.WeakHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Changes what is in a zip file and packs it again, with checksums that are right. */
public final class ZipMutator implements Mutator {
  private final Mutator json;
  private final Mutator other;

  /** Of files that are changed over and over. */
  private final Map<byte[], List<Entry>> known = new WeakHashMap<>();

  /**
   * @param json for entries that end in {@code .json}
   * @param other for all others
   */
  public ZipMutator(Mutator json, Mutator other) {
    this.json = json;
    this.other = other;
  }

  private record Entry(String name, byte[] content) {}

  @Override
  public byte[] mutate(byte[] original, SplittableRandom random) {
    try {
      List<Entry> entries = new ArrayList<>(known.computeIfAbsent(original, ZipMutator::entries));
      for (int changes = 1 + random.nextInt(2); changes > 0 && !entries.isEmpty(); changes--) {
        change(entries, random);
      }
      return packed(entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void change(List<Entry> entries, SplittableRandom random) {
    int at = random.nextInt(entries.size());
    Entry entry = entries.get(at);
    switch (random.nextInt(12)) {
      case 0 -> entries.remove(at);
      case 1 -> entries.add(new Entry(name(random), entry.content()));
      case 2 -> entries.set(at, new Entry(name(random), entry.content()));
      case 3 ->
          entries.set(
              at, new Entry(entry.name(), entries.get(random.nextInt(entries.size())).content()));
      default -> {
        Mutator mutator = entry.name().endsWith(".json") ? json : other;
        entries.set(at, new Entry(entry.name(), mutator.mutate(entry.content(), random)));
      }
    }
  }

  private static String name(SplittableRandom random) {
    List<String> names =
        List.of(
            "../../up.json",
            "/etc/absolute",
            "preprocessor.bin",
            "a/",
            "",
            "x".repeat(5_000),
            "\0");
    return names.get(random.nextInt(names.size())) + random.nextInt();
  }

  private static List<Entry> entries(byte[] zip) {
    List<Entry> entries = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.add(new Entry(entry.getName(), in.readAllBytes()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  private static byte[] packed(List<Entry> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Entry entry : entries) {
        out.putNextEntry(new ZipEntry(entry.name()));
        out.write(entry.content());
      }
    }
    return bytes.toByteArray();
  }
}
