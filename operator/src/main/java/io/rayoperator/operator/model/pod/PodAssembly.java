package io.rayoperator.operator.model.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.rayoperator.api.v1.RayAnnotations;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.cluster.RayGroup;
import io.rayoperator.operator.model.metadata.OwnerReferences;
import io.rayoperator.operator.model.metadata.PodLabels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What head and worker pods are made of alike, on top of a copy of the user's template. */
final class PodAssembly {

  private final DesiredCluster cluster;
  private final RayGroup group;
  private final ModelConfig config;
  private final PodSpec spec;
  private final Map<String, String> annotations;

  PodAssembly(DesiredCluster cluster, RayGroup group, ModelConfig config) {
    this.cluster = cluster;
    this.group = group;
    this.config = config;
    this.spec = new PodSpecBuilder(group.template().getSpec()).build();
    ObjectMeta metadata = group.template().getMetadata();
    this.annotations =
        new LinkedHashMap<>(
            metadata == null ? Map.of() : Absent.asEmpty(metadata.getAnnotations()));
    if (cluster.annotationIsTrue(RayAnnotations.OVERWRITE_CONTAINER_COMMAND)) {
      annotations.put(RayAnnotations.OVERWRITE_CONTAINER_COMMAND, "true");
    }
  }

  PodSpec spec() {
    return spec;
  }

  Map<String, String> annotations() {
    return annotations;
  }

  Container rayContainer() {
    return spec.getContainers().get(0);
  }

  void addContainer(Container container) {
    List<Container> containers = new ArrayList<>(spec.getContainers());
    containers.add(container);
    spec.setContainers(containers);
  }

  void addInitContainer(Container container) {
    List<Container> containers = new ArrayList<>(Absent.asEmpty(spec.getInitContainers()));
    containers.add(container);
    spec.setInitContainers(containers);
  }

  /** Tells every init container where the head is (KubeRay contract §2.7). */
  void addHeadAddressToInitContainers(HeadAddress head) {
    for (Container container : Absent.asEmpty(spec.getInitContainers())) {
      Variables env = new Variables(Absent.asEmpty(container.getEnv()));
      RayContainerEnv.addHeadAddress(env, head);
      container.setEnv(env.toList());
    }
  }

  /** Prometheus finds Ray's metrics by the name of the port (§2.3). */
  void addMetricsPort() {
    if (OldImages.expectedBy(cluster)) {
      return;
    }
    List<ContainerPort> ports = new ArrayList<>(Absent.asEmpty(rayContainer().getPorts()));
    if (ports.stream().noneMatch(port -> RayPorts.METRICS_NAME.equals(port.getName()))) {
      ports.add(
          new ContainerPortBuilder()
              .withName(RayPorts.METRICS_NAME)
              .withContainerPort(RayPorts.METRICS)
              .build());
      rayContainer().setPorts(ports);
    }
  }

  void startRay(String rayStart) {
    String overwrite = annotations.get(RayAnnotations.OVERWRITE_CONTAINER_COMMAND);
    if (!"true".equalsIgnoreCase(overwrite)) {
      ContainerCommand.startRay(rayContainer(), rayStart, config);
    }
  }

  /** The pod, without a name. */
  Pod build(String nodeType) {
    config.defaultPodAnnotations().forEach(annotations::putIfAbsent);
    annotations.put(RayAnnotations.TEMPLATE_HASH, TemplateHash.of(cluster, group));
    ObjectMeta template = group.template().getMetadata();
    return new PodBuilder()
        .withMetadata(
            new ObjectMetaBuilder()
                .withGenerateName(cluster.profile().podPrefix(cluster.podGroup(group)))
                // A namespace in the template means nothing (§2.1).
                .withNamespace(cluster.namespace())
                .withLabels(PodLabels.of(cluster, group, nodeType, config.defaultPodLabels()))
                .withAnnotations(annotations)
                .withFinalizers(
                    template == null ? List.of() : Absent.asEmpty(template.getFinalizers()))
                .withOwnerReferences(OwnerReferences.controller(cluster))
                .build())
        .withSpec(spec)
        .build();
  }
}
