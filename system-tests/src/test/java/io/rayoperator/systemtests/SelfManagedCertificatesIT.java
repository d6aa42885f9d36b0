package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.AuditLog;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.Repository;
import io.rayoperator.testing.TestNamespace;
import io.rayoperator.testing.kubelet.PlayedNode;
import io.rayoperator.testing.kubelet.PodNetwork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * config/overlays/self-managed-certs on an empty cluster, from its first apply to its removal. The
 * processes are those that the Deployments in the API server ask for.
 */
@ControlPlane(
    components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK},
    own = true,
    podNetwork = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SelfManagedCertificatesIT {

  private static final String NODE = "operators";
  private static final String SECRET = "ray-operator-webhook-server-certificate";
  private static final Path SAMPLES = Repository.root().resolve("samples");

  /** Servers look for changes every ten seconds. */
  private static final Duration SEEN_BY_ALL = Duration.ofSeconds(15);

  private final Kubectl kubectl;
  private final KubernetesClient client;
  private final AuditLog audit;
  private final AuditLog.Mark start;
  private final Installation installation;
  private final PlayedNode node;

  SelfManagedCertificatesIT(
      LocalControlPlane plane,
      KubernetesClient client,
      PodNetwork network,
      Kubectl kubectl,
      AuditLog audit) {
    this.kubectl = kubectl;
    this.client = client;
    this.audit = audit;
    this.start = audit.mark();
    this.installation = new Installation(kubectl, "overlays/self-managed-certs");
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
  void oneApplyInstallsIt() {
    onlyOperatorsAreScheduled(true);

    System.out.println("self-managed-certs: available after " + installation.install());

    onlyOperatorsAreScheduled(false);
    installation.assertUnchanged();
    assertThat(kubectl.run("get", "pods", "-n=ray-operator-system").succeeds().stdout().lines())
        .hasSize(4)
        .filteredOn(line -> line.contains(" 1/1 "))
        .hasSize(3);
  }

  /** Pods of Ray run on simulated nodes; those of the operator are processes. */
  private void onlyOperatorsAreScheduled(boolean yes) {
    kubectl.run(yes ? "uncordon" : "cordon", NODE).succeeds();
    kubectl.run(yes ? "cordon" : "uncordon", "--selector=type=kwok").succeeds();
  }

  @Test
  @Order(2)
  void samplesOfBothVersionsGetReady(TestNamespace namespace) {
    Kubectl here = kubectl.in(namespace);
    for (String sample :
        new String[] {"v1/raycluster.yaml", "v1alpha1/kuberay/heterogeneous-workers.yaml"}) {
      here.run("apply", "-f", SAMPLES.resolve(sample).toString()).succeeds();
    }
    here.run("wait", "raycluster", "--all", "--for=jsonpath={.status.state}=ready", "--timeout=60s")
        .succeeds();
  }

  @Test
  @Order(3)
  void lostSecretIsPutBackAndNoCallFails(TestNamespace namespace) throws InterruptedException {
    Secret before = secret();
    assertNoCallFails(
        namespace,
        "Secret deleted",
        () -> {
          kubectl.run("delete", "secret", SECRET, "-n=ray-operator-system").succeeds();
          await().atMost(SEEN_BY_ALL).until(() -> secretOrNull() != null);
          assertThat(secret().getData()).isEqualTo(before.getData());
          awaitOthers();
        });
  }

  @Test
  @Order(4)
  void damagedSecretIsPutBackAndNoCallFails(TestNamespace namespace) throws InterruptedException {
    Secret before = secret();
    assertNoCallFails(
        namespace,
        "Secret damaged",
        () -> {
          damage("{\"data\": {\"authority.key\": null}}");
          await().atMost(SEEN_BY_ALL).until(() -> secret().getData().containsKey("authority.key"));
          damage("{\"data\": {\"tls.crt\": \"AAAA\"}}");
          await().atMost(SEEN_BY_ALL).until(() -> !secret().getData().containsValue("AAAA"));
          awaitOthers();
        });
    assertThat(secret().getData().get("authority.crt"))
        .isEqualTo(before.getData().get("authority.crt"));
  }

  private void damage(String patch) {
    kubectl
        .run("patch", "secret", SECRET, "-n=ray-operator-system", "--type=merge", "-p", patch)
        .succeeds();
  }

  @Test
  @Order(5)
  void serversAreReplacedAndNoCallFails(TestNamespace namespace) throws InterruptedException {
    onlyOperatorsAreScheduled(true);
    try {
      assertNoCallFails(
          namespace,
          "rolling restart",
          () -> {
            kubectl.run("rollout", "restart", "deployment", "-n=ray-operator-system").succeeds();
            installation.awaitRollout();
          });
    } finally {
      onlyOperatorsAreScheduled(false);
    }
  }

  @Test
  @Order(6)
  void everythingComesBackAfterAPowerCut(TestNamespace namespace) {
    node.crash();
    Kubectl here = kubectl.in(namespace);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                here.run(
                            "apply",
                            "-f",
                            SAMPLES
                                .resolve("v1alpha1/kuberay/heterogeneous-workers.yaml")
                                .toString())
                        .exitCode()
                    == 0);
    here.run("wait", "raycluster", "--all", "--for=jsonpath={.status.state}=ready", "--timeout=60s")
        .succeeds();
  }

  @Test
  @Order(7)
  void nothingWasForbidden() {
    UsedRights.add(audit, start);
    assertThat(UsedRights.all())
        .contains(
            "controller-manager leases patch",
            "webhook-server secrets update",
            "webhook-server mutatingwebhookconfigurations patch");
  }

  @Test
  @Order(8)
  void removalLeavesNothingNotEvenRayClusters(TestNamespace namespace) {
    Kubectl here = kubectl.in(namespace);
    here.run("apply", "-f", SAMPLES.resolve("v1/raycluster.yaml").toString()).succeeds();
    here.run("wait", "raycluster", "--all", "--for=jsonpath={.status.state}=ready", "--timeout=60s")
        .succeeds();

    System.out.println("self-managed-certs: removed after " + installation.remove());

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(here.run("get", "pods", "-o=name").stdout()).isEmpty());
  }

  private void assertNoCallFails(TestNamespace namespace, String event, Runnable happening)
      throws InterruptedException {
    try (SteadyClients clients = SteadyClients.start(new RawApi(client, namespace))) {
      SteadyClients.Count count = clients.during("self-managed-certs: " + event, happening);
      assertThat(count.sent()).isGreaterThan(50);
      assertThat(count.failures()).isEmpty();
    }
  }

  private static void awaitOthers() {
    try {
      Thread.sleep(SEEN_BY_ALL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Secret secret() {
    return Objects.requireNonNull(secretOrNull(), SECRET);
  }

  private @Nullable Secret secretOrNull() {
    return client.secrets().inNamespace(Installation.NAMESPACE).withName(SECRET).get();
  }
}
