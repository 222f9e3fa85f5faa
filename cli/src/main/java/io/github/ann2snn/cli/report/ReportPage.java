package io.github.ann2snn.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page that shows one or several runs: a single file with its style, its scripts, the charting
 * library and the results themselves. It needs nothing else, and a content security policy keeps it
 * from asking: no script but those two, whose hashes it names, and nothing from the network.
 */
final class ReportPage {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

  /** Concatenated in this order into one module; each uses those before it. */
  private static final List<String> SCRIPTS =
      List.of(
          "dom",
          "format",
          "tooltip",
          "chart",
          "export",
          "runs",
          "answer",
          "accuracy",
          "cost",
          "bars",
          "energy",
          "devices",
          "activity",
          "exit",
          "fidelity",
          "samples",
          "classes",
          "settings",
          "page");

  private ReportPage() {}

  /** The page as HTML. */
  static String of(List<ReportedRun> runs) throws IOException {
    ChartLibrary library = ChartLibrary.find();
    String libraryScript = library.script();
    String script = script();
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("hashes", hash(libraryScript) + " " + hash(script));
    parts.put("style", Resources.text("page/style.css"));
    parts.put("data", data(runs));
    parts.put("licence", library.licence());
    parts.put("library", libraryScript);
    parts.put("script", script);
    return PLACE
        .matcher(Resources.text("page/page.html"))
        .replaceAll(place -> Matcher.quoteReplacement(parts.get(place.group(1))));
  }

  private static String script() throws IOException {
    List<String> scripts = new ArrayList<>();
    for (String name : SCRIPTS) {
      scripts.add(Resources.text("page/" + name + ".js"));
    }
    return String.join("\n", scripts);
  }

  /** The runs as JSON that cannot end the element that it stands in, whatever names it holds. */
  private static String data(List<ReportedRun> runs) throws JsonProcessingException {
    ArrayNode all = MAPPER.createArrayNode();
    for (ReportedRun run : runs) {
      ObjectNode node = all.addObject();
      node.put("name", run.name());
      node.set("results", run.results());
    }
    return MAPPER.writeValueAsString(all).replace("<", "\\u003c");
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
}
