package io.github.ann2snn.cli.shell;

/** How a command ended; a script may rely on these numbers. */
public enum ExitCode {
  /** All is well. */
  OK(0, "fine"),
  /** Something went wrong that is none of the others, such as a full disk. */
  FAILED(1, "failed"),
  /** A wrong command line. */
  USAGE(2, "bad usage"),
  /** A data set, model, network or results file that is missing or damaged. */
  BAD_FILE(3, "bad data or model file"),
  /** A model that no spiking network can stand for. */
  REFUSED(4, "conversion refused");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** What the process returns. */
  public int number() {
    return number;
  }

  /** What it means, for the help text. */
  public String meaning() {
    return meaning;
  }
}
