package io.github.ann2snn.datasets.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.datasets.FileServer;
import io.github.ann2snn.datasets.idx.IdxBytes;
import io.github.ann2snn.runtime.evaluation.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloaderTest {
  private static final String FILE = "train-images-idx3-ubyte.gz";
  private static final byte[] CONTENT = TinyCatalog.compressed(FILE);
  private static final byte[] OTHER = IdxBytes.gzip(IdxBytes.counting(6, 3, 2));

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void putAllFilesButOneInPlace() throws IOException {
    folder = IdxBytes.writeFolder(temporary.resolve("mnist"));
    Files.delete(folder.resolve("train-images-idx3-ubyte"));
  }

  @Test
  void downloadsVerifiesAndMovesIntoPlace() throws IOException {
    try (FileServer good = good()) {
      fetch(good.address());
      assertEquals(List.of(FILE + " -"), good.requests);
    }
    assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve(FILE)));
    assertFalse(Files.exists(part()));
  }

  @Test
  void goesOnToTheSecondMirrorAfter404() throws IOException {
    try (FileServer missing = new FileServer((x, file) -> FileServer.send(x, 404, new byte[] {1}));
        FileServer good = good()) {
      fetch(missing.address(), good.address());
      assertEquals(1, missing.requests.size());
    }
    assertTrue(Files.exists(folder.resolve(FILE)));
  }

  @Test
  void refusesAPageInsteadOfGzip() throws IOException {
    try (FileServer portal = html()) {
      String message = failure(portal.address());
      assertEquals(
          portal.address() + FILE + ": sent no gzip data but content of type text/html", message);
    }
    assertFalse(Files.exists(part()));
  }

  @Test
  void resumesHalfAFileFromTheSecondMirror() throws IOException {
    int half = CONTENT.length / 2;
    try (FileServer cut = new FileServer((x, file) -> FileServer.cutOff(x, CONTENT, half));
        FileServer good = good()) {
      fetch(cut.address(), good.address());
      assertEquals(List.of(FILE + " bytes=" + half + "-"), good.requests);
    }
    assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve(FILE)));
  }

  @Test
  void saysWhenTheConnectionIsCutAndKeepsThePart() throws IOException {
    int half = CONTENT.length / 2;
    try (FileServer cut = new FileServer((x, file) -> FileServer.cutOff(x, CONTENT, half))) {
      String message = failure(cut.address());
      assertTrue(
          message.contains(": cut off after %d of %d bytes".formatted(half, CONTENT.length)),
          message);
    }
    assertEquals(half, Files.size(part()));
  }

  @Test
  void startsAgainWhereTheServerIgnoresRange() throws IOException {
    Files.write(part(), Arrays.copyOf(CONTENT, 9));
    try (FileServer simple = new FileServer((x, file) -> FileServer.send(x, 200, CONTENT))) {
      fetch(simple.address());
    }
    assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve(FILE)));
  }

  @Test
  void startsAgainAfter416() throws IOException {
    Files.write(part(), new byte[CONTENT.length + 5]);
    try (FileServer good = good()) {
      fetch(good.address());
      assertEquals(
          List.of(FILE + " bytes=" + (CONTENT.length + 5) + "-", FILE + " -"), good.requests);
    }
    assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve(FILE)));
  }

  @Test
  void startsAgainWhereAResumedFileHasAWrongChecksum() throws IOException {
    Files.write(part(), Arrays.copyOf(OTHER, 25));
    try (FileServer good = good()) {
      fetch(good.address());
      assertEquals(List.of(FILE + " bytes=25-", FILE + " -"), good.requests);
    }
    assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve(FILE)));
  }

  @Test
  void keepsWrongContentAsideAndTriesTheNextMirror() throws IOException {
    try (FileServer wrong = new FileServer((x, file) -> FileServer.send(x, 200, OTHER));
        FileServer good = good()) {
      fetch(wrong.address(), good.address());
    }
    assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve(FILE)));
    assertArrayEquals(OTHER, Files.readAllBytes(rejected()));
  }

  @Test
  void keepsDamagedGzipAside() throws IOException {
    byte[] damaged = CONTENT.clone();
    damaged[damaged.length - 7] ^= 1;
    try (FileServer wrong = new FileServer((x, file) -> FileServer.send(x, 200, damaged))) {
      assertEquals(
          wrong.address() + FILE + ": damaged gzip data, kept as " + rejected(),
          failure(wrong.address()));
    }
    assertArrayEquals(damaged, Files.readAllBytes(rejected()));
  }

  @Test
  void namesEveryMirrorWithItsReason() throws IOException {
    URI nobody = unusedAddress();
    try (FileServer missing = new FileServer((x, file) -> FileServer.send(x, 404, new byte[] {1}));
        FileServer wrong = new FileServer((x, file) -> FileServer.send(x, 200, OTHER))) {
      String[] reasons = failure(nobody, missing.address(), wrong.address()).split("; ", -1);
      assertTrue(reasons[0].startsWith(nobody + FILE + ": no connection ("), reasons[0]);
      assertEquals(missing.address() + FILE + ": HTTP status 404", reasons[1]);
      assertTrue(
          reasons[2].startsWith(wrong.address() + FILE + ": wrong checksum: SHA-256 "), reasons[2]);
      assertTrue(
          reasons[2].endsWith(", expected " + TinyCatalog.sha256(0) + ", kept as " + rejected()),
          reasons[2]);
      assertEquals(3, reasons.length);
    }
  }

  @Test
  void givesUpOnAServerThatDoesNotAnswer() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Downloader impatient = new Downloader(Progress.NONE, Duration.ofMillis(200));
      URI mirror = address(silent);
      Exception e =
          assertThrows(IOException.class, () -> impatient.fetch(TinyCatalog.entry(mirror), folder));
      assertEquals(mirror + FILE + ": no answer in time", e.getMessage());
    }
  }

  @Test
  void reportsProgress() throws IOException {
    List<String> heard = new ArrayList<>();
    try (FileServer good = good()) {
      new Downloader(recorder(heard)).fetch(TinyCatalog.entry(good.address()), folder);
      assertEquals(
          List.of(
              "start " + good.address() + FILE + " " + CONTENT.length,
              "finish after " + CONTENT.length + " bytes"),
          heard);
    }
  }

  private static Progress recorder(List<String> heard) {
    return (task, total, unit) -> {
      heard.add("start " + task + " " + total);
      long[] done = new long[1];
      return new Progress.Work() {
        @Override
        public void step(long n) {
          done[0] += n;
        }

        @Override
        public void close() {
          heard.add("finish after " + done[0] + " " + unit);
        }
      };
    };
  }

  private static FileServer good() throws IOException {
    return new FileServer(
        (exchange, file) -> FileServer.sendRange(exchange, TinyCatalog.compressed(file)));
  }

  private static FileServer html() throws IOException {
    return new FileServer(
        (exchange, file) -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          FileServer.send(exchange, 200, "<html>Sign in</html>".getBytes(StandardCharsets.UTF_8));
        });
  }

  private static URI unusedAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return address(socket);
    }
  }

  private static URI address(ServerSocket socket) {
    String host = socket.getInetAddress().getHostAddress();
    return URI.create("http://" + host + ":" + socket.getLocalPort() + "/");
  }

  private void fetch(URI... mirrors) throws IOException {
    new Downloader(Progress.NONE).fetch(TinyCatalog.entry(mirrors), folder);
  }

  private String failure(URI... mirrors) {
    return assertThrows(IOException.class, () -> fetch(mirrors)).getMessage();
  }

  private Path part() {
    return folder.resolve(FILE + ".part");
  }

  private Path rejected() {
    return folder.resolve(FILE + ".rejected");
  }
}
