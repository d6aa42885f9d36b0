package io.rayoperator.operator.model.exposure;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.rayoperator.api.v1.HeadGroupSpec;
import io.rayoperator.api.v1.IngressOptions;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.model.child.AppliedState;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.metadata.OwnerReferences;
import io.rayoperator.operator.model.names.RayClusterNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The Ingress or the Route that leads to the dashboard, while {@code enableIngress} is true. */
public final class HeadExposure {

  /** On RayClusters: the class of the Ingress. */
  static final String INGRESS_CLASS = "kubernetes.io/ingress.class";

  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  private static final String OF_CONVERSION = "conversion.ray.io/";

  private HeadExposure() {}

  /**
   * The object that has to exist, if any.
   *
   * @param headService where it leads to
   * @param dashboardPort of that Service
   */
  public static Optional<HasMetadata> desired(
      DesiredCluster cluster, String headService, int dashboardPort, ModelConfig config) {
    HeadGroupSpec head = cluster.spec().getHeadGroupSpec();
    if (head == null || !Absent.asFalse(head.getEnableIngress())) {
      return Optional.empty();
    }
    IngressOptions options =
        Objects.requireNonNullElseGet(head.getIngressOptions(), IngressOptions::new);
    return switch (config.exposure()) {
      case INGRESS -> Optional.of(ingress(cluster, options, headService, dashboardPort));
      case ROUTE -> Optional.of(route(cluster, options, headService, dashboardPort));
      case NONE -> Optional.empty();
    };
  }

  /** Whether a child is of one of these kinds. */
  public static boolean isOne(HasMetadata child) {
    return child instanceof Ingress || child instanceof Route;
  }

  /**
   * Whether an object leads where it should, and nowhere else: a rule that somebody added would
   * open another way in.
   */
  public static boolean matches(HasMetadata desired, HasMetadata live) {
    return AppliedState.matches(desired, live)
        && (!(desired instanceof Ingress wanted)
            || !(live instanceof Ingress present)
            || present.getSpec().getRules().equals(wanted.getSpec().getRules()));
  }

  // §4.1
  private static Ingress ingress(
      DesiredCluster cluster, IngressOptions options, String service, int port) {
    return new IngressBuilder()
        .withMetadata(metadata(cluster, RayClusterNames.headIngress(cluster.name())))
        .withNewSpec()
        .withIngressClassName(cluster.annotations().get(INGRESS_CLASS))
        .withTls(Absent.asEmpty(options.getTls()))
        .addNewRule()
        .withHost(options.getHost())
        .withNewHttp()
        .addNewPath()
        .withPath(Objects.requireNonNullElse(options.getPath(), "/"))
        .withPathType(Objects.requireNonNullElse(options.getPathType(), "Prefix"))
        .withNewBackend()
        .withNewService()
        .withName(service)
        .withNewPort()
        .withNumber(port)
        .endPort()
        .endService()
        .endBackend()
        .endPath()
        .endHttp()
        .endRule()
        .endSpec()
        .build();
  }

  // §4.2; host and path of the options as well, which KubeRay leaves out (§18.3, gap 22)
  private static Route route(
      DesiredCluster cluster, IngressOptions options, String service, int port) {
    Map<String, Object> spec = new LinkedHashMap<>();
    if (options.getHost() != null) {
      spec.put("host", options.getHost());
    }
    if (options.getPath() != null) {
      spec.put("path", options.getPath());
    }
    spec.put("to", Map.of("kind", "Service", "name", service, "weight", 100));
    spec.put("port", Map.of("targetPort", port));
    spec.put("wildcardPolicy", "None");
    Route route = new Route();
    route.setMetadata(
        metadata(cluster, RayClusterNames.headRoute(cluster.name(), cluster.namespace())));
    route.setSpec(spec);
    return route;
  }

  private static ObjectMeta metadata(DesiredCluster cluster, String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(cluster.namespace())
        .addToLabels(RayLabels.CLUSTER, cluster.name())
        .addToLabels(
            RayLabels.IDENTIFIER, RayClusterNames.identifier(cluster.name(), RayLabels.HEAD))
        .addToLabels(RayLabels.APP_NAME, RayLabels.APP_NAME_VALUE)
        .addToLabels(RayLabels.APP_CREATED_BY, RayLabels.APP_CREATED_BY_VALUE)
        .withAnnotations(annotations(cluster))
        .withOwnerReferences(OwnerReferences.controller(cluster))
        .build();
  }

  /**
   * Controllers of Ingresses are told what to do by annotations; the user's, not those of tools.
   */
  private static Map<String, String> annotations(DesiredCluster cluster) {
    Map<String, String> annotations = new LinkedHashMap<>(cluster.annotations());
    annotations
        .keySet()
        .removeIf(
            key ->
                key.equals(INGRESS_CLASS)
                    || key.equals(LAST_APPLIED)
                    || key.startsWith(OF_CONVERSION));
    return annotations;
  }
}
