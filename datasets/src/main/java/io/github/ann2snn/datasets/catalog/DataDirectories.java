package io.github.ann2snn.datasets.catalog;

import io.github.ann2snn.files.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where data sets are looked for, in this order: the folder the user named, {@code ANN2SNN_DATA},
 * the cache. Each holds one folder per data set.
 *
 * @param places the folders, in order, with how each came to be looked at
 * @param cache where downloads go
 */
record DataDirectories(List<Place> places, Path cache) {

  /** A data folder and the setting that named it, e.g. {@code --data-dir}. */
  record Place(String setting, Path root) {}

  static DataDirectories of(Optional<Path> dataDir, Map<String, String> environment) {
    return of(dataDir, environment, System.getProperty("os.name"), System.getProperty("user.home"));
  }

  static DataDirectories of(
      Optional<Path> dataDir, Map<String, String> environment, String osName, String userHome) {
    List<Place> places = new ArrayList<>();
    dataDir.ifPresent(root -> places.add(new Place("--data-dir", root)));
    variable(environment, "ANN2SNN_DATA")
        .ifPresent(root -> places.add(new Place("ANN2SNN_DATA", Path.of(root))));
    Path cache = cache(environment, osName.toLowerCase(Locale.ROOT), userHome);
    places.add(new Place("cache", cache));
    return new DataDirectories(List.copyOf(places), cache);
  }

  private static Path cache(Map<String, String> environment, String osName, String userHome) {
    Path home = Path.of(variable(environment, "HOME").orElse(userHome));
    Optional<Path> xdg = variable(environment, "XDG_CACHE_HOME").map(Path::of);
    Path base;
    if (xdg.isPresent()) {
      base = xdg.get();
    } else if (osName.startsWith("mac")) {
      base = home.resolve("Library").resolve("Caches");
    } else if (osName.startsWith("windows")) {
      Path fallback = home.resolve("AppData").resolve("Local");
      base = variable(environment, "LOCALAPPDATA").map(Path::of).orElse(fallback);
    } else {
      base = home.resolve(".cache");
    }
    return base.resolve("ann2snn").resolve("datasets");
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** The first folder that holds every file of {@code entry}. */
  Optional<Path> find(CatalogEntry entry) {
    return first(entry, folder -> entry.missing(folder).isEmpty());
  }

  /** The first folder that holds enough of {@code entry} to be read. */
  Optional<Path> findReadable(CatalogEntry entry) {
    return first(entry, entry::readable);
  }

  /** The first folder that holds at least one file of {@code entry}, or else its cache folder. */
  Path findPart(CatalogEntry entry) {
    return first(entry, folder -> entry.missing(folder).size() < entry.files().size())
        .orElse(cache.resolve(entry.name()));
  }

  private Optional<Path> first(CatalogEntry entry, Predicate<Path> wanted) {
    return places.stream()
        .map(place -> place.root().resolve(entry.name()))
        .filter(wanted)
        .findFirst();
  }

  /** One line per place that {@link #find} looks at, saying what is missing there. */
  List<String> describeMissing(CatalogEntry entry) {
    List<String> lines = new ArrayList<>();
    for (Place place : places) {
      Path folder = place.root().resolve(entry.name());
      List<String> missing = entry.missing(folder);
      boolean none = missing.size() == entry.files().size();
      String what = none ? "not there" : "lacks " + String.join(", ", missing);
      lines.add(Text.of("%s (%s): %s", folder, place.setting(), what));
    }
    return lines;
  }
}
