package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.AuditLog;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.Repository;
import io.rayoperator.testing.TestNamespace;
import io.rayoperator.testing.kubelet.PodNetwork;
import java.nio.file.Path;
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
 * A directory of config on an empty cluster, from its first apply to its removal. The processes are
 * those that the Deployments in the API server ask for.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class InstalledManifests {

  private static final Path SAMPLES = Repository.root().resolve("samples");
  private static final String NEW_SAMPLE = "v1/raycluster.yaml";
  private static final String OLD_SAMPLE = "v1alpha1/kuberay/heterogeneous-workers.yaml";
  private static final int MIN_CALLS = 50;

  final Kubectl kubectl;
  final KubernetesClient client;

  private final String directory;
  private final AuditLog audit;
  private final AuditLog.Mark start;
  private final Installation installation;
  private final OperatorNode node;

  InstalledManifests(
      String directory,
      LocalControlPlane plane,
      KubernetesClient client,
      PodNetwork network,
      AuditLog audit) {
    this.directory = directory;
    this.kubectl = plane.kubectl();
    this.client = client;
    this.audit = audit;
    this.start = audit.mark();
    this.installation = new Installation(kubectl, directory);
    this.node =
        OperatorNode.start(
            plane, client, network, Map.of(Installation.IMAGE, Installation.PRODUCT));
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  @Order(10)
  void oneApplyInstallsIt() {
    node.onlyOperatorsAreScheduled(true);

    System.out.println(directory + ": available after " + installation.install());
    node.readyAfter()
        .forEach((name, time) -> System.out.println("start to ready of " + name + ": " + time));

    node.onlyOperatorsAreScheduled(false);
    installation.assertUnchanged();
    assertThat(
            kubectl
                .run(
                    "get",
                    "pods",
                    "-n=ray-operator-system",
                    "--no-headers",
                    "--sort-by=.metadata.name")
                .succeeds()
                .stdout()
                .lines()
                .map(line -> line.split(" +", 3)[1]))
        .containsExactlyElementsOf(readyContainers());
  }

  /** Of the operator's pod and of the webhook servers'. */
  List<String> readyContainers() {
    return List.of("1/1", "1/1", "1/1");
  }

  @Test
  @Order(20)
  void samplesOfBothVersionsGetReady(TestNamespace namespace) {
    apply(NEW_SAMPLE, namespace);
    apply(OLD_SAMPLE, namespace);
    awaitReady(namespace);
  }

  private void apply(String sample, TestNamespace namespace) {
    kubectl.in(namespace).run("apply", "-f", SAMPLES.resolve(sample).toString()).succeeds();
  }

  private void awaitReady(TestNamespace namespace) {
    kubectl
        .in(namespace)
        .run("wait", "raycluster", "--all", "--for=jsonpath={.status.state}=ready", "--timeout=90s")
        .succeeds();
  }

  @Test
  @Order(70)
  void serversAreReplacedAndNoCallFails(TestNamespace namespace) throws InterruptedException {
    assertNoCallFails(
        namespace,
        "rolling restart",
        () ->
            rollingOut(
                () ->
                    kubectl
                        .run("rollout", "restart", "deployment", "-n=ray-operator-system")
                        .succeeds()));
  }

  /** Makes new pods of the operator, and waits for them. */
  final void rollingOut(Runnable change) {
    node.onlyOperatorsAreScheduled(true);
    try {
      change.run();
      installation.awaitRollout();
    } finally {
      node.onlyOperatorsAreScheduled(false);
    }
  }

  @Test
  @Order(75)
  void everythingComesBackAfterAPowerCut(TestNamespace namespace) {
    node.crash();
    await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () ->
                kubectl
                        .in(namespace)
                        .run("apply", "-f", SAMPLES.resolve(OLD_SAMPLE).toString())
                        .exitCode()
                    == 0);
    awaitReady(namespace);
  }

  @Test
  @Order(80)
  void nothingWasForbidden() {
    UsedRights.add(audit, start);
    assertThat(UsedRights.all())
        .contains("controller-manager leases patch", "controller-manager pods create");
  }

  @Test
  @Order(90)
  void removalLeavesNothingNotEvenRayClusters(TestNamespace namespace) {
    apply(NEW_SAMPLE, namespace);
    awaitReady(namespace);

    System.out.println(directory + ": removed after " + installation.remove());

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(kubectl.in(namespace).run("get", "pods", "-o=name").stdout()).isEmpty());
  }

  /** Clients write and read without a pause while something happens. */
  final void assertNoCallFails(TestNamespace namespace, String event, Runnable happening)
      throws InterruptedException {
    try (SteadyClients clients = SteadyClients.start(new RawApi(client, namespace))) {
      SteadyClients.Count count = clients.during(directory + ": " + event, happening);
      assertThat(count.sent()).isGreaterThan(MIN_CALLS);
      assertThat(count.failures()).isEmpty();
    }
  }
}
