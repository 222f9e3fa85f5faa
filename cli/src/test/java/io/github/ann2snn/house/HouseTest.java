package io.github.ann2snn.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The rules of {@code docs/architecture.md} that a newcomer may rely on. */
class HouseTest {
  private static final String ROOT = "io.github.ann2snn.";

  /** Module by module, as packages call them; each may use those before it. */
  static final List<String> MODULES =
      List.of(
          "files",
          "runtime",
          "datasets",
          "ann",
          "train",
          "convert",
          "interop",
          "dynamics",
          "report",
          "api",
          "bench",
          "cli");

  /** What a room may hold, {@code package-info} included. */
  private static final int MOST_FILES = 20;

  /** What a module's folder holds, besides modules and what editors keep there. */
  private static final Pattern OF_A_MODULE =
      Pattern.compile("[/\\\\](pom\\.xml|src|target|\\.[^/\\\\]+|[^/\\\\]+\\.iml)$");

  private static JavaClasses house;

  @BeforeAll
  static void readClasses() {
    house =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .withImportOption(location -> !location.contains("/house/"))
            .importPackages("io.github.ann2snn");
    for (String module : MODULES) {
      assertTrue(
          house.stream().anyMatch(type -> type.getPackageName().startsWith(ROOT + module)), module);
    }
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(house);
  }

  @ParameterizedTest
  @FieldSource("MODULES")
  void modulesUseOnlyThoseBeforeThem(String module) {
    int place = MODULES.indexOf(module);
    String[] later =
        MODULES.subList(place + 1, MODULES.size()).stream()
            .map(name -> ROOT + name + "..")
            .toArray(String[]::new);
    if (later.length > 0) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + module + "..")
          .should()
          .dependOnClassesThat(resideInAnyPackage(later))
          .check(house);
    }
  }

  @Test
  void everyPackageBelongsToAModule() {
    classes()
        .should()
        .resideInAnyPackage(MODULES.stream().map(name -> ROOT + name + "..").toArray(String[]::new))
        .check(house);
  }

  @Test
  void onlyTrainingConversionAndImportKnowDeeplearning4j() {
    noClasses()
        .that(
            resideOutsideOfPackages(
                ROOT + "train..", ROOT + "convert..", ROOT + "interop..", ROOT + "bench.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.deeplearning4j.."))
        .check(house);
  }

  /** The compiler checks the formats of calls, and not what a reference to a method is given. */
  @Test
  void noLineIsTakenForAFormatUnseen() throws IOException {
    Pattern reference = Pattern.compile("::(say|warn|usage|refuse)\\b(?!\\()");
    List<String> unseen = new ArrayList<>();
    for (Path file : sources()) {
      String text = Files.readString(file).replace("Failures::usage", "");
      if (reference.matcher(text).find()) {
        unseen.add(file.toString());
      }
    }
    assertEquals(List.of(), unseen);
  }

  @Test
  void theRuntimeKnowsNoJson() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + "runtime..", ROOT + "dynamics..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("com.fasterxml..", "org.datavec..", "picocli.."))
        .check(house);
  }

  @Test
  void hdf5IsReadThroughFilesAlone() {
    noClasses()
        .that(resideOutsideOfPackages(ROOT + "files.hdf5.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage("io.jhdf.."))
        .check(house);
  }

  @Test
  void roomsHoldFewFiles() throws IOException {
    Map<String, Long> rooms =
        sources().stream()
            .collect(
                Collectors.groupingBy(
                    file -> file.getParent().toString(), TreeMap::new, Collectors.counting()));
    assertTrue(rooms.size() > 40, "the sources lie beside this module: " + rooms.keySet());
    rooms.values().removeIf(count -> count <= MOST_FILES);
    assertEquals(Map.of(), rooms, "packages of more than " + MOST_FILES + " files");
  }

  /** What runs write belongs into {@code target} or a folder of its own, and not into the tree. */
  @Test
  void modulesHoldOnlyWhatIsTheirs() throws IOException {
    Path root = Path.of("..");
    List<Path> modules;
    try (Stream<Path> files = Files.walk(root, 3)) {
      modules = files.filter(file -> file.endsWith("pom.xml")).map(Path::getParent).toList();
    }
    assertTrue(modules.size() > MODULES.size(), "the modules lie beside this one: " + modules);
    Set<String> others = new TreeSet<>();
    for (Path module : modules) {
      try (Stream<Path> entries = Files.list(module)) {
        entries
            .filter(entry -> !module.equals(root) && !modules.contains(entry))
            .map(entry -> root.relativize(entry).toString())
            .filter(entry -> !OF_A_MODULE.matcher(entry).find())
            .forEach(others::add);
      }
    }
    assertEquals(Set.of(), others, "no part of a module");
  }

  /** Whoever imports the BOM gets all modules that are published, and no others. */
  @Test
  void theBomNamesWhatIsPublished() throws IOException {
    Set<String> published = new TreeSet<>();
    for (String module : named("module", Path.of("../pom.xml"))) {
      String pom = Files.readString(Path.of("..", module, "pom.xml"));
      if (pom.contains("<packaging>pom</packaging>") || pom.contains("<maven.deploy.skip>true")) {
        continue;
      }
      published.add(module);
    }
    assertTrue(published.contains("snn-runtime") && !published.contains("cli"), "" + published);
    Path bom = Path.of("../bom/pom.xml");
    String list = Files.readString(bom).replaceFirst("(?s)</dependencyManagement>.*", "");
    Set<String> listed = new TreeSet<>(named("artifactId", list));
    listed.remove("ann2snn-bom");
    assertEquals(published, listed);
    assertEquals(
        named("version", Files.readString(Path.of("../pom.xml"))).get(0),
        named("version", list).get(0),
        "the version of the BOM");
  }

  /** What others are promised is both compared with the last release and documented. */
  @Test
  void whatIsComparedIsDocumented() throws IOException {
    List<String> compared = new ArrayList<>();
    List<String> documented = new ArrayList<>();
    Matcher included =
        Pattern.compile("<include>([^<]+)</include>")
            .matcher(Files.readString(Path.of("../pom.xml")));
    while (included.find()) {
      String files = included.group(1).replaceFirst("/\\*\\.java$", "");
      boolean ofFiles = !files.equals(included.group(1));
      (ofFiles ? documented : compared).add(files.replace('/', '.'));
    }
    assertTrue(compared.contains(ROOT + "runtime.network"), "" + compared);
    // By each module, and as one site.
    List<String> twice = new ArrayList<>(compared);
    twice.addAll(compared);
    assertEquals(twice, documented);
  }

  private static List<String> named(String element, Path file) throws IOException {
    return named(element, Files.readString(file));
  }

  private static List<String> named(String element, String xml) {
    return Pattern.compile("<" + element + ">([^<]+)</" + element + ">")
        .matcher(xml)
        .results()
        .map(found -> found.group(1))
        .filter(name -> !name.contains("/"))
        .toList();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      return files
          .filter(file -> file.toString().matches(".*[/\\\\]src[/\\\\]main[/\\\\].*\\.java"))
          .toList();
    }
  }
}
