package io.github.ann2snn.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that shows results: a single file with its style, its scripts, the charting library and
 * the results themselves. It needs nothing else, and a content security policy keeps it from
 * asking: no script but those two, whose hashes it names, and nothing from the network.
 *
 * <p>Each kind of results has scripts of its own. They come after those that all kinds share
 * (elements, numbers, tooltip, chart, download, facts, frame), in one module: each uses those
 * before it, and the last calls {@code openPage} of {@code frame.js}.
 *
 * @param scripts those of this kind in order: paths within the resource folder {@code page},
 *     without ending
 * @param data what they draw, which {@code frame.js} reads as {@code pageData}
 * @param numbers where a reader whose scripts are switched off finds the numbers, as HTML
 */
public record ReportPage(List<String> scripts, JsonNode data, String numbers) {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

  private static final List<String> SHARED =
      List.of("dom", "format", "tooltip", "chart", "export", "facts", "frame");

  /** A page that owns its list. */
  public ReportPage {
    scripts = List.copyOf(scripts);
  }

  /** The page as HTML. */
  public String html() throws IOException {
    ChartLibrary library = ChartLibrary.find();
    String libraryScript = library.script();
    String script = script();
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("hashes", hash(libraryScript) + " " + hash(script));
    parts.put("style", Resources.text("style.css"));
    parts.put("numbers", numbers);
    parts.put("data", embedded());
    parts.put("licence", library.licence());
    parts.put("library", libraryScript);
    parts.put("script", script);
    return PLACE
        .matcher(Resources.text("page.html"))
        .replaceAll(place -> Matcher.quoteReplacement(parts.get(place.group(1))));
  }

  private String script() throws IOException {
    List<String> names = new ArrayList<>(SHARED);
    names.addAll(scripts);
    List<String> texts = new ArrayList<>();
    for (String name : names) {
      texts.add(Resources.text("" + name + ".js"));
    }
    return String.join("\n", texts);
  }

  /** The data as JSON that cannot end the element that it stands in, whatever names it holds. */
  private String embedded() throws JsonProcessingException {
    return MAPPER.writeValueAsString(data).replace("<", "\\u003c");
  }

  /** How a content security policy names a script. */
  private static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** D3, which draws the report: a dependency whose one file is copied into every report. */
  private static final class ChartLibrary {
    private static final String COORDINATES = "/META-INF/maven/org.webjars.npm/d3/pom.properties";

    private final String folder;

    private ChartLibrary(String folder) {
      this.folder = folder;
    }

    /** The version that the build chose. */
    static ChartLibrary find() throws IOException {
      Properties coordinates = new Properties();
      try (var in = Resources.open(COORDINATES)) {
        coordinates.load(in);
      }
      return new ChartLibrary(
          "/META-INF/resources/webjars/d3/" + coordinates.getProperty("version") + "/");
    }

    /** The script, which defines {@code d3}. */
    String script() throws IOException {
      return Resources.text(folder + "dist/d3.min.js");
    }

    /** What must stand wherever the script does. */
    String licence() throws IOException {
      return Resources.text(folder + "LICENSE");
    }
  }

  /** Files that lie in this program's jars. */
  private static final class Resources {
    private Resources() {}

    /** Opens a file by its path in a jar, or by its path from this package. */
    static InputStream open(String path) throws IOException {
      InputStream in = Resources.class.getResourceAsStream(path);
      if (in == null) {
        throw new FileNotFoundException(path + " is missing in this installation of ann2snn");
      }
      return in;
    }

    /** The whole of a text file. */
    static String text(String path) throws IOException {
      try (InputStream in = open(path)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }
}
