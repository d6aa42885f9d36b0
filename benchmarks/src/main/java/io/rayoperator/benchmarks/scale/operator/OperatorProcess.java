package io.rayoperator.benchmarks.scale.operator;

import io.rayoperator.benchmarks.ProcessUsage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The operator, not yet running at first. */
public final class OperatorProcess implements AutoCloseable {

  private static final int STOP_SECONDS = 20;

  private final List<String> command;
  private final Path kubeconfig;
  private final Path log;
  private @Nullable Process process;

  /**
   * @param command finds {@code KUBECONFIG} in its environment
   * @param log what it prints is appended there
   */
  public OperatorProcess(List<String> command, Path kubeconfig, Path log) {
    this.command = List.copyOf(command);
    this.kubeconfig = kubeconfig;
    this.log = log;
  }

  public void start() {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command, e);
    }
  }

  /** Asks it to end, as Kubernetes does, and kills it if it does not. */
  public void stop() throws InterruptedException {
    Process running = running();
    running.destroy();
    if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      running.destroyForcibly().waitFor();
    }
  }

  public ProcessUsage usage() {
    return ProcessUsage.of(running().pid());
  }

  /**
   * Makes sure that it runs.
   *
   * @throws IllegalStateException if it has ended
   */
  public void check() {
    Process running = running();
    if (!running.isAlive()) {
      throw new IllegalStateException("the operator ended with " + running.exitValue());
    }
  }

  private Process running() {
    return Objects.requireNonNull(process, "the operator was started");
  }

  @Override
  public void close() {
    if (process == null) {
      return;
    }
    try {
      stop();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
