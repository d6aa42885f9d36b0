package io.rayoperator.systemtests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rayoperator.testing.LocalControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run of {@code ray-operator migrate}. */
final class MigrateRun {

  private static final Duration TIMEOUT = Duration.ofMinutes(6);
  private static final Duration MILLIS_10 = Duration.ofMillis(10);

  private final Process process;
  private final Path out;
  private final Path err;

  private MigrateRun(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static MigrateRun start(LocalControlPlane controlPlane, String... options) {
    List<String> all = new ArrayList<>(List.of("--settle=1"));
    all.addAll(List.of(options));
    return startWith(controlPlane.kubeconfig(), all);
  }

  /** One that lets clusters of the Python operator leave. */
  static MigrateRun startLegacy(Path kubeconfig, String... options) {
    List<String> all = new ArrayList<>(List.of("--legacy"));
    all.addAll(List.of(options));
    return startWith(kubeconfig, all);
  }

  private static MigrateRun startWith(Path kubeconfig, List<String> options) {
    try {
      Path directory = kubeconfig.getParent();
      Path out = Files.createTempFile(directory, "migrate", ".out");
      Path err = Files.createTempFile(directory, "migrate", ".err");
      List<String> arguments = new ArrayList<>(List.of("migrate", "--kubeconfig=" + kubeconfig));
      arguments.addAll(options);
      ProcessBuilder builder =
          new ProcessBuilder(Launcher.command(arguments))
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(Redirect.to(out.toFile()))
              .redirectError(Redirect.to(err.toFile()));
      builder.environment().putAll(Launcher.ENVIRONMENT);
      return new MigrateRun(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it as soon as it has said something on its way. */
  void killAfter(String progress) {
    await("progress: " + progress)
        .atMost(TIMEOUT)
        .pollDelay(Duration.ZERO)
        .pollInterval(MILLIS_10)
        .until(() -> progress().contains(progress) || !process.isAlive());
    assertThat(process.isAlive()).as(() -> "runs still:\n" + progress()).isTrue();
    process.destroyForcibly();
    awaitEnd();
  }

  MigrateRun endsWith(int exitCode) {
    awaitEnd();
    assertThat(process.exitValue()).as(() -> output() + progress()).isEqualTo(exitCode);
    return this;
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("does not end:\n" + progress());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Its report. */
  String output() {
    return read(out);
  }

  /** What it said on its way, and what went wrong. */
  String progress() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
