package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.AuditLog;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.PodHistory;
import io.rayoperator.testing.Repository;
import io.rayoperator.testing.TestNamespace;
import io.rayoperator.testing.kubelet.PodNetwork;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * From the release before to config/default and back, each by one {@code kubectl apply}, while
 * clients write and read.
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
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpgradeUnderLoadIT {

  /** Of both versions. */
  private static final List<String> SAMPLES =
      List.of("v1/raycluster.yaml", "v1alpha1/kuberay/heterogeneous-workers.yaml");

  private static final int MIN_CALLS = 200;

  private final Kubectl kubectl;
  private final KubernetesClient client;
  private final AuditLog audit;
  private final AuditLog.Mark start;
  private final Installation present;
  private final PreviousRelease previous;
  private final OperatorNode node;

  UpgradeUnderLoadIT(
      LocalControlPlane plane, KubernetesClient client, PodNetwork network, AuditLog audit) {
    this.kubectl = plane.kubectl();
    this.client = client;
    this.audit = audit;
    this.start = audit.mark();
    this.present = new Installation(kubectl, "default");
    this.previous = PreviousRelease.find(plane);
    this.node =
        OperatorNode.start(
            plane,
            client,
            network,
            Map.of(
                Installation.IMAGE,
                Installation.PRODUCT,
                PreviousRelease.IMAGE,
                previous.product()));
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  @Order(10)
  void upgradeFailsNoCallAndKeepsEveryPod(TestNamespace namespace) throws InterruptedException {
    System.out.println("Upgrade from " + previous);
    node.onlyOperatorsAreScheduled(true);
    previous.apply(kubectl);
    present.awaitRollout();
    assertThat(operators()).hasSize(3).allMatch(PreviousRelease.IMAGE::equals);

    assertNothingHappensDuring("upgrade", namespace, present::install);

    assertThat(operators()).hasSize(3).allMatch(Installation.IMAGE::equals);
  }

  @Test
  @Order(20)
  void downgradeFailsNoCallAndKeepsEveryPod(TestNamespace namespace) throws InterruptedException {
    assertNothingHappensDuring(
        "downgrade",
        namespace,
        () -> {
          previous.apply(kubectl);
          present.awaitRollout();
        });

    assertThat(operators()).hasSize(3).allMatch(PreviousRelease.IMAGE::equals);
  }

  @Test
  @Order(30)
  void nothingWasForbidden() {
    UsedRights.add(audit, start);
  }

  /** Nothing but what is asked for: afterwards the clusters are looked after by the new pods. */
  private void assertNothingHappensDuring(String event, TestNamespace namespace, Runnable happening)
      throws InterruptedException {
    node.onlyOperatorsAreScheduled(false);
    for (String sample : SAMPLES) {
      kubectl
          .in(namespace)
          .run("apply", "-f", Repository.root().resolve("samples").resolve(sample).toString())
          .succeeds();
    }
    try (SteadyClients clients = SteadyClients.start(new RawApi(client, namespace));
        PodHistory pods = PodHistory.since(client, namespace)) {
      awaitReady(namespace);
      Set<String> before = uids(namespace);
      Set<String> operatorsBefore = uids(Installation.NAMESPACE);
      node.onlyOperatorsAreScheduled(true);

      SteadyClients.Count count =
          clients.during(
              event,
              () -> {
                happening.run();
                awaitTheEndOf(operatorsBefore);
              });

      assertThat(count.sent()).isGreaterThan(MIN_CALLS);
      assertThat(count.failures()).isEmpty();
      awaitThatANewPodLeads();
      assertThat(uids(namespace)).isEqualTo(before);
      assertThat(pods.gone()).isEmpty();
      assertThat(client.pods().inNamespace(namespace.name()).list().getItems())
          .flatExtracting(pod -> pod.getStatus().getContainerStatuses())
          .isNotEmpty()
          .allMatch(container -> container.getRestartCount() == 0);

      node.onlyOperatorsAreScheduled(false);
      addAWorker(namespace, before.size());
    }
  }

  /** A pod that is replaced works on what it has until it is gone. */
  private void awaitTheEndOf(Set<String> pods) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(uids(Installation.NAMESPACE)).doesNotContainAnyElementsOf(pods));
  }

  private void addAWorker(TestNamespace namespace, int podsBefore) {
    kubectl
        .in(namespace)
        .run(
            "patch",
            "rayclusters.v1alpha1.ray.io",
            "demo-0",
            "--type=json",
            "-p=[{\"op\": \"replace\", \"path\": \"/spec/workerGroupSpecs/0/replicas\","
                + " \"value\": 2}]")
        .succeeds();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(uids(namespace)).hasSize(podsBefore + 1));
    awaitReady(namespace);
  }

  private void awaitReady(TestNamespace namespace) {
    kubectl
        .in(namespace)
        .run("wait", "raycluster", "--all", "--for=jsonpath={.status.state}=ready", "--timeout=90s")
        .succeeds();
  }

  /** Pods of the former release gave the lease away; the holder begins with the pod's name. */
  private void awaitThatANewPodLeads() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(
                        client
                            .leases()
                            .inNamespace(Installation.NAMESPACE)
                            .withName("ray-operator-leader")
                            .get()
                            .getSpec()
                            .getHolderIdentity())
                    .matches(
                        holder ->
                            client
                                .pods()
                                .inNamespace(Installation.NAMESPACE)
                                .list()
                                .getItems()
                                .stream()
                                .anyMatch(pod -> holder.startsWith(pod.getMetadata().getName()))));
  }

  private List<String> operators() {
    return client.pods().inNamespace(Installation.NAMESPACE).list().getItems().stream()
        .map(pod -> pod.getSpec().getContainers().getFirst().getImage())
        .toList();
  }

  private Set<String> uids(TestNamespace namespace) {
    return uids(namespace.name());
  }

  private Set<String> uids(String namespace) {
    return client.pods().inNamespace(namespace).list().getItems().stream()
        .map(Pod::getMetadata)
        .map(metadata -> metadata.getUid())
        .collect(Collectors.toSet());
  }
}
