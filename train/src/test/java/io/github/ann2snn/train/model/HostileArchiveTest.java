package io.github.ann2snn.train.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileArchiveTest extends HostileModelFixture {
  @Test
  void aMissingFile() {
    file = folder.resolve("absent.zip");
    refused("no such file; `ann2snn train --out FILE` makes a model");
  }

  @Test
  void noZip() throws IOException {
    Files.writeString(file, "hello");
    refused("not a complete zip file (");
  }

  @ParameterizedTest(name = "{0} bytes missing")
  @ValueSource(ints = {1, 30, 1000})
  void aTruncatedZip(int missing) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - missing));
    refused("not a complete zip file (");
  }

  @ParameterizedTest
  @ValueSource(strings = {"preprocessor.bin", "normalizer.bin", "../../evil", "Configuration.json"})
  void anEntryThatIsNotAllowed(String name) throws IOException {
    entries.put(name, new byte[] {(byte) 0xac, (byte) 0xed});
    write();
    refused(
        "entry "
            + name
            + ": not allowed in a model, where only configuration.json, coefficients.bin,"
            + " updaterState.bin, trainedCoefficients.bin, noParams.marker are; it might run code when another program opens"
            + " it; take the model from a source you trust, train it again");
  }

  @ParameterizedTest
  @ValueSource(strings = {CONFIGURATION, COEFFICIENTS})
  void aMissingEntry(String name) throws IOException {
    entries.remove(name);
    write();
    refused(name + ": entry is missing");
  }

  @Test
  void anEntryTwice() throws IOException {
    entries.put("updaterstate.bin", entries.get(UPDATER));
    write();
    String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    Files.write(
        file, bytes.replace("updaterstate", "updaterState").getBytes(StandardCharsets.ISO_8859_1));
    refused(UPDATER + ": occurs twice");
  }

  @Test
  void aFlippedBit() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] weights = entries.get(COEFFICIENTS);
    int at = indexOf(bytes, weights) + VALUES + 2;
    bytes[at] ^= 1;
    Files.write(file, bytes);
    refused(COEFFICIENTS + ": damaged (its CRC-32 differs)");
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    return all.indexOf(new String(part, StandardCharsets.ISO_8859_1));
  }

  @Test
  void aBombInTheConfiguration() throws IOException {
    entries.put(CONFIGURATION, new byte[10_000_001]);
    write();
    assertTrue(Files.size(file) < 100_000);
    refused(CONFIGURATION + ": longer than the 10000000 bytes it may have");
  }

  @Test
  void aBombInTheWeights() throws IOException {
    entries.put(COEFFICIENTS, new byte[1_000_000]);
    write();
    refused(COEFFICIENTS + ": longer than the 920 bytes it may have");
  }

  @Test
  void aBombInTheUpdaterState() throws IOException {
    entries.put(UPDATER, new byte[1_000_000]);
    write();
    refused(UPDATER + ": longer than the 2248 bytes it may have");
  }

  @Test
  void theUnchangedFileIsLoaded() throws IOException {
    write();
    assertEquals(166, ModelFile.load(file).parameters());
  }
}
