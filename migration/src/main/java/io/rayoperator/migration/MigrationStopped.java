package io.rayoperator.migration;

import java.io.IOException;

/**
 * The migration does not go on, for a reason that somebody has to remove. Nothing is broken: the
 * message says what was done and what to do.
 */
public final class MigrationStopped extends IOException {

  public MigrationStopped(String message) {
    super(message);
  }

  public MigrationStopped(String message, Throwable cause) {
    super(message, cause);
  }
}
