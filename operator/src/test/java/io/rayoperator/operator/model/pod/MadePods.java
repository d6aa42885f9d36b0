package io.rayoperator.operator.model.pod;

import static io.rayoperator.operator.model.TestClusters.config;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.model.TestClusters;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import java.util.List;

/** The pods of clusters, as the operator makes them. */
final class MadePods {

  private MadePods() {}

  /** Of the cluster {@code demo} with this spec, in YAML. */
  static Pod head(String spec) {
    return head(TestClusters.cluster(spec), config());
  }

  static Pod head(DesiredCluster cluster, ModelConfig config) {
    return HeadPod.desired(
        cluster, HeadAddress.of(cluster, "demo-head-svc", "cluster.local"), config);
  }

  /** A pod of the first group of the cluster {@code demo} with this spec, in YAML. */
  static Pod worker(String spec) {
    return worker(TestClusters.cluster(spec), config());
  }

  static Pod worker(DesiredCluster cluster, ModelConfig config) {
    return WorkerPod.desired(
        cluster,
        cluster.workerGroups().getFirst(),
        HeadAddress.of(cluster, "demo-head-svc", "cluster.local"),
        config);
  }

  /** A spec whose head has a container with these fields. */
  static String headWith(String containerFields) {
    return """
        headGroupSpec:
          template:
            spec:
              containers:
              - name: ray-head
                image: rayproject/ray:2.52.0
        %s"""
        .formatted(containerFields.indent(8));
  }

  static Container ray(Pod pod) {
    return pod.getSpec().getContainers().getFirst();
  }

  /** All values of a variable, in their order; the last one counts. */
  static List<String> valuesOf(Container container, String variable) {
    return container.getEnv().stream()
        .filter(env -> env.getName().equals(variable))
        .map(EnvVar::getValue)
        .toList();
  }

  /** Where Kubernetes takes the value of a variable from. */
  static String field(Container container, String variable) {
    return container.getEnv().stream()
        .filter(env -> env.getName().equals(variable))
        .map(env -> env.getValueFrom().getFieldRef().getFieldPath())
        .findFirst()
        .orElseThrow();
  }
}
