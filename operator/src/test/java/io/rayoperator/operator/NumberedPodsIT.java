package io.rayoperator.operator;

import static io.rayoperator.operator.ClusterProbe.eventually;
import static io.rayoperator.testing.RayClusters.withAnnotation;
import static io.rayoperator.testing.RayClusters.withWorkers;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.api.v1.RayAnnotations;
import io.rayoperator.api.v1.ScaleStrategy;
import io.rayoperator.testing.PodHistory;
import io.rayoperator.testing.TestNamespace;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pods whose names are known beforehand, as in Ant's layout. Pods are simulated. */
class NumberedPodsIT extends WithOperator {

  private static final String GROUP = "small";
  private static final String ZERO = "demo-small-ray-worker-0";
  private static final String ONE = "demo-small-ray-worker-1";
  private static final String TWO = "demo-small-ray-worker-2";
  private static final String HEAD = "demo-headgroup-ray-head-0";

  private KubernetesClient client;
  private TestNamespace namespace;

  @BeforeEach
  void here(KubernetesClient client, TestNamespace namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  private ClusterProbe create(String name, int workers) {
    return ClusterProbe.create(
        client,
        namespace,
        name,
        withAnnotation(RayAnnotations.CONVERSION_LAYOUT, "ant"),
        withWorkers(GROUP, workers));
  }

  /** Empty while there is no such pod. */
  private String uid(String name) {
    Pod pod = client.pods().inNamespace(namespace.name()).withName(name).get();
    return pod == null ? "" : pod.getMetadata().getUid();
  }

  private Pod foreign(String name) {
    return client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace.name())
                .addToLabels("belongs-to", "somebody-else")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("other")
                .withImage("other")
                .endContainer()
                .endSpec()
                .build())
        .create();
  }

  private static void eventuallyHas(ClusterProbe demo, String... workers) {
    eventually(() -> assertThat(demo.podNames(GROUP)).containsExactlyInAnyOrder(workers));
  }

  @Test
  void podsThatGoComeBackUnderTheirNames() {
    ClusterProbe demo = create("demo", 2);
    demo.awaitReady();
    assertThat(demo.podNames()).containsExactlyInAnyOrder(HEAD, ZERO, ONE);

    try (PodHistory history = PodHistory.since(client, namespace)) {
      for (String pod : List.of(ZERO, HEAD)) {
        String before = uid(pod);
        demo.deletePod(pod);
        eventually(
            () -> {
              assertThat(demo.podNames()).containsExactlyInAnyOrder(HEAD, ZERO, ONE);
              assertThat(uid(pod)).isNotEmpty().isNotEqualTo(before);
            });
      }
      demo.failPod(ONE);
      eventually(() -> assertThat(history.gone()).containsValue(ONE));
      demo.awaitReady();
      eventually(() -> assertThat(demo.podNames()).containsExactlyInAnyOrder(HEAD, ZERO, ONE));
      // The simulated kubelet deletes by name, and may hit a successor.
      assertThat(history.gone().values()).containsOnly(ZERO, HEAD, ONE);
    }
  }

  @Test
  void scalingDownTakesTheHighestNumbers() {
    ClusterProbe demo = create("demo", 1);
    eventuallyHas(demo, ZERO);
    String zero = uid(ZERO);
    demo.editGroup(GROUP, group -> group.setReplicas(3));
    eventuallyHas(demo, ZERO, ONE, TWO);
    demo.editGroup(GROUP, group -> group.setReplicas(1));
    eventuallyHas(demo, ZERO);
    assertThat(uid(ZERO)).isEqualTo(zero);
  }

  @Test
  void nameThatShallBeDeletedStaysFree() {
    ClusterProbe demo = create("demo", 2);
    eventuallyHas(demo, ZERO, ONE);
    ScaleStrategy strategy = new ScaleStrategy();
    strategy.setWorkersToDelete(List.of(ZERO));
    demo.editGroup(GROUP, group -> group.setScaleStrategy(strategy));
    eventuallyHas(demo, ONE, TWO);
    demo.editGroup(GROUP, group -> group.setScaleStrategy(null));
    demo.editGroup(GROUP, group -> group.setReplicas(3));
    eventuallyHas(demo, ZERO, ONE, TWO);
  }

  @Test
  void podOfSomebodyElseKeepsItsNameAndOnlyThatOneIsMissing() {
    Pod other = foreign(ZERO);
    ClusterProbe demo = create("demo", 2);
    eventuallyHas(demo, ONE);
    eventually(() -> assertThat(demo.eventReasons()).contains("FailedToCreateWorkerPod"));
    assertThat(notes(demo, "FailedToCreateWorkerPod"))
        .singleElement()
        .asString()
        .contains(ZERO, "another object has the name");
    assertThat(demo.conditionText("ReplicaFailure")).startsWith("True/");
    assertThat(uid(ZERO)).isEqualTo(other.getMetadata().getUid());

    client.resource(other).withGracePeriod(0).delete();
    eventuallyHas(demo, ZERO, ONE);
    demo.awaitReady();
  }

  /** {@code demo} with group {@code a-b} and {@code demo-a} with group {@code b}. */
  @Test
  void clustersWhosePodsHaveEqualNamesLeaveEachOtherAlone() {
    ClusterProbe first =
        ClusterProbe.create(
            client,
            namespace,
            "demo",
            withAnnotation(RayAnnotations.CONVERSION_LAYOUT, "ant"),
            withWorkers("a-b", 1));
    first.awaitReady();
    String pod = "demo-a-b-ray-worker-0";
    String before = uid(pod);
    ClusterProbe second =
        ClusterProbe.create(
            client,
            namespace,
            "demo-a",
            withAnnotation(RayAnnotations.CONVERSION_LAYOUT, "ant"),
            withWorkers("b", 1));
    eventually(() -> assertThat(second.eventReasons()).contains("FailedToCreateWorkerPod"));
    assertThat(second.podNames("b")).isEmpty();
    second.edit(spec -> spec.setSuspend(true));
    eventually(() -> assertThat(second.status().getState()).isEqualTo("suspended"));
    assertThat(uid(pod)).isEqualTo(before);
  }

  @Test
  void terminatingPodIsWaitedFor() {
    ClusterProbe demo = create("demo", 2);
    demo.awaitReady();
    String before = uid(ZERO);
    client
        .pods()
        .inNamespace(namespace.name())
        .withName(ZERO)
        .edit(
            pod -> {
              pod.getMetadata().setFinalizers(List.of("example.com/not-yet"));
              return pod;
            });
    demo.deletePod(ZERO);
    demo.editGroup(GROUP, group -> group.setReplicas(3));
    eventuallyHas(demo, ONE, TWO);
    assertThat(uid(ZERO)).isEqualTo(before);
    assertThat(demo.eventReasons()).noneMatch(reason -> reason.startsWith("FailedTo"));

    client
        .pods()
        .inNamespace(namespace.name())
        .withName(ZERO)
        .edit(
            pod -> {
              pod.getMetadata().setFinalizers(List.of());
              return pod;
            });
    eventuallyHas(demo, ZERO, ONE, TWO);
    assertThat(uid(ZERO)).isNotEqualTo(before);
  }

  @Test
  void anotherLayoutStrandsNoChild() {
    ClusterProbe demo = create("demo", 2);
    demo.awaitReady();
    Set<String> numbered = demo.podNames();
    annotate(demo, "bytedance");
    demo.editGroup(GROUP, group -> group.setReplicas(3));
    eventually(() -> assertThat(demo.podNames(GROUP)).hasSize(3));
    demo.awaitReady();
    assertThat(demo.podNames()).containsAll(numbered);
    assertThat(demo.podNames(GROUP)).anyMatch(name -> name.startsWith("demo-worker-small-"));
    assertThat(demo.status().getHead())
        .satisfies(head -> assertThat(head.getServiceName()).isEqualTo("demo-head"));

    annotate(demo, "ant");
    demo.editGroup(GROUP, group -> group.setReplicas(2));
    eventuallyHas(demo, ZERO, ONE);
    demo.edit(spec -> spec.setWorkerGroupSpecs(List.of()));
    eventually(() -> assertThat(demo.podNames()).containsExactly(HEAD));
    assertThat(client.services().inNamespace(namespace.name()).list().getItems())
        .singleElement()
        .satisfies(service -> assertThat(service.getMetadata().getName()).isEqualTo("demo-head"));
  }

  private static void annotate(ClusterProbe demo, String layout) {
    demo.editObject(
        cluster ->
            cluster.getMetadata().getAnnotations().put(RayAnnotations.CONVERSION_LAYOUT, layout));
  }

  private List<String> notes(ClusterProbe demo, String reason) {
    return client.events().v1().events().inNamespace(namespace.name()).list().getItems().stream()
        .filter(event -> reason.equals(event.getReason()))
        .filter(event -> Objects.equals(demo.name(), event.getRegarding().getName()))
        .map(event -> event.getNote())
        .toList();
  }

  @Test
  void podsCarryTheLabelsByWhichTheyAreKnown() {
    ClusterProbe demo = create("demo", 1);
    eventuallyHas(demo, ZERO);
    assertThat(demo.pods(GROUP).getFirst().getMetadata().getLabels())
        .containsAllEntriesOf(
            Map.of(
                "raycluster.component", ZERO,
                "raycluster.instance.name", "demo",
                "raycluster.pod.type", "ray-worker",
                "rayclusters.ray.io/component-name", "ray-operator",
                "ray.io/cluster", "demo",
                "ray.io/group", GROUP,
                "ray.io/node-type", "worker",
                "ray.io/worker-group-replica-index", "0"));
  }
}
