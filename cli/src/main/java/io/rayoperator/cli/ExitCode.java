package io.rayoperator.cli;

/** What the exit code of a command means; scripts rely on it. */
final class ExitCode {

  /** Done, nothing to complain about. */
  static final int OK = 0;

  /** Done, and something is wrong with what was given: invalid objects, differences. */
  static final int FINDINGS = 1;

  /** The command line is wrong. Nothing was done. */
  static final int USAGE = 2;

  /** The command could not do its work: a file cannot be read, the API server does not answer. */
  static final int FAILURE = 3;

  private ExitCode() {}
}
