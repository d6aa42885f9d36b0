package io.rayoperator.cli;

import io.rayoperator.migration.LeaveScope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options of {@code migrate --legacy}: without that one, none of them is accepted. */
final class LeaveOptions {

  /** As the API server wants names. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");

  @Option(
      names = "--legacy",
      required = true,
      description = {
        "Let the live clusters of cluster.ray.io/v1, the Python operator's, go on as those of ray.io/v1 that stand for them. No"
            + " pod is restarted. What cannot leave stays as it is, and is told with the reason."
      })
  private boolean legacy;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "Only clusters of this namespace (default: of all).")
  private @Nullable String namespace;

  @Option(
      names = "--output-dir",
      paramLabel = "DIRECTORY",
      description =
          "Write the manifest of each cluster that leaves to DIRECTORY/<namespace>/<name>.yaml: applied to it, it changes nothing.")
  private @Nullable Path outputDirectory;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long to wait until an object is gone that was deleted (default: ${DEFAULT-VALUE}).")
  private int timeoutSeconds = 60;

  @Parameters(
      paramLabel = "CLUSTER",
      arity = "0..*",
      description = "Names of clusters, with --namespace (default: all).")
  private @Nullable List<String> clusters;

  /** What is wrong with them; empty if nothing. */
  Optional<String> mistake() {
    if (!legacy) {
      return Optional.of("these options need --legacy");
    }
    if (timeoutSeconds < 0) {
      return Optional.of("--timeout must be 0 at least");
    }
    if (namespace == null && !names().isEmpty()) {
      return Optional.of("names of clusters need --namespace");
    }
    if (namespace != null && !NAME.matcher(namespace).matches()) {
      return Optional.of("--namespace: '" + namespace + "' is not the name of a namespace");
    }
    return names().stream()
        .filter(name -> !NAME.matcher(name).matches())
        .findFirst()
        .map(name -> "'" + name + "' is not the name of a cluster");
  }

  private List<String> names() {
    return Objects.requireNonNullElse(clusters, List.of());
  }

  LeaveScope scope() {
    return new LeaveScope(namespace, names());
  }

  Duration timeout() {
    return Duration.ofSeconds(timeoutSeconds);
  }

  @Nullable Path outputDirectory() {
    return outputDirectory;
  }
}
