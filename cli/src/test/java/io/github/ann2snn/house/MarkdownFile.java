package io.github.ann2snn.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Markdown file links to, and which command lines it tells.
 *
 * @param links with the numbers of their lines
 * @param anchors to which others can link
 * @param commands of code blocks, and of code between words
 */
record MarkdownFile(Path path, List<Link> links, Set<String> anchors, List<String> commands) {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)(?: \"[^\"]*\")?\\)");
  private static final Pattern DEFINITION = Pattern.compile("^ {0,3}\\[[^\\]]+\\]: +(\\S+)");
  private static final Pattern ANCHOR = Pattern.compile("<a (?:id|name)=\"([^\"]+)\"");
  private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?) *#*");
  private static final Pattern CODE = Pattern.compile("(`+)(.+?)\\1");
  private static final Pattern COMMAND = Pattern.compile("(\\$ )?(\\./|bin/)?ann2snn\\s+[^\\s(].*");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

  /** A link. */
  record Link(String target, int line) {}

  /** Whether code is a command line of this program. */
  static boolean isCommand(String code) {
    return COMMAND.matcher(code).matches();
  }

  static MarkdownFile read(Path path) throws IOException {
    MarkdownFile file =
        new MarkdownFile(path, new ArrayList<>(), new HashSet<>(), new ArrayList<>());
    Map<String, Integer> headings = new HashMap<>();
    String fence = "";
    String begun = "";
    int number = 0;
    for (String line : Files.readAllLines(path)) {
      number++;
      String text = line.strip();
      boolean opens = text.startsWith("```") || text.startsWith("~~~");
      if (opens && (fence.isEmpty() || text.startsWith(fence))) {
        fence = fence.isEmpty() ? text.substring(0, 3) : "";
      } else if (!fence.isEmpty() || line.startsWith("    ")) {
        String whole = begun + text;
        begun = whole.endsWith("\\") ? whole.substring(0, whole.length() - 1) + "  " : "";
        if (begun.isEmpty()) {
          file.addCommand(whole);
        }
        if (fence.isEmpty()) {
          file.addLinks(line, number); // it may be a paragraph of a list
        }
      } else {
        begun = "";
        file.addProse(line, number, headings);
      }
    }
    return file;
  }

  private void addCommand(String code) {
    if (isCommand(code)) {
      commands.add(code);
    }
  }

  private void addProse(String line, int number, Map<String, Integer> headings) {
    Matcher heading = HEADING.matcher(line);
    if (heading.matches()) {
      String slug = slug(heading.group(1));
      int before = headings.merge(slug, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? slug : slug + "-" + before);
    }
    Matcher code = CODE.matcher(line);
    while (code.find()) {
      addCommand(code.group(2).strip());
    }
    addLinks(line, number);
  }

  private void addLinks(String line, int number) {
    String prose = CODE.matcher(line).replaceAll("");
    for (Pattern pattern : List.of(LINK, DEFINITION)) {
      Matcher link = pattern.matcher(prose);
      while (link.find()) {
        links.add(new Link(link.group(1), number));
      }
    }
    Matcher anchor = ANCHOR.matcher(line);
    while (anchor.find()) {
      anchors.add(anchor.group(1));
    }
  }

  /** How a heading is called in links, as GitHub makes it. */
  private static String slug(String heading) {
    return LINK.matcher(heading)
        .replaceAll("")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}\\-_ ]", "")
        .replace(' ', '-');
  }

  /** Links that lead nowhere, with what is wrong. */
  List<String> brokenLinks() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Link link : links) {
      if (ELSEWHERE.matcher(link.target).matches()) {
        continue;
      }
      int hash = link.target.indexOf('#');
      String name = hash < 0 ? link.target : link.target.substring(0, hash);
      Path target = name.isEmpty() ? path : path.resolveSibling(name);
      String place = path + " line " + link.line + ": " + link.target;
      if (!Files.exists(target)) {
        broken.add(place + ": is not there");
      } else if (hash >= 0
          && name.matches("|.*\\.md")
          && !read(target).anchors.contains(link.target.substring(hash + 1))) {
        broken.add(place + ": has no such heading");
      }
    }
    return broken;
  }
}
