package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.ApiRequest;
import io.rayoperator.testing.AuditLog;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.GuideRow;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.Repository;
import io.rayoperator.testing.kubelet.PlayedNode;
import io.rayoperator.testing.kubelet.PodNetwork;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The manifests of config/python on an empty cluster. The operators are processes with the
 * arguments, the account and the rights that the API server has of them; the pods of Ray are
 * simulated.
 */
@ControlPlane(
    components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK},
    own = true,
    podNetwork = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PythonInstallationIT {

  private static final String NODE = "operators";
  private static final Duration SOON = Duration.ofSeconds(60);

  private static final String CLUSTER =
      """
      apiVersion: cluster.ray.io/v1
      kind: RayCluster
      metadata: {name: example-cluster}
      spec:
        maxWorkers: 3
        headPodType: head-node
        podTypes:
        - name: head-node
          podConfig:
            apiVersion: v1
            kind: Pod
            metadata: {generateName: example-cluster-ray-head-}
            spec:
              restartPolicy: Never
              containers: [{name: ray-node, image: "rayproject/ray:2.46.0", resources: {limits: {cpu: 1, memory: 1Gi}}}]
        - name: worker-nodes
          minWorkers: 2
          maxWorkers: 3
          rayResources: {Custom1: 1}
          podConfig:
            apiVersion: v1
            kind: Pod
            metadata: {generateName: example-cluster-ray-worker-}
            spec:
              restartPolicy: Never
              containers: [{name: ray-node, image: "rayproject/ray:2.46.0", resources: {limits: {cpu: 1, memory: 1Gi}}}]
        headStartRayCommands: [ray stop, ulimit -n 65536; ray start --head --port=6379 --dashboard-host 0.0.0.0]
        workerStartRayCommands: [ray stop, "ulimit -n 65536; ray start --address=$RAY_HEAD_IP:6379"]
      """;

  private final Kubectl kubectl;
  private final AuditLog audit;
  private AuditLog.Mark mark;
  private final PlayedNode node;

  PythonInstallationIT(
      LocalControlPlane plane, KubernetesClient client, PodNetwork network, AuditLog audit) {
    this.kubectl = plane.kubectl();
    this.audit = audit;
    this.mark = audit.mark();
    this.node =
        PlayedNode.start(
            plane, client, network, NODE, Map.of(Installation.IMAGE, Installation.PRODUCT));
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  @Order(1)
  @GuideRow("004-9")
  void row004x9PodOfTheGuideRunsTheOperator() {
    kubectl.run("create", "namespace", "ray").succeeds();
    kubectl.run("create", "namespace", "other").succeeds();
    apply("cluster_crd.yaml");
    onlyOperatorsAreScheduled(true);

    apply("operator.yaml", "-n=ray");

    kubectl
        .run("-n=ray", "wait", "pod/ray-operator-pod", "--for=condition=Ready", "--timeout=100s")
        .succeeds();
    onlyOperatorsAreScheduled(false);
  }

  @Test
  @Order(2)
  @GuideRow({"004-1", "004-11", "004-12"})
  void row004x12ClusterOfItsNamespaceGetsItsPodsAndNoOther() {
    create("other");
    create("ray");

    awaitRunning("ray");
    assertThat(rayPods("other")).isEmpty();
    assertThat(kubectl.run("-n=other", "get", "rayclusters.ray.io", "-o=name").stdout()).isEmpty();
  }

  @Test
  @Order(3)
  @GuideRow({"003-10", "004-10"})
  void row003x10OperatorOfAllNamespacesServesTheOthersToo() {
    kubectl.run("-n=ray", "delete", "rayclusters.cluster.ray.io", "--all").succeeds();
    await().atMost(SOON).untilAsserted(() -> assertThat(rayPods("ray")).isEmpty());
    assertNothingWasForbidden();
    delete("operator.yaml", "-n=ray");
    mark = audit.mark();
    // Its pods would run where only operators are to run now.
    kubectl.run("-n=other", "delete", "rayclusters.cluster.ray.io", "--all").succeeds();
    onlyOperatorsAreScheduled(true);

    apply("operator_cluster_scoped.yaml");

    kubectl
        .run("-n=default", "rollout", "status", "deployment/ray-operator", "--timeout=100s")
        .succeeds();
    onlyOperatorsAreScheduled(false);
    create("other");
    awaitRunning("other");
  }

  @Test
  @Order(4)
  @GuideRow({"004-23", "004-10"})
  void row004x23NothingIsLeftAfterTheGuidesCleanUp() {
    kubectl.run("-n=other", "delete", "rayclusters.cluster.ray.io", "--all").succeeds();
    await().atMost(SOON).untilAsserted(() -> assertThat(rayPods("other")).isEmpty());
    assertNothingWasForbidden();
    delete("operator_cluster_scoped.yaml");

    for (String namespace : List.of("ray", "other", "default")) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(
                          kubectl
                              .run(
                                  "-n=" + namespace,
                                  "get",
                                  "pods,deployments,roles,rolebindings,serviceaccounts,"
                                      + "rayclusters.ray.io",
                                  "-o=name")
                              .stdout())
                      .isEqualTo("serviceaccount/default\n"));
    }
  }

  /** As long as the roles are there: those that go with their operator leave its Lease to time. */
  private void assertNothingWasForbidden() {
    List<ApiRequest> ofOperators =
        audit.requestsSince(mark).stream()
            .filter(request -> request.user().endsWith(":ray-operator-serviceaccount"))
            .toList();

    assertThat(ofOperators).hasSizeGreaterThan(20);
    assertThat(ofOperators.stream().filter(ApiRequest::isForbidden)).isEmpty();
  }

  private void create(String namespace) {
    kubectl
        .runWithInput(CLUSTER, "-n=" + namespace, "create", "--validate=strict", "-f-")
        .succeeds();
  }

  private void awaitRunning(String namespace) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(rayPods(namespace))
                    .hasSize(3)
                    .anyMatch(pod -> pod.startsWith("pod/example-cluster-ray-head-"))
                    .filteredOn(pod -> pod.startsWith("pod/example-cluster-ray-worker-"))
                    .hasSize(2));
    kubectl
        .run(
            "-n=" + namespace,
            "wait",
            "rayclusters.cluster.ray.io/example-cluster",
            "--for=jsonpath={.status.phase}=Running",
            "--timeout=90s")
        .succeeds();
  }

  private List<String> rayPods(String namespace) {
    return kubectl
        .run("-n=" + namespace, "get", "pods", "-o=name")
        .succeeds()
        .stdout()
        .lines()
        .filter(pod -> pod.matches("pod/example-cluster-ray-(head|worker)-.*"))
        .toList();
  }

  private void apply(String file, String... options) {
    onFile("apply", file, options);
  }

  private void delete(String file, String... options) {
    onFile("delete", file, options);
  }

  private void onFile(String verb, String file, String... options) {
    String[] arguments = new String[options.length + 3];
    System.arraycopy(options, 0, arguments, 0, options.length);
    arguments[options.length] = verb;
    arguments[options.length + 1] = "-f";
    arguments[options.length + 2] =
        Repository.root().resolve("config/python").resolve(file).toString();
    kubectl.run(arguments).succeeds();
  }

  /** Pods of Ray run on simulated nodes; those of the operator are processes. */
  private void onlyOperatorsAreScheduled(boolean yes) {
    kubectl.run(yes ? "uncordon" : "cordon", NODE).succeeds();
    kubectl.run(yes ? "cordon" : "uncordon", "--selector=type=kwok").succeeds();
  }
}
