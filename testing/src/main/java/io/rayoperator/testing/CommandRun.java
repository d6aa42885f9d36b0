package io.rayoperator.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs to its end.
 *
 * @param title what is run, for messages
 * @param command program and arguments
 * @param input what it finds at its standard input
 * @param environment beside that of this process
 */
public record CommandRun(
    String title,
    List<String> command,
    String input,
    Map<String, String> environment,
    Duration timeout) {

  /**
   * Runs it and returns what came out, whatever the exit code.
   *
   * @throws IllegalStateException if it does not end in time
   */
  public CommandResult await() {
    try {
      return execute();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run " + command.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted in " + title, e);
    }
  }

  private CommandResult execute() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("command");
    Path stdin = Files.writeString(directory.resolve("stdin"), input);
    Path stdout = directory.resolve("stdout");
    Path stderr = directory.resolve("stderr");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(stdin.toFile())
              .redirectOutput(stdout.toFile())
              .redirectError(stderr.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IllegalStateException(
            String.join(" ", command) + " did not end within " + timeout);
      }
      return new CommandResult(title, process.exitValue(), read(stdout), read(stderr));
    } finally {
      for (Path file : List.of(stdin, stdout, stderr, directory)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
