package io.github.ann2snn.spark;

import static io.github.ann2snn.spark.SparkCommandLine.evaluate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.spark.SparkCommandLine.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each defect ends with one message that says what to do, and the exit code that is documented. */
class SparkBadInputTest {
  @TempDir static Path folder;
  private static Quarters quarters;

  @BeforeAll
  static void make() throws IOException {
    quarters = Quarters.make(folder);
  }

  private static void assertRefused(int exitCode, String message, Outcome outcome) {
    assertEquals(exitCode, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains(message), outcome.err());
    assertFalse(outcome.err().contains("\tat "), outcome.err());
    assertEquals("", outcome.out());
  }

  @Test
  void aMasterThatDoesNotAnswer() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Outcome outcome =
        assertTimeout(
            Duration.ofSeconds(30),
            () ->
                evaluate(
                    quarters.network(), quarters.here(), "--master=spark://127.0.0.1:" + port));
    assertRefused(1, "no Spark master answers at spark://127.0.0.1:" + port, outcome);
  }

  /** In a process of its own, which Spark would end. */
  @Test
  void aHostThatIsNoMaster() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Path log = folder.resolve("silent.log");
      Process process =
          SparkCommandLine.start(
              log,
              "evaluate",
              quarters.network(),
              "--dataset=" + quarters.here(),
              "--master=spark://127.0.0.1:" + silent.getLocalPort());
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it ends within 30 seconds");
      assertEquals(1, process.exitValue());
      String said = Files.readString(log);
      assertTrue(said.contains("has not taken up the application within 15 seconds"), said);
      assertFalse(said.contains("\tat "), said);
    }
  }

  @Test
  void mastersThatAreNone() {
    assertRefused(
        2,
        "expected spark://HOST:PORT",
        evaluate(quarters.network(), quarters.here(), "--master=spark://host"));
    assertRefused(
        2,
        "allowed: local, local[N]",
        evaluate(quarters.network(), quarters.here(), "--master=cloud"));
  }

  @Test
  void optionsThatNeedAnother() {
    assertRefused(
        2, "needs --master", evaluate(quarters.network(), quarters.here(), "--skip-corrupt"));
    assertRefused(
        2,
        "--partitions is 0, expected at least 1",
        evaluate(quarters.network(), quarters.here(), "--master=local", "--partitions=0"));
    assertRefused(2, "is read by a cluster", evaluate(quarters.network(), quarters.stored()));
  }

  @Test
  void aFolderThatIsNotThere() {
    assertRefused(
        3,
        "t10k-images-idx3-ubyte not found".replace("t10k", "train"),
        evaluate(quarters.network(), "idx:file://" + folder.resolve("none"), "--master=local"));
    assertRefused(
        3,
        "cannot be read: No FileSystem for scheme",
        evaluate(quarters.network(), "idx:nowhere://host/folder", "--master=local"));
  }

  @Test
  void filesThatExecutorsDoNotFind() {
    Outcome outcome =
        evaluate(
            quarters.network(),
            quarters.stored().replace("file:", "driveronly:"),
            "--master=local[2,3]",
            "--partitions=4",
            "--skip-corrupt",
            "--conf=spark.hadoop.fs.driveronly.impl=" + DriverOnlyFileSystem.class.getName());
    assertRefused(3, "the executors do not find its file: driveronly:", outcome);
    assertTrue(outcome.err().contains("so that it is sent to them"), outcome.err());
  }

  /** Hadoop's checksums beside a file tell which of its blocks are damaged. */
  private static String withDamage(String name, int... samples) throws IOException {
    Path damaged = Files.createDirectories(folder.resolve(name));
    FileSystem files = FileSystem.getLocal(new Configuration());
    try (var originals = Files.list(quarters.folder())) {
      for (Path original : originals.toList()) {
        var target =
            new org.apache.hadoop.fs.Path(damaged.toString(), original.getFileName().toString());
        try (var out = files.create(target, true)) {
          Files.copy(original, out);
        }
      }
    }
    Path images = damaged.resolve("t10k-images-idx3-ubyte");
    byte[] content = Files.readAllBytes(images);
    for (int sample : samples) {
      content[16 + 16 * sample] ^= 1;
    }
    Files.write(images, content);
    return "idx:file://" + damaged;
  }

  @Test
  void aDamagedPartAmongGoodOnesIsNamed() throws IOException {
    String damaged = withDamage("damaged", 900);
    Outcome outcome = evaluate(quarters.network(), damaged, "--master=local[2]", "--partitions=10");
    assertRefused(3, "part 5 of 10 (samples 800 to 999) cannot be read: Checksum error", outcome);
    assertTrue(outcome.err().contains("--skip-corrupt"), outcome.err());
  }

  @Test
  void damagedPartsAreLeftOutAndTold() throws IOException {
    String damaged = withDamage("skipped", 900, 1500);
    Outcome outcome =
        evaluate(
            quarters.network(), damaged, "--master=local[2]", "--partitions=10", "--skip-corrupt");
    assertEquals(0, outcome.exitCode(), outcome.err());
    JsonNode dataset = new JsonMapper().readTree(outcome.out()).get("dataset");
    assertEquals(1600, dataset.get("samples").asInt());
    assertEquals(3, dataset.get("notices").size());
    String notices = dataset.get("notices").toString();
    assertTrue(notices.contains("2 parts of the samples"), notices);
    assertTrue(notices.contains("Samples 800 to 999 are left out: Checksum error"), notices);
    assertTrue(notices.contains("Samples 1400 to 1599 are left out"), notices);
    assertTrue(outcome.err().contains("NOTICE: 2 parts"), outcome.err());
  }

  /** The folder's files, with other images to test on. */
  private static String withTestImages(String name, String file, byte[] content)
      throws IOException {
    Path other = Files.createDirectories(folder.resolve(name));
    for (String same :
        List.of("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-labels-idx1-ubyte")) {
      Files.copy(quarters.folder().resolve(same), other.resolve(same));
    }
    Files.write(other.resolve(file), content);
    return "idx:file://" + other;
  }

  private static byte[] testImages() throws IOException {
    return Files.readAllBytes(quarters.folder().resolve("t10k-images-idx3-ubyte"));
  }

  @Test
  void aFileThatEndsTooEarly() throws IOException {
    String cut =
        withTestImages(
            "cut", "t10k-images-idx3-ubyte", Arrays.copyOf(testImages(), 16 + 16 * 1990));
    Outcome outcome = evaluate(quarters.network(), cut, "--master=local[2]", "--partitions=4");
    assertRefused(3, "part 4 of 4 (samples 1500 to 1999) cannot be read: ", outcome);
    assertTrue(outcome.err().contains("cut short at offset 31856"), outcome.err());
  }

  /** Of the last part there is nothing at all. */
  @Test
  void aFileThatEndsBeforeAPart() throws IOException {
    String cut =
        withTestImages(
            "before", "t10k-images-idx3-ubyte", Arrays.copyOf(testImages(), 16 + 16 * 1500 - 7));
    Outcome outcome = evaluate(quarters.network(), cut, "--master=local[1]", "--partitions=2");
    assertRefused(3, "part 2 of 2 (samples 1000 to 1999) cannot be read: ", outcome);
    Outcome skipped =
        evaluate(quarters.network(), cut, "--master=local[2]", "--partitions=20", "--skip-corrupt");
    assertEquals(0, skipped.exitCode(), skipped.err());
    for (String part : List.of("1400 to 1499", "1500 to 1599", "1900 to 1999")) {
      assertTrue(
          skipped
              .err()
              .matches("(?s).*Samples " + part + " are left out: file:\\S*: cut short at.*"),
          skipped.err());
    }
  }

  @Test
  void aCompressedFileThatIsDamaged() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(compressed)) {
      out.write(testImages());
    }
    byte[] content = compressed.toByteArray();
    Arrays.fill(content, content.length / 2, content.length / 2 + 40, (byte) 0xff);
    String damaged = withTestImages("gzip", "t10k-images-idx3-ubyte.gz", content);
    Outcome outcome = evaluate(quarters.network(), damaged, "--master=local[2]", "--partitions=4");
    assertRefused(3, "t10k-images-idx3-ubyte.gz: c", outcome);
  }

  @Test
  void aNetworkOfANewerVersion() throws IOException {
    Path newer = folder.resolve("newer.nir");
    byte[] content = Files.readAllBytes(Path.of(quarters.network()));
    String text = new String(content, StandardCharsets.ISO_8859_1);
    int at = text.indexOf("ann2snn.network/1");
    assertTrue(at > 0, "the file names its format");
    content[at + "ann2snn.network/".length()] = '9';
    Files.write(newer, content);
    assertRefused(3, "newer", evaluate(newer.toString(), quarters.here(), "--master=local"));
  }

  @Test
  void foldersThatExist() throws IOException {
    assertRefused(
        2,
        "is a folder; name a file",
        evaluate(quarters.network(), quarters.here(), "--master=local", "--out=" + folder));
    Path full = Files.createDirectories(folder.resolve("full"));
    Files.writeString(full.resolve("letter.txt"), "Dear");
    assertRefused(
        2,
        "exists and is no checkpoint",
        evaluate(
            quarters.network(), quarters.here(), "--master=local", "--checkpoint=" + full.toUri()));
  }
}
