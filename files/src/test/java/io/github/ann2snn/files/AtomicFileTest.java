package io.github.ann2snn.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFileTest {
  @TempDir Path folder;

  private static void write(Path target, String text) throws IOException {
    AtomicFile.write(target, temporary -> Files.writeString(temporary, text));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void foldersAreMade() throws IOException {
    write(folder.resolve("a/b/file"), "new");
    assertEquals("new", Files.readString(folder.resolve("a/b/file")));
    assertEquals(List.of("a"), names());
  }

  @Test
  void symbolicLinksAreFollowed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Path middle = Files.createSymbolicLink(folder.resolve("middle"), Path.of("file"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), middle);
    write(link, "new");
    assertEquals("new", Files.readString(file));
    assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(middle));
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("made/later"));
    write(dangling, "new");
    assertEquals("new", Files.readString(folder.resolve("made/later")));
    assertTrue(Files.isSymbolicLink(dangling));
  }

  @Test
  void aLinkToAFolderIsAFolder() throws IOException {
    Path there = Files.createDirectory(folder.resolve("there"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), there);
    AtomicFile.createFolder(link);
    write(link.resolve("file"), "new");
    assertEquals("new", Files.readString(there.resolve("file")));
  }

  @Test
  void linksInACircleAreRefused() throws IOException {
    Path one = Files.createSymbolicLink(folder.resolve("one"), Path.of("two"));
    Files.createSymbolicLink(folder.resolve("two"), Path.of("one"));
    FileSystemException refused = assertThrows(FileSystemException.class, () -> write(one, "new"));
    assertEquals("its symbolic links lead in a circle", refused.getReason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-r-----", "rwxrwxr-x", "rw-rw-rw-"})
  void theModeStays(String mode) throws IOException {
    assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix"), "skipped: no modes here");
    Path file = Files.writeString(folder.resolve("file"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    write(file, "new");
    assertEquals("new", Files.readString(file));
    assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    // Nobody else may look at a new file of others before it has that mode.
    AtomicFile.write(
        file,
        temporary -> {
          assertEquals(
              "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)));
        });
  }

  @Test
  void aNewFileHasTheUsualMode() throws IOException {
    Path usual = Files.writeString(folder.resolve("usual"), "");
    write(folder.resolve("file"), "new");
    assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix"), "skipped: no modes here");
    assertEquals(
        Files.getPosixFilePermissions(usual),
        Files.getPosixFilePermissions(folder.resolve("file")));
  }

  @Test
  void aFileThatMayNotBeWrittenStays() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    assumeTrue(file.toFile().setReadOnly());
    assumeFalse(Files.isWritable(file), "skipped: the superuser may write everything");
    assertThrows(AccessDeniedException.class, () -> write(file, "new"));
    assertThrows(AccessDeniedException.class, () -> AtomicFile.requireWritable(file));
    assertEquals("old", Files.readString(file));
  }

  @Test
  void aFolderThatMayNotBeWrittenIsNamed() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    assumeTrue(closed.toFile().setReadOnly());
    assumeFalse(Files.isWritable(closed), "skipped: the superuser may write everything");
    for (Path target : List.of(closed.resolve("file"), closed.resolve("in/it"))) {
      AccessDeniedException denied =
          assertThrows(AccessDeniedException.class, () -> AtomicFile.requireWritable(target));
      assertEquals(closed.toString(), denied.getFile());
    }
  }

  @Test
  void aPipeIsWrittenToAndStaysOne() throws Exception {
    Path pipe = pipe("pipe");
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readString(pipe);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    AtomicFile.requireWritable(pipe);
    write(pipe, "through the pipe");
    assertEquals("through the pipe", read.get());
    assertEquals(FileKind.PIPE, FileKind.of(pipe));
    assertTrue(AtomicFile.isStream(pipe));
    assertEquals(List.of("pipe"), names());
  }

  private Path pipe(String name) throws IOException, InterruptedException {
    Path pipe = folder.resolve(name);
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "skipped: no mkfifo here");
    assertEquals(0, new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor());
    return pipe;
  }

  @Test
  void whatIsNoFileIsRefused() throws IOException {
    Path socket = folder.resolve("socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      FileSystemException refused =
          assertThrows(FileSystemException.class, () -> write(socket, "new"));
      assertTrue(refused.getReason().startsWith("is a socket"), refused.getReason());
      assertEquals(FileKind.SOCKET, FileKind.of(socket));
    }
    Files.delete(socket);
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThrows(FileSystemException.class, () -> write(empty, "new"));
    assertTrue(Files.isDirectory(empty));
    Path file = Files.writeString(folder.resolve("file"), "old");
    assertThrows(
        NotDirectoryException.class, () -> AtomicFile.requireWritable(file.resolve("in/it")));
    assertEquals(List.of("empty", "file"), names());
  }

  @Test
  void aFullDiskLeavesTheOldFile() throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/full")), "skipped: this system has no /dev/full");
    Path file = Files.writeString(folder.resolve("file"), "old");
    FileSystemException full =
        assertThrows(
            FileSystemException.class,
            () ->
                AtomicFile.write(
                    file, temporary -> Files.writeString(Path.of("/dev/full"), "new")));
    assertEquals(file.toString(), full.getFile());
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("file"), names());
  }

  @Test
  void temporaryFilesHaveNamesThatNobodyKnowsBefore() throws IOException {
    List<Path> used = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      AtomicFile.write(
          folder.resolve("file"),
          temporary -> {
            used.add(temporary);
            // Files of the same process that are being written are not swept.
            write(folder.resolve("file"), "meanwhile");
            Files.writeString(temporary, "new");
          });
      assertEquals("new", Files.readString(folder.resolve("file")));
    }
    assertNotEquals(used.get(0), used.get(1));
    assertTrue(used.get(0).getFileName().toString().matches("\\.file\\.[0-9a-f]{16}\\.tmp"));
    assertEquals(List.of("file"), names());
  }

  @Test
  void whatKilledProcessesLeaveIsSwept() throws Exception {
    Path file = folder.resolve("file[1]*");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Sleeper.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertEquals('x', process.getInputStream().read());
      assertEquals(2, names().size(), names().toString());
      write(file, "by another process");
      assertEquals(3, names().size(), "what is being written stays: " + names());
      Path others = Files.writeString(folder.resolve(".file[1]*.notes.tmp"), "of the user");
      process.destroyForcibly().waitFor();
      assertEquals(4, names().size(), "killed: " + names());
      write(folder.resolve("file"), "of another name");
      assertEquals(5, names().size(), "only of the same target: " + names());
      write(file, "again");
      assertEquals(List.of(others.getFileName().toString(), "file", "file[1]*"), names());
      assertEquals("again", Files.readString(file));
    } finally {
      process.destroyForcibly();
    }
  }

  /** Begins to write a file, says so, and never ends. */
  static final class Sleeper {
    private Sleeper() {}

    public static void main(String[] args) throws IOException {
      AtomicFile.write(
          Path.of(args[0]),
          temporary -> {
            Files.writeString(temporary, "half of it");
            System.out.write('x');
            System.out.flush();
            try {
              Thread.sleep(60_000);
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          });
    }
  }

  @Test
  void filesOfOthersAreNeitherReplacedNorDeleted() throws IOException {
    SideFile side = new SideFile(folder.resolve("side/layers.csv"), "run,layer");
    side.write(temporary -> Files.writeString(temporary, "run,layer,more\n1,2,3\n"));
    side.requireOurs();
    side.write(temporary -> Files.writeString(temporary, "run,layer\n"));
    assertEquals("run,layer\n", Files.readString(side.path()));
    side.delete();
    assertFalse(Files.exists(side.path()));
    side.delete();
    for (String theirs : new String[] {"", "run", "layer,run\n", "\u00fcber"}) {
      Files.writeString(side.path(), theirs);
      FileSystemException refused =
          assertThrows(
              FileSystemException.class,
              () -> side.write(temporary -> Files.writeString(temporary, "run,layer\n")));
      assertTrue(refused.getReason().contains("was not written by ann2snn"), refused.getReason());
      side.delete();
      assertEquals(theirs, Files.readString(side.path()));
    }
  }
}
