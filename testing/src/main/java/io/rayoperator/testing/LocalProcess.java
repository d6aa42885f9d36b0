package io.rayoperator.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A process of the product under test, beside the control plane. Its output goes to a log there, so
 * that it is shown when a test fails. It ends with the test's JVM at the latest.
 */
public final class LocalProcess implements AutoCloseable {

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private Process process;
  private long logStart;

  private LocalProcess(String name, List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    this.name = name;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.log = log;
    this.process = launch();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
  }

  /**
   * Starts a process.
   *
   * @param environment added to this process's own
   */
  public static LocalProcess start(
      LocalControlPlane beside,
      String name,
      List<String> command,
      Map<String, String> environment) {
    try {
      return new LocalProcess(
          name, command, environment, beside.logs().directory().resolve(name + ".log"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + name, e);
    }
  }

  private Process launch() throws IOException {
    logStart = Files.exists(log) ? Files.size(log) : 0;
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /**
   * Waits for a line of its output since the last start that the pattern is found in.
   *
   * @throws AssertionError if the process ends before, or the time is over; with what it wrote
   */
  public MatchResult awaitOutput(Pattern pattern, Duration timeout) {
    await(name + " writes " + pattern)
        .atMost(timeout)
        .pollDelay(Duration.ZERO)
        .until(() -> pattern.matcher(output()).find() || !process.isAlive());
    var matcher = pattern.matcher(output());
    if (!matcher.find()) {
      throw new AssertionError(name + " ended with " + process.exitValue() + ":\n" + output());
    }
    return matcher.toMatchResult();
  }

  /** What it wrote since its last start. */
  public String output() {
    try {
      byte[] all = Files.readAllBytes(log);
      int from = Math.toIntExact(logStart);
      return new String(all, from, all.length - from, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The running process, for what the operating system knows of it. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as {@code kill -9} does, and waits until it is gone. */
  public void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts the same command again. */
  public void restart() {
    kill();
    try {
      process = launch();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + name + " again", e);
    }
  }

  /**
   * Asks it to end, as Kubernetes does, and kills it if it does not within 20 seconds. Returns
   * whether it did.
   */
  public boolean stop() {
    process.destroy();
    try {
      if (process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
    return false;
  }

  @Override
  public void close() {
    stop();
  }
}
