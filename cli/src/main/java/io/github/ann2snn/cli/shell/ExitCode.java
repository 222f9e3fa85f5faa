package io.github.ann2snn.cli.shell;

/** How a command ended; a script may rely on these numbers. */
public enum ExitCode {
  OK(0, "fine", "What was asked for was done, and what it wrote is complete."),
  FAILED(
      1,
      "failed",
      "Something went wrong that is none of the others, such as a full disk, too little memory, or"
          + " a search that found nothing."),
  USAGE(
      2,
      "bad usage",
      "The command line cannot be meant: an unknown command or option, a value out of range, options"
          + " that contradict each other, or a place where nothing can be written."),
  BAD_FILE(
      3,
      "bad data or model file",
      "A file to be read is missing, damaged or of another kind: a data set, model, network, results"
          + " file, or file of options. The message names the file and the place in it."),
  REFUSED(
      4,
      "conversion refused",
      "No spiking network can stand for the model, or its certificate failed; nothing was written.");

  private final int number;
  private final String meaning;
  private final String explanation;

  ExitCode(int number, String meaning, String explanation) {
    this.number = number;
    this.meaning = meaning;
    this.explanation = explanation;
  }

  /** What the process returns. */
  public int number() {
    return number;
  }

  /** What it means, for the help text. */
  public String meaning() {
    return meaning;
  }

  /** When it is returned, in a sentence. */
  public String explanation() {
    return explanation;
  }
}
