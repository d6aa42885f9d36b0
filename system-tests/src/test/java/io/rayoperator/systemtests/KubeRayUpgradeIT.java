package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.systemtests.migration.KubeRayDefinition;
import io.rayoperator.testing.AuditLog;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.PodHistory;
import io.rayoperator.testing.RecordedCluster;
import io.rayoperator.testing.TestNamespace;
import io.rayoperator.testing.kubelet.PodNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One {@code kubectl apply -k config/default} where KubeRay's definition and its clusters are, as
 * the guide says. TakeoverIT shows the operator alone with the same clusters, and all that it
 * writes.
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
class KubeRayUpgradeIT {

  /** Those that KubeRay has taken to ready; "asleep" is suspended. */
  private static final List<String> AWAKE = List.of("plain", "autoscaled", "slices", "recreated");

  private static final int PODS = 3 + 2 + 5 + 2;
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private final LocalControlPlane plane;
  private final Kubectl kubectl;
  private final KubernetesClient client;
  private final PodNetwork network;
  private final AuditLog audit;

  KubeRayUpgradeIT(
      LocalControlPlane plane, KubernetesClient client, PodNetwork network, AuditLog audit) {
    this.plane = plane;
    this.kubectl = plane.kubectl();
    this.client = client;
    this.network = network;
    this.audit = audit;
  }

  @BeforeAll
  static void needsKubeRaysDefinition() {
    KubeRayDefinition.file();
  }

  @Test
  void oneApplyTakesOverWhatKubeRayLeftAndKeepsEveryChild(TestNamespace namespace) {
    AuditLog.Mark mark = audit.mark();
    KubeRayDefinition.V1_STORED.install(client);
    AWAKE.forEach(name -> RecordedCluster.create(client, namespace, name));
    RecordedCluster.create(client, namespace, "asleep");
    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(pods(namespace)).allMatch(this::runs));
    Map<String, String> before = children(namespace);
    assertThat(pods(namespace)).hasSize(PODS);

    try (OperatorNode node =
            OperatorNode.start(
                plane, client, network, Map.of(Installation.IMAGE, Installation.PRODUCT));
        PodHistory history = PodHistory.since(client, namespace)) {
      node.onlyOperatorsAreScheduled(true);
      Installation installation = new Installation(kubectl, "default");
      System.out.println(
          "config/default over KubeRay's: available after " + installation.takeOver());
      node.onlyOperatorsAreScheduled(false);

      // It has looked at each, and knows whose pods they are.
      await()
          .atMost(TIMEOUT)
          .untilAsserted(
              () ->
                  AWAKE.forEach(
                      name ->
                          assertThat(shown("v1", name, namespace, "{.status.adoptedTemplates}"))
                              .contains("headgroup")));
      assertThat(children(namespace)).isEqualTo(before);
      assertThat(history.gone()).isEmpty();
      assertThat(pods(namespace))
          .flatExtracting(pod -> pod.getStatus().getContainerStatuses())
          .isNotEmpty()
          .allMatch(container -> container.getRestartCount() == 0);
      for (String name : AWAKE) {
        for (String version : new String[] {"v1", "v1alpha1"}) {
          assertThat(shown(version, name, namespace, "{.status.state}")).isEqualTo("ready");
        }
      }
      KubeRayDefinition.assertIsOursAndClean(client);
      installation.assertUnchanged();

      lookAfter(namespace);
      UsedRights.add(audit, mark);
    }
  }

  /** Through both versions; pods that KubeRay made stay. */
  private void lookAfter(TestNamespace namespace) {
    Map<String, String> before = children(namespace);
    patch("v1alpha1", "plain", namespace, "/spec/workerGroupSpecs/0/replicas", "3");
    patch("v1", "asleep", namespace, "/spec/suspend", "false");
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> {
              assertThat(pods(namespace)).hasSize(PODS + 1 + 2).allMatch(this::runs);
              assertThat(shown("v1alpha1", "plain", namespace, "{.status.readyWorkerReplicas}"))
                  .isEqualTo("3");
              assertThat(shown("v1", "asleep", namespace, "{.status.state}")).isEqualTo("ready");
            });
    assertThat(children(namespace)).containsAllEntriesOf(before);
  }

  private void patch(
      String version, String name, TestNamespace namespace, String path, String value) {
    kubectl
        .in(namespace)
        .run(
            "patch",
            "rayclusters." + version + ".ray.io",
            name,
            "--type=json",
            "-p=[{\"op\": \"replace\", \"path\": \"%s\", \"value\": %s}]".formatted(path, value))
        .succeeds();
  }

  private String shown(String version, String name, TestNamespace namespace, String path) {
    return kubectl
        .in(namespace)
        .run("get", "rayclusters." + version + ".ray.io", name, "-o=jsonpath=" + path)
        .succeeds()
        .stdout();
  }

  private boolean runs(Pod pod) {
    return pod.getSpec().getNodeName() != null && pod.getStatus().getPhase().equals("Running");
  }

  private List<Pod> pods(TestNamespace namespace) {
    return client.pods().inNamespace(namespace.name()).list().getItems();
  }

  /** All children by kind and name, with their UID. */
  private Map<String, String> children(TestNamespace namespace) {
    String name = namespace.name();
    List<HasMetadata> objects = new ArrayList<>(pods(namespace));
    objects.addAll(client.services().inNamespace(name).list().getItems());
    objects.addAll(client.serviceAccounts().inNamespace(name).list().getItems());
    objects.addAll(client.rbac().roles().inNamespace(name).list().getItems());
    objects.addAll(client.rbac().roleBindings().inNamespace(name).list().getItems());
    objects.addAll(client.network().v1().ingresses().inNamespace(name).list().getItems());
    return objects.stream()
        .collect(
            Collectors.toMap(
                object -> object.getKind() + "/" + object.getMetadata().getName(),
                object -> object.getMetadata().getUid(),
                (one, other) -> one,
                TreeMap::new));
  }
}
