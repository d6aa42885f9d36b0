package io.rayoperator.testing;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.rayoperator.api.v1.HeadGroupSpec;
import io.rayoperator.api.v1.RayCluster;
import io.rayoperator.api.v1.RayClusterSpec;
import io.rayoperator.api.v1.WorkerGroupSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Small valid RayClusters for tests, changed by modifiers: {@code rayCluster("demo",
 * withWorkers("cpu", 2), suspended())}.
 */
public final class RayClusters {

  public static final String IMAGE = "rayproject/ray:2.52.0";

  private RayClusters() {}

  /** A cluster of a head and no workers, as far as the modifiers say nothing else. */
  @SafeVarargs
  public static RayCluster rayCluster(String name, Consumer<RayCluster>... modifiers) {
    HeadGroupSpec head = new HeadGroupSpec();
    head.setRayStartParams(Map.of());
    head.setTemplate(podTemplate("ray-head"));
    RayClusterSpec spec = new RayClusterSpec();
    spec.setRayVersion("2.52.0");
    spec.setHeadGroupSpec(head);
    spec.setWorkerGroupSpecs(new ArrayList<>());
    RayCluster cluster = new RayCluster();
    cluster.getMetadata().setName(name);
    cluster.setSpec(spec);
    for (Consumer<RayCluster> modifier : modifiers) {
      modifier.accept(cluster);
    }
    return cluster;
  }

  public static Consumer<RayCluster> inNamespace(TestNamespace namespace) {
    return cluster -> cluster.getMetadata().setNamespace(namespace.name());
  }

  /** Adds a worker group that may have up to ten times its replicas. */
  public static Consumer<RayCluster> withWorkers(String groupName, int replicas) {
    return withWorkers(groupName, replicas, group -> {});
  }

  /** Adds a worker group, changed by the modifier. */
  public static Consumer<RayCluster> withWorkers(
      String groupName, int replicas, Consumer<WorkerGroupSpec> modifier) {
    WorkerGroupSpec group = new WorkerGroupSpec();
    group.setGroupName(groupName);
    group.setReplicas(replicas);
    group.setMinReplicas(0);
    group.setMaxReplicas(Math.max(10, 10 * replicas));
    group.setRayStartParams(Map.of());
    group.setTemplate(podTemplate("ray-worker"));
    modifier.accept(group);
    return withSpec(spec -> groups(spec).add(group));
  }

  public static Consumer<RayCluster> suspended() {
    return withSpec(spec -> spec.setSuspend(true));
  }

  public static Consumer<RayCluster> withHead(Consumer<HeadGroupSpec> modifier) {
    return withSpec(spec -> modifier.accept(Objects.requireNonNull(spec.getHeadGroupSpec())));
  }

  /** Changes the pod template of the head. */
  public static Consumer<RayCluster> withHeadPod(Consumer<PodSpec> modifier) {
    return withHead(head -> modifier.accept(Objects.requireNonNull(head.getTemplate()).getSpec()));
  }

  public static Consumer<RayCluster> withSpec(Consumer<RayClusterSpec> modifier) {
    return cluster -> modifier.accept(Objects.requireNonNull(cluster.getSpec()));
  }

  public static Consumer<RayCluster> withAnnotation(String key, String value) {
    return cluster -> cluster.getMetadata().getAnnotations().put(key, value);
  }

  private static List<WorkerGroupSpec> groups(RayClusterSpec spec) {
    return Objects.requireNonNull(spec.getWorkerGroupSpecs());
  }

  /** A pod with one small container of Ray's image. */
  public static PodTemplateSpec podTemplate(String containerName) {
    Map<String, Quantity> resources =
        Map.of("cpu", new Quantity("100m"), "memory", new Quantity("256Mi"));
    return new PodTemplateSpecBuilder()
        .withNewSpec()
        .addNewContainer()
        .withName(containerName)
        .withImage(IMAGE)
        .withNewResources()
        .withRequests(resources)
        .withLimits(resources)
        .endResources()
        .endContainer()
        .endSpec()
        .build();
  }
}
