package io.github.ann2snn.files;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name and version of a kind of file, such as {@code ann2snn.results/1}. Within a version keys are
 * only added, and readers ignore those that they do not know; a version that is newer may mean
 * something else, and is refused.
 */
public final class Schema {
  private static final Pattern FORM = Pattern.compile("([a-z0-9.-]+)/([1-9][0-9]{0,8})");

  private Schema() {}

  /**
   * Says why a file cannot be read whose schema is another, and what to do where that is certain.
   *
   * @param found what the file says
   * @param known what this program reads
   */
  public static String refusal(String found, String known) {
    String refusal = Text.of("its schema is %s, this program reads %s", found, known);
    Matcher theirs = FORM.matcher(found);
    Matcher ours = FORM.matcher(known);
    boolean newer =
        theirs.matches()
            && ours.matches()
            && theirs.group(1).equals(ours.group(1))
            && Integer.parseInt(theirs.group(2)) > Integer.parseInt(ours.group(2));
    return newer ? refusal + "; a newer ann2snn made it: update this one" : refusal;
  }
}
