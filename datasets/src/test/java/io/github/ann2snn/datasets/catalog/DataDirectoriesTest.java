package io.github.ann2snn.datasets.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.datasets.idx.IdxBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataDirectoriesTest {
  @TempDir Path root;

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "Linux, HOME=/h, /h/.cache",
    "Linux, HOME=/h XDG_CACHE_HOME=/x, /x",
    "Linux, HOME=/h XDG_CACHE_HOME=, /h/.cache",
    "Linux, ANN2SNN_DATA=/d, /user/.cache",
    "Mac OS X, HOME=/h, /h/Library/Caches",
    "Windows 11, LOCALAPPDATA=/local, /local",
    "Windows 11, HOME=/h, /h/AppData/Local",
  })
  void knowsTheCacheOfEachSystem(String osName, String variables, String base) {
    Map<String, String> environment = new java.util.HashMap<>();
    for (String variable : variables.split(" ", -1)) {
      environment.put(variable.split("=", -1)[0], variable.split("=", -1)[1]);
    }
    assertEquals(
        Path.of(base, "ann2snn", "datasets"),
        DataDirectories.of(Optional.empty(), environment, osName, "/user").cache());
  }

  @Test
  void looksInTheNamedFolderThenTheVariableThenTheCache() throws IOException {
    DataDirectories directories =
        DataDirectories.of(
            Optional.of(root.resolve("named")),
            Map.of(
                "ANN2SNN_DATA", root.resolve("variable").toString(),
                "XDG_CACHE_HOME", root.resolve("xdg").toString()));
    CatalogEntry entry = TinyCatalog.entry();
    assertEquals(Optional.empty(), directories.find(entry));
    for (String place : List.of("xdg/ann2snn/datasets", "variable", "named")) {
      Path folder = IdxBytes.writeFolder(root.resolve(place).resolve("mnist"));
      assertEquals(Optional.of(folder), directories.find(entry));
    }
  }

  @Test
  void passesOverAFolderThatLacksAFileAndSaysSo() throws IOException {
    Path named = root.resolve("named");
    IdxBytes.writeFolder(named.resolve("mnist"));
    Files.delete(named.resolve("mnist").resolve("t10k-labels-idx1-ubyte"));
    DataDirectories directories =
        DataDirectories.of(Optional.of(named), Map.of("XDG_CACHE_HOME", root.toString()));
    assertEquals(Optional.empty(), directories.find(TinyCatalog.entry()));
    assertEquals(
        List.of(
            named.resolve("mnist") + " (--data-dir): lacks t10k-labels-idx1-ubyte",
            root.resolve("ann2snn/datasets/mnist") + " (cache): not there"),
        directories.describeMissing(TinyCatalog.entry()));
  }
}
