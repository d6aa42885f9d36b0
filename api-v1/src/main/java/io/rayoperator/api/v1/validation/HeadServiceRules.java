package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.rayoperator.api.v1.RayLabels;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The head Service: what users say of it, and what the ports of the head's Ray container make of
 * it.
 */
final class HeadServiceRules implements ChildRuleGroup {

  private static final String SOURCE = PodRuleGroup.SOURCE;
  private static final String CLUSTER_IP = "ClusterIP";
  private static final String HEADLESS = "None";
  private static final String EXTERNAL_NAME = "ExternalName";
  private static final Choices TYPES = Choices.of(CLUSTER_IP, "NodePort", "LoadBalancer");
  private static final Choices TYPES_OF_CUSTOM =
      Choices.of(CLUSTER_IP, "NodePort", "LoadBalancer", EXTERNAL_NAME);
  private static final Choices AFFINITIES = Choices.of(HEADLESS, "ClientIP");
  private static final FieldPath CUSTOM = ClusterView.HEAD.child("headService");
  private static final FieldPath CUSTOM_SPEC = CUSTOM.child("spec");

  /** Those of headService are not used (KubeRay contract §1.9). */
  private static final Set<String> LABELS_OF_OPERATOR =
      Set.of(
          RayLabels.CLUSTER,
          RayLabels.NODE_TYPE,
          RayLabels.IDENTIFIER,
          RayLabels.APP_NAME,
          RayLabels.APP_CREATED_BY);

  private static final String METRICS = "metrics";
  private static final int METRICS_PORT = 8080;
  private static final RayVersion WITH_METRICS = new RayVersion(2, 0, 0);

  private static final Rule TYPE =
      Rule.error(
          "head-service-type",
          SOURCE + "; KubeRay contract §3.1",
          "headGroupSpec.serviceType is "
              + TYPES
              + "; the type of headService can be ExternalName as well, with an"
              + " externalName.",
          """
          spec:
            headGroupSpec:
              serviceType: Nodeport""");

  private static final Rule HEAD_PORTS =
      Rule.error(
          "head-port-number-unique",
          SOURCE + "; KubeRay contract §3.1",
          "No two ports of the head's Ray container have the same number under different names: both are ports of the head"
              + " Service. Port 8080 is named metrics, as the operator adds that one.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      ports:
                        - {name: redis, containerPort: 6379}
                        - {name: gcs, containerPort: 6379}""");

  private static final Rule PORT =
      Rule.error(
          "head-service-port-form",
          SOURCE,
          "Ports of headService are between 1 and 65535, their names DNS-1123 labels, their protocols TCP, UDP or SCTP; a"
              + " targetPort is a port or the name of one.",
          """
          spec:
            headGroupSpec:
              headService:
                spec:
                  ports:
                    - {name: dashboard, port: 80, targetPort: 82650}""");

  private static final Rule PORT_UNIQUE =
      Rule.error(
          "head-service-port-unique",
          SOURCE,
          "No two ports of headService have the same name, the same number and protocol, or the same nodePort and protocol.",
          """
          spec:
            headGroupSpec:
              headService:
                spec:
                  ports:
                    - {name: dashboard, port: 80}
                    - {name: serve, port: 80}""");

  private static final Rule NODE_PORT =
      Rule.error(
          "head-service-node-port",
          SOURCE,
          "headService has nodePorts only with type NodePort or LoadBalancer, and clusterIP None only with type ClusterIP.",
          """
          spec:
            headGroupSpec:
              headService:
                spec:
                  type: ClusterIP
                  ports:
                    - {name: dashboard, port: 80, nodePort: 30080}""");

  private static final Rule AFFINITY =
      Rule.error(
          "head-service-session-affinity",
          SOURCE,
          "sessionAffinity of headService is " + AFFINITIES + ".",
          """
          spec:
            headGroupSpec:
              headService:
                spec:
                  sessionAffinity: Cookie""");

  private static final Rule METADATA =
      Rule.error(
          "head-service-metadata",
          SOURCE,
          "Labels of headService have the form of labels; the annotations of headService and headServiceAnnotations have"
              + " qualified names as keys and at most "
              + AnnotationForm.MAX_BYTES
              + " bytes altogether.",
          """
          spec:
            headServiceAnnotations: {"load balancer": internal}""");

  @Override
  public String title() {
    return "Head Service";
  }

  @Override
  public List<Rule> rules() {
    return List.of(TYPE, HEAD_PORTS, PORT, PORT_UNIQUE, NODE_PORT, AFFINITY, METADATA);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    Service custom = cluster.head().getHeadService();
    ServiceSpec spec = custom == null ? null : custom.getSpec();
    checkType(cluster, spec, found);
    if (custom == null) {
      checkHeadPorts(cluster, found);
    }
    if (spec != null) {
      checkPorts(spec, found);
      checkClusterIp(spec, typeOf(cluster, spec), found);
      AFFINITIES.check(
          AFFINITY, CUSTOM_SPEC.child("sessionAffinity"), spec.getSessionAffinity(), found);
    }
    checkMetadata(cluster, custom == null ? null : custom.getMetadata(), found);
  }

  /** The type of the Service: its own, or else that of the head group; empty if neither says. */
  static String typeOf(ClusterView cluster, @Nullable ServiceSpec custom) {
    String own = custom == null ? "" : Objects.requireNonNullElse(custom.getType(), "");
    return own.isEmpty() ? Objects.requireNonNullElse(cluster.head().getServiceType(), "") : own;
  }

  private static void checkType(
      ClusterView cluster, @Nullable ServiceSpec custom, Violations found) {
    if (custom == null) {
      TYPES.check(
          TYPE, ClusterView.HEAD.child("serviceType"), cluster.head().getServiceType(), found);
      return;
    }
    String type = typeOf(cluster, custom);
    FieldPath path =
        type.equals(custom.getType())
            ? CUSTOM_SPEC.child("type")
            : ClusterView.HEAD.child("serviceType");
    TYPES_OF_CUSTOM.check(TYPE, path, type, found);
    if (EXTERNAL_NAME.equals(type)
        && Objects.requireNonNullElse(custom.getExternalName(), "").isEmpty()) {
      found.required(
          TYPE, CUSTOM_SPEC.child("externalName"), "say which, because the type is ExternalName");
    }
  }

  /** The ports of the container, by name, become those of the Service. */
  private static void checkHeadPorts(ClusterView cluster, Violations found) {
    ClusterView.PodContainer ray = cluster.headTemplate().rayContainer().orElse(null);
    if (ray == null) {
      return;
    }
    Map<Integer, String> names = new HashMap<>();
    List<ContainerPort> ports = ClusterView.orEmpty(ray.spec().getPorts());
    if (cluster.isRayAtLeast(WITH_METRICS)
        && ports.stream().noneMatch(port -> port != null && METRICS.equals(port.getName()))) {
      names.put(METRICS_PORT, METRICS);
    }
    ClusterView.forEach(
        ray.path().child("ports"),
        ports,
        ContainerPort::getName,
        (path, port) -> {
          Integer number = port.getContainerPort();
          if (number == null) {
            return;
          }
          String name = Objects.requireNonNullElse(port.getName(), "");
          String other = names.putIfAbsent(number, name);
          if (other != null && !other.equals(name)) {
            found.duplicate(
                HEAD_PORTS,
                path.child("containerPort"),
                number,
                other.equals(METRICS)
                    ? "the head Service has this port under the name metrics; name the port so, or use another one"
                    : "another port has this number already, and the head Service can have it once; remove one of the two");
          }
        });
  }

  private static void checkPorts(ServiceSpec spec, Violations found) {
    Set<String> names = new HashSet<>();
    Set<String> numbers = new HashSet<>();
    Set<String> nodePorts = new HashSet<>();
    ClusterView.forEach(
        CUSTOM_SPEC.child("ports"),
        spec.getPorts(),
        ServicePort::getName,
        (path, port) -> {
          checkPort(path, port, found);
          String protocol = Objects.requireNonNullElse(port.getProtocol(), "TCP") + "/";
          if (port.getName() != null && !port.getName().isEmpty()) {
            checkUnique(path.child("name"), names, port.getName(), port.getName(), found);
          }
          if (port.getPort() != null) {
            checkUnique(
                path.child("port"), numbers, protocol + port.getPort(), port.getPort(), found);
          }
          if (hasNodePort(port)) {
            checkUnique(
                path.child("nodePort"),
                nodePorts,
                protocol + port.getNodePort(),
                port.getNodePort(),
                found);
          }
        });
  }

  private static void checkUnique(
      FieldPath path, Set<String> seen, String identity, Object value, Violations found) {
    if (!seen.add(identity)) {
      found.duplicate(
          PORT_UNIQUE,
          path,
          value,
          "another port of the Service has it already; choose another one");
    }
  }

  private static void checkPort(FieldPath path, ServicePort port, Violations found) {
    String name = Objects.requireNonNullElse(port.getName(), "");
    if (!name.isEmpty() && !KubernetesNames.isDns1123Label(name)) {
      found.invalid(PORT, path.child("name"), name, "must have " + KubernetesNames.LABEL_FORM);
    }
    if (!ContainerPortRules.isPort(port.getPort())) {
      found.invalid(PORT, path.child("port"), port.getPort(), "must be between 1 and 65535");
    }
    ContainerPortRules.PROTOCOLS.check(PORT, path.child("protocol"), port.getProtocol(), found);
    IntOrString target = port.getTargetPort();
    if (target == null) {
      return;
    }
    String targetName = target.getStrVal();
    if (targetName != null && !targetName.isEmpty()) {
      if (!KubernetesNames.isPortName(targetName)) {
        found.invalid(
            PORT,
            path.child("targetPort"),
            targetName,
            "must be a number without quotes, or the name of a port, which has "
                + KubernetesNames.PORT_FORM);
      }
    } else if (target.getIntVal() != null
        && target.getIntVal() != 0
        && !ContainerPortRules.isPort(target.getIntVal())) {
      found.invalid(
          PORT, path.child("targetPort"), target.getIntVal(), "must be between 1 and 65535");
    }
  }

  private static boolean hasNodePort(ServicePort port) {
    return port.getNodePort() != null && port.getNodePort() != 0;
  }

  private static void checkClusterIp(ServiceSpec spec, String type, Violations found) {
    boolean inside = type.isEmpty() || type.equals(CLUSTER_IP);
    if (!inside && HEADLESS.equals(spec.getClusterIP()) && !type.equals(EXTERNAL_NAME)) {
      found.invalid(
          NODE_PORT,
          CUSTOM_SPEC.child("clusterIP"),
          HEADLESS,
          "cannot be None with type " + type + "; remove one of the two");
    }
    if (inside) {
      ClusterView.forEach(
          CUSTOM_SPEC.child("ports"),
          spec.getPorts(),
          ServicePort::getName,
          (path, port) -> {
            if (hasNodePort(port)) {
              found.forbidden(
                  NODE_PORT,
                  path.child("nodePort"),
                  "is for type NodePort and LoadBalancer only; remove it, or set such a type");
            }
          });
    }
  }

  private static void checkMetadata(
      ClusterView cluster, @Nullable ObjectMeta custom, Violations found) {
    Map<String, String> annotations = new LinkedHashMap<>();
    FieldPath path = ClusterView.SPEC.child("headServiceAnnotations");
    if (custom != null) {
      Map<String, String> labels = new LinkedHashMap<>(ClusterView.orEmpty(custom.getLabels()));
      labels.keySet().removeAll(LABELS_OF_OPERATOR);
      SelectorForm.checkLabels(METADATA, CUSTOM.child("metadata").child("labels"), labels, found);
      annotations.putAll(ClusterView.orEmpty(custom.getAnnotations()));
      path = annotations.isEmpty() ? path : CUSTOM.child("metadata").child("annotations");
    }
    annotations.putAll(ClusterView.orEmpty(cluster.spec().getHeadServiceAnnotations()));
    AnnotationForm.check(METADATA, path, annotations, found);
  }
}
