package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A headless Chromium for the tests of a class, a static field of which registers it. It notes what
 * a page says on its console and what it asks for. Pictures go to {@code target/screenshots}.
 */
final class Browser implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  static final int WIDE = 1200;
  static final int NARROW = 400;

  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");

  /** It warns that it has no typed protocol for this browser's version; none is used here. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private ChromeDriver driver;
  private Path page;

  /** Starts it; where none is installed the tests are skipped, saying so. */
  @Override
  public void beforeAll(ExtensionContext context) {
    Optional<File> browser = BROWSERS.stream().flatMap(name -> onPath(name).stream()).findFirst();
    Optional<File> service = onPath("chromedriver");
    assumeTrue(
        browser.isPresent() && service.isPresent(),
        "skipped: no Chromium with chromedriver is installed (Debian: chromium, chromium-driver)");
    SELENIUM.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.get());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--hide-scrollbars");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable("browser", Level.ALL);
    logs.enable("performance", Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(service.get()).build(),
            options);
  }

  private static Optional<File> onPath(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> new File(folder, name))
        .filter(File::canExecute)
        .findFirst();
  }

  /** Shows pages as on a kind of medium, in a system that is light or dark. */
  void emulate(String medium, boolean dark) {
    String scheme = dark ? "dark" : "light";
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            medium,
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                // Scrolling takes time, and what is clicked must have come to rest.
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /** Opens a page and waits until its charts are drawn. */
  void open(Path file, int width, boolean dark) {
    page = file;
    emulate("screen", dark);
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    logs("browser");
    logs("performance");
    driver.get(page.toUri().toString());
    waitFor("return document.documentElement.dataset.drawn !== undefined");
  }

  /** The same page again. */
  void open(int width, boolean dark) {
    open(page, width, dark);
  }

  void waitFor(String script, Object... arguments) {
    new WebDriverWait(driver, Duration.ofSeconds(20))
        .until(ignored -> Boolean.TRUE.equals(driver.executeScript(script, arguments)));
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  long count(String selector) {
    return (Long) run("return document.querySelectorAll(arguments[0]).length", selector);
  }

  /** Marks of a chart. */
  long marks(String chart) {
    return count("#chart-" + chart + " .plot .mark");
  }

  Object background() {
    return run("return getComputedStyle(document.body).backgroundColor");
  }

  String text(String selector) {
    return (String) run("return document.querySelector(arguments[0]).textContent", selector);
  }

  WebElement element(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** What the page, or the browser about it, said on the console since it was opened. */
  List<String> console() {
    return logs("browser").stream().map(LogEntry::getMessage).toList();
  }

  /** The addresses that the page asked for since it was opened, itself left out. */
  private List<String> requests() throws IOException {
    List<String> addresses = new ArrayList<>();
    for (LogEntry entry : logs("performance")) {
      JsonNode message = new JsonMapper().readTree(entry.getMessage()).path("message");
      String address = message.at("/params/request/url").asText();
      if (message.path("method").asText().equals("Network.requestWillBeSent")
          && !address.equals(page.toUri().toString())) {
        addresses.add(address);
      }
    }
    return addresses;
  }

  private List<LogEntry> logs(String kind) {
    return driver.manage().logs().get(kind).getAll();
  }

  void saveDownloadsIn(Path folder) {
    driver.executeCdpCommand(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toString()));
  }

  /** Takes a picture of the whole page. */
  void screenshot(String name) throws IOException {
    Map<String, Object> picture =
        driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
    Files.createDirectories(PICTURES);
    Files.write(PICTURES.resolve(name), Base64.getDecoder().decode((String) picture.get("data")));
  }

  /** Whatever was done: the page complained about nothing, asked for nothing and is whole. */
  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    if (page == null) {
      return;
    }
    assertEquals(List.of(), console());
    List<String> requests = requests();
    requests.removeIf(url -> url.startsWith("data:") || url.startsWith("blob:"));
    assertEquals(List.of(), requests);
    assertEquals(true, run("return window.broken === undefined"));
    page = null;
  }

  /** Every chart has marks, a table with rows, a label and a way to save it. */
  void assertEveryChartIsWhole() {
    assertEquals(
        List.of(),
        run(
            """
            return [...document.querySelectorAll('figure.chart')].filter((figure) =>
              figure.querySelectorAll('.plot .mark').length === 0
              || figure.querySelectorAll('tbody tr').length === 0
              || !figure.querySelector('svg[role=img][aria-label]')
              || !figure.querySelector('button[data-download]')).map((figure) => figure.id)"""));
  }

  void assertNoSidewaysScroll() {
    assertEquals(
        true,
        run("return document.documentElement.scrollWidth <= window.innerWidth"),
        "the page is wider than its window");
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (driver != null) {
      driver.quit();
    }
  }
}
