package io.github.ann2snn.runtime.cluster;

import java.io.IOException;

/**
 * Work on other machines that failed. The message says what is wrong, where, what is allowed and
 * what to do next.
 */
public final class ClusterException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Who can do something about it. */
  public enum Kind {
    /** The caller asked for something that there is not. */
    USAGE,
    /** Samples are missing or damaged. */
    BAD_DATA,
    /** Machines or their software failed. */
    FAILED
  }

  private final Kind kind;

  public ClusterException(Kind kind, String message) {
    this(kind, message, null);
  }

  public ClusterException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Who can do something about it. */
  public Kind kind() {
    return kind;
  }
}
