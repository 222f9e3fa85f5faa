package io.github.ann2snn.cli.fuzz;

import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.catalog.DatasetLoader;
import io.github.ann2snn.files.BadFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** The images of a folder with four files; plain or compressed, whatever the name says. */
class IdxFuzzTest extends ReaderFuzzContract {
  private static final int SAMPLES = 12;

  @Override
  protected List<byte[]> seeds() throws IOException {
    byte[] images = new byte[16 + SAMPLES * 4 * 4];
    new Random(1).nextBytes(images);
    ByteBuffer.wrap(images).putInt(0x803).putInt(SAMPLES).putInt(4).putInt(4);
    byte[] labels = new byte[8 + SAMPLES];
    ByteBuffer.wrap(labels).putInt(0x801).putInt(SAMPLES);
    for (int i = 0; i < SAMPLES; i++) {
      labels[8 + i] = (byte) (i % 3);
    }
    Files.write(folder.resolve("train-labels-idx1-ubyte"), labels);
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels);
    Files.write(folder.resolve("t10k-images-idx3-ubyte"), images);
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(images);
    }
    return List.of(images, compressed.toByteArray());
  }

  @Override
  protected Mutator mutator() {
    return Mutator.BYTES;
  }

  @Override
  protected String fileName() {
    return "train-images-idx3-ubyte";
  }

  @Override
  protected Object read(Path file) throws IOException {
    return new DatasetLoader(DatasetOptions.DEFAULTS).load("idx:" + file.getParent());
  }

  @Override
  protected Set<Class<? extends Exception>> documented() {
    return Set.of(BadFileException.class);
  }
}
