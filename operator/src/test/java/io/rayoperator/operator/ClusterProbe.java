package io.rayoperator.operator;

import static io.rayoperator.testing.RayClusters.withWorkers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.rayoperator.api.v1.RayCluster;
import io.rayoperator.api.v1.RayClusterCondition;
import io.rayoperator.api.v1.RayClusterSpec;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.api.v1.WorkerGroupSpec;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.RayClusters;
import io.rayoperator.testing.TestNamespace;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;

/** One RayCluster on a real API server, as users and their tools see it. */
final class ClusterProbe {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KubernetesClient client;
  private final String namespace;
  private final String name;

  private ClusterProbe(KubernetesClient client, String namespace, String name) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
  }

  @SafeVarargs
  static ClusterProbe create(
      KubernetesClient client,
      TestNamespace namespace,
      String name,
      Consumer<RayCluster>... modifiers) {
    RayCluster cluster = RayClusters.rayCluster(name);
    for (Consumer<RayCluster> modifier : modifiers) {
      modifier.accept(cluster);
    }
    cluster.getMetadata().setNamespace(namespace.name());
    client.resource(cluster).create();
    return new ClusterProbe(client, namespace.name(), name);
  }

  /** Clusters that differ in nothing but their names, with one group {@code small}. */
  static List<ClusterProbe> createSome(
      KubernetesClient client, TestNamespace namespace, int clusters, int workers) {
    return IntStream.range(0, clusters)
        .mapToObj(i -> create(client, namespace, "c" + i, withWorkers("small", workers)))
        .toList();
  }

  static ClusterProbe existing(KubernetesClient client, TestNamespace namespace, String name) {
    return new ClusterProbe(client, namespace.name(), name);
  }

  String name() {
    return name;
  }

  Resource<RayCluster> resource() {
    return client.resources(RayCluster.class).inNamespace(namespace).withName(name);
  }

  RayCluster cluster() {
    return resource().get();
  }

  RayClusterStatus status() {
    RayClusterStatus status = cluster().getStatus();
    return status == null ? new RayClusterStatus() : status;
  }

  Optional<RayClusterCondition> condition(String type) {
    return Absent.asEmpty(status().getConditions()).stream()
        .filter(condition -> type.equals(condition.getType()))
        .findFirst();
  }

  /** Status and reason of a condition, as in {@code True/Reason}; empty if there is none. */
  String conditionText(String type) {
    return condition(type)
        .map(condition -> condition.getStatus() + "/" + condition.getReason())
        .orElse("");
  }

  /** A text of an object that may not fit the model. */
  String generic(Object... path) {
    return String.valueOf(
        client
            .genericKubernetesResources(RayClusterApi.V1)
            .inNamespace(namespace)
            .withName(name)
            .get()
            .<Object>get(path));
  }

  /** Changes the spec, again if somebody changed the object in between. */
  void edit(Consumer<RayClusterSpec> change) {
    editObject(cluster -> change.accept(Objects.requireNonNull(cluster.getSpec())));
  }

  /** Changes anything of it, again if somebody changed the object in between. */
  void editObject(Consumer<RayCluster> change) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsMatching(
            failure ->
                failure instanceof KubernetesClientException refused && refused.getCode() == 409)
        .until(
            () ->
                resource()
                    .edit(
                        cluster -> {
                          change.accept(cluster);
                          return cluster;
                        }),
            Objects::nonNull);
  }

  void editGroup(String group, Consumer<WorkerGroupSpec> change) {
    edit(
        spec ->
            Absent.asEmpty(spec.getWorkerGroupSpecs()).stream()
                .filter(candidate -> group.equals(candidate.getGroupName()))
                .forEach(change));
  }

  /** Its pods that are not being deleted. */
  List<Pod> pods() {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel("ray.io/cluster", name)
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  List<Pod> pods(String group) {
    return pods().stream().filter(pod -> group.equals(label(pod, "ray.io/group"))).toList();
  }

  Set<String> podNames(String group) {
    return names(pods(group));
  }

  Set<String> podNames() {
    return names(pods());
  }

  Pod head() {
    assertThat(pods("headgroup")).hasSize(1);
    return pods("headgroup").getFirst();
  }

  /** Values of a label of the pods of a group, sorted. */
  List<String> labels(String group, String label) {
    return pods(group).stream().map(pod -> label(pod, label)).sorted().toList();
  }

  void deletePod(String pod) {
    client.pods().inNamespace(namespace).withName(pod).withGracePeriod(0).delete();
  }

  /** Lets a pod come to its end, as a kubelet would report it. */
  void failPod(String pod) {
    client
        .pods()
        .inNamespace(namespace)
        .withName(pod)
        .editStatus(
            failing -> {
              failing.getStatus().setPhase("Failed");
              return failing;
            });
  }

  List<String> eventReasons() {
    return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> "RayCluster".equals(event.getRegarding().getKind()))
        .filter(event -> name.equals(event.getRegarding().getName()))
        .map(event -> event.getReason())
        .sorted()
        .toList();
  }

  void awaitReady() {
    eventually(
        () -> {
          assertThat(status().getState()).isEqualTo("ready");
          assertThat(status().getObservedGeneration())
              .isEqualTo(cluster().getMetadata().getGeneration());
        });
  }

  /** Waits until this holds, and gives up after a minute. */
  static void eventually(ThrowingRunnable assertion) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
  }

  private static Set<String> names(List<Pod> pods) {
    return pods.stream()
        .map(pod -> pod.getMetadata().getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String label(Pod pod, String label) {
    return pod.getMetadata().getLabels().getOrDefault(label, "");
  }
}
