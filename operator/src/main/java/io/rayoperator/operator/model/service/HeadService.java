package io.rayoperator.operator.model.service;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.ServiceSpecBuilder;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.metadata.OwnerReferences;
import io.rayoperator.operator.model.metadata.PodLabels;
import io.rayoperator.operator.model.names.RayClusterNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Service under which workers and clients find the head (KubeRay contract §3.1). */
public final class HeadService {

  private static final String CLUSTER_IP_TYPE = "ClusterIP";
  private static final String HEADLESS = "None";
  private static final String DASHBOARD = "dashboard";
  private static final int DEFAULT_DASHBOARD_PORT = 8265;

  private HeadService() {}

  /** The name of a head Service that does not exist yet. */
  public static String name(DesiredCluster cluster) {
    Service custom = cluster.head().headService();
    String chosen =
        custom == null || custom.getMetadata() == null
            ? ""
            : Absent.asEmpty(custom.getMetadata().getName());
    return chosen.isEmpty() ? cluster.profile().headService(cluster.name()) : chosen;
  }

  /** The labels by which a head Service is found (§1.9). */
  public static Map<String, String> labels(DesiredCluster cluster) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(RayLabels.CLUSTER, cluster.name());
    labels.put(RayLabels.NODE_TYPE, RayLabels.HEAD);
    labels.put(RayLabels.IDENTIFIER, RayClusterNames.identifier(cluster.name(), RayLabels.HEAD));
    labels.put(RayLabels.APP_NAME, headPodLabel(cluster, RayLabels.APP_NAME));
    labels.put(RayLabels.APP_CREATED_BY, RayLabels.APP_CREATED_BY_VALUE);
    return labels;
  }

  /**
   * The Service that the user wants.
   *
   * @param name its name: that of the existing Service if there is one, because pods have been told
   */
  public static Service desired(DesiredCluster cluster, String name, ModelConfig config) {
    Service custom = cluster.head().headService();
    return custom == null
        ? defaultService(cluster, name, config)
        : customService(cluster, name, custom);
  }

  /** Where the dashboard is found (§4.1). */
  public static int dashboardPort(Service service) {
    return Absent.asEmpty(service.getSpec().getPorts()).stream()
        .filter(port -> DASHBOARD.equals(port.getName()))
        .map(ServicePort::getPort)
        .findFirst()
        .orElse(DEFAULT_DASHBOARD_PORT);
  }

  /** Whether a Service has no address of its own, so that its name leads to the head pod. */
  public static boolean headless(Service service) {
    return service.getSpec() != null && HEADLESS.equals(service.getSpec().getClusterIP());
  }

  private static Service defaultService(DesiredCluster cluster, String name, ModelConfig config) {
    String type = cluster.head().serviceType();
    ServiceSpecBuilder spec =
        new ServiceSpecBuilder()
            .withSelector(selector(cluster))
            .withPorts(HeadServicePorts.of(cluster));
    if (!type.isEmpty()) {
      spec.withType(type);
    }
    if (!config.headClusterIpService() && (type.isEmpty() || type.equals(CLUSTER_IP_TYPE))) {
      // Workers have to find the head before it is ready: it waits for nobody else.
      spec.withClusterIP(HEADLESS).withPublishNotReadyAddresses(true);
    }
    return service(
        metadata(cluster, name, Map.of(), cluster.headServiceAnnotations()), spec.build());
  }

  private static Service customService(DesiredCluster cluster, String name, Service custom) {
    ServiceSpec spec =
        custom.getSpec() == null
            ? new ServiceSpec()
            : new ServiceSpecBuilder(custom.getSpec()).build();
    spec.setSelector(selector(cluster));
    if (Absent.asEmpty(spec.getType()).isEmpty() && !cluster.head().serviceType().isEmpty()) {
      spec.setType(cluster.head().serviceType());
    }
    List<ServicePort> ports = new ArrayList<>();
    Absent.asEmpty(spec.getPorts()).forEach(port -> ports.add(HeadServicePorts.named(port)));
    for (ServicePort port : HeadServicePorts.of(cluster)) {
      // The user's port of the same name or number is meant to replace ours.
      if (ports.stream().noneMatch(chosen -> collide(chosen, port))) {
        ports.add(port);
      }
    }
    spec.setPorts(ports);
    ObjectMeta metadata = custom.getMetadata() == null ? new ObjectMeta() : custom.getMetadata();
    Map<String, String> annotations =
        new LinkedHashMap<>(Absent.asEmpty(metadata.getAnnotations()));
    annotations.putAll(cluster.headServiceAnnotations());
    return service(
        metadata(cluster, name, Absent.asEmpty(metadata.getLabels()), annotations), spec);
  }

  private static boolean collide(ServicePort chosen, ServicePort port) {
    return port.getName().equals(chosen.getName())
        || (port.getPort().equals(chosen.getPort())
            && (chosen.getProtocol() == null || chosen.getProtocol().equals("TCP")));
  }

  private static ObjectMeta metadata(
      DesiredCluster cluster,
      String name,
      Map<String, String> chosenLabels,
      Map<String, String> annotations) {
    Map<String, String> labels = new LinkedHashMap<>(cluster.profile().headServiceLabels());
    labels.putAll(chosenLabels);
    labels.putAll(labels(cluster));
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(cluster.namespace())
        .withLabels(labels)
        .withAnnotations(annotations)
        .withOwnerReferences(OwnerReferences.controller(cluster))
        .build();
  }

  private static Service service(ObjectMeta metadata, ServiceSpec spec) {
    return new ServiceBuilder().withMetadata(metadata).withSpec(spec).build();
  }

  // As the pod has them: a user may have given the head other values (§18.3, gap 23).
  private static Map<String, String> selector(DesiredCluster cluster) {
    Map<String, String> selector = new LinkedHashMap<>();
    for (String label :
        List.of(
            RayLabels.CLUSTER,
            RayLabels.NODE_TYPE,
            RayLabels.IDENTIFIER,
            RayLabels.APP_NAME,
            RayLabels.APP_CREATED_BY)) {
      selector.put(label, headPodLabel(cluster, label));
    }
    return selector;
  }

  private static String headPodLabel(DesiredCluster cluster, String label) {
    return Absent.asEmpty(
        PodLabels.of(cluster, cluster.head(), RayLabels.HEAD, Map.of()).get(label));
  }
}
