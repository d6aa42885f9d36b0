package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.rayoperator.api.v1.RayAnnotations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of rayStartParams, and those of them that are ports. Where the user's own command starts
 * Ray, they mean nothing, and nothing is said.
 */
final class RayStartOptionRules implements ChildRuleGroup {

  private static final String SOURCE = "Ray (ray/scripts/scripts.py, ray/_private/parameter.py)";
  private static final String FIRST_WORKER_PORT = "min-worker-port";
  private static final String LAST_WORKER_PORT = "max-worker-port";

  /** Ports that one process listens on. */
  private static final Set<String> PORTS =
      Set.of(
          "port",
          "dashboard-port",
          "dashboard-agent-listen-port",
          "dashboard-agent-grpc-port",
          "dashboard-grpc-port",
          "metrics-export-port",
          "node-manager-port",
          "object-manager-port",
          "ray-client-server-port",
          "runtime-env-agent-port");

  private static final Map<String, Integer> DEFAULTS_OF_ALL =
      Map.of("dashboard-agent-listen-port", 52365, "metrics-export-port", 8080);
  private static final Map<String, Integer> DEFAULTS_OF_HEAD =
      Map.of("port", 6379, "dashboard-port", 8265, "ray-client-server-port", 10001);
  private static final int DEFAULT_FIRST_WORKER_PORT = 10002;
  private static final int DEFAULT_LAST_WORKER_PORT = 19999;

  private static final Rule PORT =
      Rule.error(
          "ray-port-number",
          SOURCE,
          "Ports in rayStartParams are whole numbers up to 65535: Ray does not start with anything else.",
          """
          spec:
            headGroupSpec:
              rayStartParams:
                dashboard-port: http""");

  private static final Rule DISTINCT =
      Rule.warning(
          "ray-ports-distinct",
          SOURCE,
          "No two ports of rayStartParams are the same, or the default of another one, or among those of the workers'"
              + " processes (10002 to 19999): Ray does not start then.",
          """
          spec:
            headGroupSpec:
              rayStartParams:
                metrics-export-port: "8265\"""");

  private static final Rule KNOWN =
      Rule.warning(
          "ray-option-known",
          SOURCE,
          "Every key of rayStartParams is an option of ray start in the cluster's rayVersion: Ray does not start with others.",
          """
          spec:
            headGroupSpec:
              rayStartParams:
                num_cpus: "1\"""");

  @Override
  public String title() {
    return "Options of ray start";
  }

  @Override
  public List<Rule> rules() {
    return List.of(PORT, DISTINCT, KNOWN);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    Optional<RayVersion> version = RayVersion.parse(cluster.spec().getRayVersion());
    check(
        cluster,
        cluster.headTemplate(),
        ClusterView.HEAD,
        cluster.head().getRayStartParams(),
        DEFAULTS_OF_HEAD,
        version,
        found);
    for (ClusterView.Group group : cluster.workerGroups()) {
      check(
          cluster,
          group.template(),
          group.path(),
          group.spec().getRayStartParams(),
          Map.of(),
          version,
          found);
    }
  }

  private static void check(
      ClusterView cluster,
      ClusterView.Template template,
      FieldPath group,
      @Nullable Map<String, String> parameters,
      Map<String, Integer> defaults,
      Optional<RayVersion> version,
      Violations found) {
    if (parameters == null || parameters.isEmpty() || startsRayItself(cluster, template)) {
      return;
    }
    FieldPath path = group.child("rayStartParams");
    checkPorts(path, parameters, defaults, found);
    parameters.keySet().forEach(name -> checkName(path, name, version, found));
  }

  /** Whether the operator leaves the command of the Ray container as it is (contract §2.6). */
  private static boolean startsRayItself(ClusterView cluster, ClusterView.Template template) {
    PodTemplateSpec spec = template.spec();
    ObjectMeta metadata = spec == null ? null : spec.getMetadata();
    String annotation =
        metadata == null
            ? null
            : ClusterView.orEmpty(metadata.getAnnotations())
                .get(RayAnnotations.OVERWRITE_CONTAINER_COMMAND);
    return "true".equalsIgnoreCase(annotation)
        || "true".equalsIgnoreCase(cluster.annotation(RayAnnotations.OVERWRITE_CONTAINER_COMMAND))
        || template
            .rayContainer()
            .filter(
                container ->
                    Stream.concat(
                            ClusterView.orEmpty(container.spec().getCommand()).stream(),
                            ClusterView.orEmpty(container.spec().getArgs()).stream())
                        .anyMatch(word -> word != null && word.contains("ray start")))
            .isPresent();
  }

  private static void checkPorts(
      FieldPath path,
      Map<String, String> parameters,
      Map<String, Integer> defaults,
      Violations found) {
    Map<String, Integer> chosen = new LinkedHashMap<>();
    parameters.forEach(
        (name, value) -> {
          if (isPort(name) && isGiven(value)) {
            OptionalInt port = port(value);
            if (port.isPresent()) {
              chosen.put(name, port.getAsInt());
            } else {
              found.invalid(
                  PORT, path.child(name), value, "must be a whole number of at most 65535");
            }
          }
        });
    if (chosen.isEmpty()) {
      return;
    }
    Map<Integer, String> taken = new LinkedHashMap<>();
    Stream.of(DEFAULTS_OF_ALL, defaults)
        .flatMap(ports -> ports.entrySet().stream())
        .filter(port -> !parameters.containsKey(port.getKey()))
        .forEach(port -> taken.put(port.getValue(), port.getKey()));
    boolean rangeIsDefault =
        Stream.of(FIRST_WORKER_PORT, LAST_WORKER_PORT, "worker-port-list")
            .noneMatch(parameters::containsKey);
    chosen.forEach(
        (name, port) -> {
          String other = PORTS.contains(name) && port > 0 ? taken.putIfAbsent(port, name) : null;
          if (other != null) {
            found.duplicate(
                DISTINCT,
                path.child(name),
                port,
                "is the port of " + other + ", too; choose another one");
          } else if (rangeIsDefault && isOfWorkerProcesses(port)) {
            found.invalid(
                DISTINCT,
                path.child(name),
                port,
                "is one of the ports of Ray's worker processes, 10002 to 19999; choose another one, or move those by"
                    + " min-worker-port and max-worker-port");
          }
        });
  }

  private static boolean isOfWorkerProcesses(int port) {
    return port >= DEFAULT_FIRST_WORKER_PORT && port <= DEFAULT_LAST_WORKER_PORT;
  }

  private static boolean isPort(String name) {
    return PORTS.contains(name) || name.equals(FIRST_WORKER_PORT) || name.equals(LAST_WORKER_PORT);
  }

  /**
   * Whether the value is there to be judged: "false" leaves the option out, and what a shell puts
   * in is not known.
   */
  private static boolean isGiven(@Nullable String value) {
    return value != null
        && !value.isEmpty()
        && !value.equalsIgnoreCase("false")
        && value.indexOf('$') < 0
        && value.indexOf('`') < 0;
  }

  /** The number as Ray reads it; empty if it is none or too large. */
  private static OptionalInt port(String value) {
    String digits = ResourcesParameter.withoutQuotes(value).strip().replace("_", "");
    try {
      int port = Integer.parseInt(digits);
      return port > ContainerPortRules.MAX_PORT ? OptionalInt.empty() : OptionalInt.of(port);
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static void checkName(
      FieldPath path, String name, Optional<RayVersion> version, Violations found) {
    if (!RayStartOptions.isKnown(name)) {
      // Older versions have options of their own.
      Optional<String> similar = RayStartOptions.similar(name);
      boolean isJudged =
          version
              .map(known -> known.compareTo(RayStartOptions.OLDEST) >= 0)
              .orElse(similar.isPresent());
      if (isJudged) {
        found.invalid(
            KNOWN,
            path,
            name,
            "is no option of ray start"
                + similar.map(option -> "; did you mean " + option + "?").orElse("; remove it"));
      }
    } else if (version.isPresent() && !RayStartOptions.isKnown(name, version.get())) {
      found.invalid(
          KNOWN, path, name, "is no option of ray start in Ray " + version.get() + "; remove it");
    }
  }
}
