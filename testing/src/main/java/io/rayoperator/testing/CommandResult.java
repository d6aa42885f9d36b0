package io.rayoperator.testing;

/**
 * What one run of a program gave.
 *
 * @param command what was run, for messages
 * @param stdout as written, with its line ends
 * @param stderr errors and warnings
 */
public record CommandResult(String command, int exitCode, String stdout, String stderr) {

  /**
   * Returns this, if the command succeeded. @throws AssertionError with all output, if it did not
   */
  public CommandResult succeeds() {
    if (exitCode != 0) {
      throw new AssertionError("should succeed, but it does not: " + this);
    }
    return this;
  }

  /**
   * Returns this, if the command failed. @throws AssertionError with all output, if it succeeded
   */
  public CommandResult fails() {
    if (exitCode == 0) {
      throw new AssertionError("should fail, but it succeeds: " + this);
    }
    return this;
  }

  @Override
  public String toString() {
    return command + " (exit code " + exitCode + ")\n" + stdout + stderr;
  }
}
