package io.rayoperator.testing.kubelet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs commands of the operating system that end soon. */
final class Commands {

  private static final long TIMEOUT_SECONDS = 20;

  private Commands() {}

  /**
   * Returns what a command writes.
   *
   * @throws IllegalStateException if it fails, with what it wrote
   */
  static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      // Killed when the time is over, which also ends the reading. Never after its own end: that
      // closes what is still to be read.
      var _ =
          process
              .onExit()
              .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
              .exceptionally(timeout -> process.destroyForcibly());
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(List.of(command) + " failed: " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted in " + List.of(command), e);
    }
  }
}
