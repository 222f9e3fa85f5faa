package io.github.ann2snn.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteLockTest {
  @TempDir Path folder;

  /** Another process, which takes the right to write into a folder and keeps it. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws IOException {
      WriteLock.ofFolder(Path.of(args[0]), "ann2snn run");
      System.out.println("held");
      System.in.read();
    }
  }

  private static Process hold(Path target) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                target.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertEquals("held", reader.readLine());
    return process;
  }

  @Test
  void anotherProcessIsNamedAndFreedWhenItIsKilled() throws IOException, InterruptedException {
    Process holder = hold(folder);
    String told =
        assertThrows(FileSystemException.class, () -> WriteLock.ofFolder(folder, "ann2snn tune"))
            .getMessage();
    assertEquals(
        folder
            + ": ann2snn run, process "
            + holder.pid()
            + ", is writing there; wait for it, or name another place",
        told);
    holder.destroyForcibly().waitFor();
    assertTrue(Files.exists(folder.resolve(".ann2snn.lock")), "a killed process leaves its file");
    WriteLock.ofFolder(folder, "ann2snn tune").close();
    assertFalse(Files.exists(folder.resolve(".ann2snn.lock")));
  }

  @Test
  void oneProcessHasItOnceAtATime() throws IOException {
    WriteLock first = WriteLock.ofFolder(folder, "a task");
    assertThrows(FileSystemException.class, () -> WriteLock.ofFolder(folder, "another"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
    assertThrows(FileSystemException.class, () -> WriteLock.ofFolder(link, "another"));
    first.close();
    WriteLock.ofFolder(folder, "another").close();
  }

  @Test
  void filesOfAFolderAreWrittenAtTheSameTime() throws IOException {
    WriteLock one = WriteLock.ofFile(folder.resolve("one"), "a task");
    WriteLock two = WriteLock.ofFile(folder.resolve("two"), "a task");
    assertThrows(
        FileSystemException.class, () -> WriteLock.ofFile(folder.resolve("one"), "another"));
    one.close();
    two.close();
  }

  @Test
  void aFolderInWhichNothingWasWrittenIsDeletedAgain() throws IOException {
    Path made = folder.resolve("a/b");
    WriteLock.ofFolder(made, "a task").close();
    assertFalse(Files.exists(folder.resolve("a")));
    WriteLock lock = WriteLock.ofFolder(made, "a task");
    Files.writeString(made.resolve("file"), "");
    lock.close();
    assertTrue(Files.exists(made.resolve("file")));
    Files.delete(made.resolve("file"));
    WriteLock.ofFolder(made, "a task").close();
    assertTrue(Files.exists(made), "it was there before");
  }

  @Test
  void nothingIsWrittenThroughALink() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine"), "precious");
    Files.createSymbolicLink(folder.resolve(".ann2snn.lock"), mine);
    assertThrows(IOException.class, () -> WriteLock.ofFolder(folder, "a task"));
    assertEquals("precious", Files.readString(mine));
  }
}
