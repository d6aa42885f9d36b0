package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.ApiRequest;
import io.rayoperator.testing.AuditLog;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.Repository;
import io.rayoperator.testing.TestNamespace;
import io.rayoperator.testing.kubelet.PodNetwork;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * config/overlays/python-clusters on an empty cluster: both kinds of clusters run, with the rights
 * that it has, and both go before it.
 */
@ControlPlane(
    components = {
      Component.CONTROLLER_MANAGER,
      Component.SCHEDULER,
      Component.KWOK,
      Component.CERT_MANAGER
    },
    own = true,
    podNetwork = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PythonClustersInstallationIT {

  private final Kubectl kubectl;
  private final AuditLog audit;
  private final AuditLog.Mark start;
  private final OperatorNode node;

  PythonClustersInstallationIT(
      LocalControlPlane plane, KubernetesClient client, PodNetwork network, AuditLog audit) {
    this.kubectl = plane.kubectl();
    this.audit = audit;
    this.start = audit.mark();
    this.node =
        OperatorNode.start(
            plane, client, network, Map.of(Installation.IMAGE, Installation.PRODUCT));
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void bothKindsOfClustersRun(TestNamespace namespace) {
    Installation installation = new Installation(kubectl, "overlays/python-clusters");
    node.onlyOperatorsAreScheduled(true);
    installation.install();
    node.onlyOperatorsAreScheduled(false);
    installation.assertUnchanged();

    Kubectl here = kubectl.in(namespace);
    here.run("apply", "-f", file("samples/v1/raycluster.yaml")).succeeds();
    here.run("apply", "-f", file("config/python/example_cluster.yaml")).succeeds();

    awaitThat(here, "rayclusters.ray.io/raycluster", "{.status.state}=ready");
    awaitThat(here, "rayclusters.cluster.ray.io/example-cluster", "{.status.phase}=Running");
    assertThat(forbidden()).isEmpty();
    here.run("delete", "rayclusters.cluster.ray.io,rayclusters.ray.io", "--all").succeeds();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(here.run("get", "pods", "-o=name").stdout()).isEmpty());
    installation.remove();
  }

  private static String file(String path) {
    return Repository.root().resolve(path).toString();
  }

  private static void awaitThat(Kubectl here, String object, String state) {
    here.run("wait", object, "--for=jsonpath=" + state, "--timeout=90s").succeeds();
  }

  private List<ApiRequest> forbidden() {
    return audit.requestsSince(start).stream()
        .filter(request -> request.user().endsWith(":ray-operator-controller-manager"))
        .filter(ApiRequest::isForbidden)
        .toList();
  }
}
