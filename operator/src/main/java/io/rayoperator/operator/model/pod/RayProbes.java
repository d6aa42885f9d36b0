package io.rayoperator.operator.model.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Probes of Ray containers that have none (KubeRay contract §2.12). */
final class RayProbes {

  private final boolean head;
  private final boolean httpHealthChecks;
  private final boolean serving;
  private final int agentPort;
  private final int dashboardPort;
  private final int servePort;

  private RayProbes(
      DesiredCluster cluster,
      boolean head,
      Container container,
      Map<String, String> rayStartParams) {
    this.head = head;
    this.httpHealthChecks =
        RayVersion.parse(cluster.rayVersion())
            .filter(version -> version.atLeast(RayVersion.HTTP_HEALTH_CHECKS))
            .isPresent();
    this.serving = !head && cluster.originatedFromRayService();
    this.agentPort =
        port(rayStartParams.get("dashboard-agent-listen-port"), RayPorts.DASHBOARD_AGENT);
    this.dashboardPort = port(rayStartParams.get("dashboard-port"), RayPorts.DASHBOARD);
    this.servePort =
        Absent.asEmpty(container.getPorts()).stream()
            .filter(port -> RayPorts.SERVE_NAME.equals(port.getName()))
            .findFirst()
            .map(ContainerPort::getContainerPort)
            .orElse(RayPorts.SERVE);
  }

  static void addToHead(
      Container container, DesiredCluster cluster, Map<String, String> rayStartParams) {
    new RayProbes(cluster, true, container, rayStartParams).addTo(container);
  }

  static void addToWorker(
      Container container, DesiredCluster cluster, Map<String, String> rayStartParams) {
    new RayProbes(cluster, false, container, rayStartParams).addTo(container);
  }

  private void addTo(Container container) {
    if (container.getLivenessProbe() == null) {
      container.setLivenessProbe(withHandler(times(30, 120), httpHealthChecks, nodeCheck()));
    }
    if (container.getReadinessProbe() == null) {
      // Only the node knows whether its Serve proxy takes requests, so HTTP would not do here.
      container.setReadinessProbe(
          serving
              ? withHandler(times(10, 1), false, nodeCheck() + " && " + serveCheck())
              : withHandler(times(10, 10), httpHealthChecks, nodeCheck()));
    }
  }

  private ProbeBuilder times(int initialDelaySeconds, int failureThreshold) {
    return new ProbeBuilder()
        .withInitialDelaySeconds(initialDelaySeconds)
        .withTimeoutSeconds(head ? 5 : 2)
        .withPeriodSeconds(5)
        .withSuccessThreshold(1)
        .withFailureThreshold(failureThreshold);
  }

  private Probe withHandler(ProbeBuilder probe, boolean http, String script) {
    return http
        ? probe
            .withNewHttpGet()
            .withPath("/api/healthz")
            .withNewPort(agentPort)
            .endHttpGet()
            .build()
        : probe.withNewExec().withCommand("bash", "-c", script).endExec().build();
  }

  private String nodeCheck() {
    String raylet = request(2, agentPort, "api/local_raylet_healthz");
    return head ? raylet + " && " + request(10, dashboardPort, "api/gcs_healthz") : raylet;
  }

  private String serveCheck() {
    return request(10, servePort, "-/healthz");
  }

  private static String request(int timeoutSeconds, int port, String path) {
    return "wget --tries 1 -T "
        + timeoutSeconds
        + " -q -O- http://localhost:"
        + port
        + "/"
        + path
        + " | grep success";
  }

  // Users may write anything into a start parameter.
  private static int port(@Nullable String text, int otherwise) {
    return text != null && text.matches("\\d{1,5}") ? Integer.parseInt(text) : otherwise;
  }
}
