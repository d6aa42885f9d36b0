package io.rayoperator.config.helm;

import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs Helm on the chart. */
final class Helm {

  static final Path CHART = Repository.root().resolve("helm/ray-operator");
  static final String RELEASE = "ray-operator";
  static final String NAMESPACE = "ray-operator-system";

  private Helm() {}

  /** Values files of the cases that are rendered and kept. */
  static List<String> cases() {
    return List.of("default", "single-namespace", "no-webhook", "own-certificate", "kuberay");
  }

  static Path file(String name) {
    return Path.of("src/test/resources/io/rayoperator/config/helm").resolve(name);
  }

  /** What {@code helm template} prints for a case. */
  static String render(String name) {
    return template("--values", file(name + "/values.yaml").toAbsolutePath().toString())
        .succeeds()
        .stdout();
  }

  static Result template(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("template", RELEASE, CHART.toString(), "--namespace", NAMESPACE));
    arguments.addAll(List.of(options));
    return run(arguments.toArray(String[]::new));
  }

  static Result run(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Repository.root().resolve("dev/helm").toString());
    command.addAll(List.of(arguments));
    try {
      Path stdout = Files.createTempFile("helm", ".out");
      Path stderr = Files.createTempFile("helm", ".err");
      try {
        int exitCode =
            new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile())
                .start()
                .waitFor();
        return new Result(
            exitCode,
            Files.readString(stdout, StandardCharsets.UTF_8),
            Files.readString(stderr, StandardCharsets.UTF_8));
      } finally {
        Files.delete(stdout);
        Files.delete(stderr);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted in helm", e);
    }
  }

  /** What one run gave. */
  record Result(int exitCode, String stdout, String stderr) {

    Result succeeds() {
      if (exitCode != 0) {
        throw new AssertionError("helm should succeed: " + stdout + stderr);
      }
      return this;
    }

    Result fails() {
      if (exitCode == 0) {
        throw new AssertionError("helm should fail: " + stdout);
      }
      return this;
    }
  }
}
