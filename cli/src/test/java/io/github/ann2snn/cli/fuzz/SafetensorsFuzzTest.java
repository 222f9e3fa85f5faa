package io.github.ann2snn.cli.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The same in the format safetensors: its header is changed as text, its length then fits. */
class SafetensorsFuzzTest extends TorchFuzzTest {
  private static final TextMutator HEADER = new TextMutator();

  @Override
  protected List<byte[]> seeds() throws IOException {
    return files(FIXTURES, ".safetensors");
  }

  @Override
  protected Mutator mutator() {
    Mutator header = SafetensorsFuzzTest::changeHeader;
    return header.or(Mutator.BYTES);
  }

  private static byte[] changeHeader(byte[] original, SplittableRandom random) {
    ByteBuffer start = ByteBuffer.wrap(original).order(ByteOrder.LITTLE_ENDIAN);
    int end = Long.BYTES + (int) start.getLong();
    byte[] header = HEADER.mutate(Arrays.copyOfRange(original, Long.BYTES, end), random);
    byte[] length =
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .array();
    byte[] changed = Mutator.spliced(length, length.length, 0, header);
    return Mutator.spliced(changed, changed.length, end, original);
  }

  @Override
  protected String fileName() {
    return "cnn.safetensors";
  }
}
