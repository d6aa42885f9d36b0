package io.rayoperator.config.helm;

import io.rayoperator.testing.CommandResult;
import io.rayoperator.testing.CommandRun;
import io.rayoperator.testing.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs Helm on the chart. */
final class Helm {

  static final Path CHART = Repository.root().resolve("helm/ray-operator");
  static final String RELEASE = "ray-operator";
  static final String NAMESPACE = "ray-operator-system";

  /** The first run may have to build it. */
  private static final Duration TIMEOUT = Duration.ofMinutes(15);

  private Helm() {}

  /** Values files of the cases that are rendered and kept. */
  static List<String> cases() {
    return List.of(
        "default",
        "single-namespace",
        "no-webhook",
        "own-certificate",
        "kuberay",
        "legacy-clusters");
  }

  static Path file(String name) {
    return Path.of("src/test/resources/io/rayoperator/config/helm").resolve(name);
  }

  /** What {@code helm template} prints for a case. */
  static String render(String name) {
    return render(CHART, name).succeeds().stdout();
  }

  /** The same of another chart, such as a copy with a mistake. */
  static CommandResult render(Path chart, String name) {
    return template(chart, "--values", values(name));
  }

  /** {@code helm lint} with the values of a case. */
  static CommandResult lint(Path chart, String name) {
    return run("lint", "--strict", chart.toString(), "--values", values(name));
  }

  private static String values(String name) {
    return file(name + "/values.yaml").toAbsolutePath().toString();
  }

  static CommandResult template(String... options) {
    return template(CHART, options);
  }

  private static CommandResult template(Path chart, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("template", RELEASE, chart.toString(), "--namespace", NAMESPACE));
    arguments.addAll(List.of(options));
    return run(arguments.toArray(String[]::new));
  }

  static CommandResult run(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(Repository.root().resolve("dev/helm").toString()));
    command.addAll(List.of(arguments));
    return new CommandRun("helm " + String.join(" ", arguments), command, "", Map.of(), TIMEOUT)
        .await();
  }
}
