package io.rayoperator.testing;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A control plane that runs as local processes. */
public final class LocalControlPlane {

  /** An API server that has to share two cores works for a while on a large definition. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(1);

  private final Path directory;
  private final Map<String, String> endpoints;

  private LocalControlPlane(Path directory, Map<String, String> endpoints) {
    this.directory = directory;
    this.endpoints = endpoints;
  }

  /**
   * Starts a control plane, or finds the running one of that name.
   *
   * @param nodes how many nodes {@link Component#KWOK} simulates
   * @param flags more flags of its processes, as {@code COMPONENT=--FLAG=VALUE}
   * @param ownerPid the control plane ends with this process
   * @throws IllegalStateException if it does not start, or one of that name runs with other
   *     components
   */
  static LocalControlPlane up(
      String name, Set<Component> components, int nodes, List<String> flags, long ownerPid) {
    Path directory = ControlPlaneScript.up(name, components, nodes, flags, ownerPid);
    return new LocalControlPlane(directory, readEndpoints(directory.resolve("endpoints.env")));
  }

  /** Stops its processes and removes its files. */
  void down() {
    ControlPlaneScript.down(name());
  }

  public String name() {
    return endpoint("NAME");
  }

  /** The administrator's kubeconfig; it holds its keys. */
  public Path kubeconfig() {
    return Path.of(endpoint("KUBECONFIG"));
  }

  public URI apiServer() {
    return URI.create(endpoint("API_SERVER_URL"));
  }

  /**
   * Returns a new client with the administrator's rights that does not repeat failed requests. The
   * caller closes it.
   */
  public KubernetesClient newClient() {
    Config config = Config.fromKubeconfig(kubeconfig().toFile());
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(config)
                .withRequestRetryBackoffLimit(0)
                .withRequestTimeout(Math.toIntExact(REQUEST_TIMEOUT.toMillis()))
                .build())
        .build();
  }

  public Kubectl kubectl() {
    return new Kubectl(Path.of(endpoint("KUBECTL")), kubeconfig());
  }

  public Etcd etcd() {
    return new Etcd(URI.create(endpoint("ETCD_URL")));
  }

  public AuditLog auditLog() {
    return new AuditLog(Path.of(endpoint("AUDIT_LOG")));
  }

  /**
   * Kills a process, such as {@code kube-apiserver}. Only for a class that has the control plane
   * for its own.
   *
   * @see ControlPlane#own()
   */
  public void stop(String processName) {
    ControlPlaneScript.onComponent("stop-component", processName, name());
  }

  /** Starts a process that was stopped, at the same address, and waits until it is ready. */
  public void start(String processName) {
    ControlPlaneScript.onComponent("start-component", processName, name());
  }

  /** The logs of all its processes. */
  ProcessLogs logs() {
    return new ProcessLogs(directory.resolve("logs"));
  }

  Path directory() {
    return directory;
  }

  @Override
  public String toString() {
    return name() + " at " + apiServer();
  }

  private String endpoint(String key) {
    String value = endpoints.get(key);
    if (value == null) {
      throw new IllegalStateException(directory.resolve("endpoints.env") + " has no " + key);
    }
    return value;
  }

  private static Map<String, String> readEndpoints(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(line -> line.split("=", 2))
          .collect(Collectors.toUnmodifiableMap(parts -> parts[0], parts -> parts[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
