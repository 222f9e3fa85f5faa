package io.github.ann2snn.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
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
import java.util.stream.Stream;

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
    String library = library();
    String libraryScript = text(library + "dist/d3.min.js");
    String script = script();
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("hashes", hash(libraryScript) + " " + hash(script));
    parts.put("style", text("style.css"));
    parts.put("numbers", numbers);
    parts.put("data", embedded());
    parts.put("licence", text(library + "LICENSE")); // must stand wherever the script does
    parts.put("library", libraryScript);
    parts.put("script", script);
    return PLACE
        .matcher(text("page.html"))
        .replaceAll(place -> Matcher.quoteReplacement(parts.get(place.group(1))));
  }

  private String script() throws IOException {
    List<String> texts = new ArrayList<>();
    for (String name : Stream.concat(SHARED.stream(), scripts.stream()).toList()) {
      texts.add(text(name + ".js"));
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

  /**
   * The folder of D3, which draws the report: a dependency whose one file, of the version that the
   * build chose, is copied into every report.
   */
  private static String library() throws IOException {
    Properties coordinates = new Properties();
    coordinates.load(new StringReader(text("/META-INF/maven/org.webjars.npm/d3/pom.properties")));
    return "/META-INF/resources/webjars/d3/" + coordinates.getProperty("version") + "/";
  }

  /** A text file by its path in a jar of this program, or by its path from this package. */
  private static String text(String path) throws IOException {
    try (InputStream in = ReportPage.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new FileNotFoundException(path + " is missing in this installation of ann2snn");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
