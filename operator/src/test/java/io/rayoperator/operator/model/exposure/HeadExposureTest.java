package io.rayoperator.operator.model.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.rayoperator.operator.config.Exposure;
import io.rayoperator.operator.kubernetes.ServedApis;
import io.rayoperator.operator.model.TestClusters;
import io.rayoperator.operator.model.names.RayClusterNames;
import io.rayoperator.testing.AcceptanceCase;
import io.rayoperator.testing.Contract;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gaps are those of KubeRay contract §18.3. */
class HeadExposureTest {

  private static final String EXPOSED =
      TestClusters.HEAD.replace("headGroupSpec:", "headGroupSpec:\n  enableIngress: true%s");

  @Test
  @Contract({"4.1", "4.2", "4.3"})
  void nothingIsExposedUnasked() {
    assertThat(desired(TestClusters.HEAD, Map.of(), Exposure.INGRESS)).isEmpty();
    assertThat(desired(EXPOSED.formatted(""), Map.of(), Exposure.NONE)).isEmpty();
  }

  @Test
  @Contract({"1.7", "1.8", "4.1"})
  @AcceptanceCase(94)
  void ingressLeadsToTheDashboard() {
    assertThat(desired(EXPOSED.formatted(""), Map.of(), Exposure.INGRESS))
        .contains(
            Serialization.unmarshal(
                """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata:
                  name: demo-head-ingress
                  namespace: default
                  labels:
                    ray.io/cluster: demo
                    ray.io/identifier: demo-head
                    app.kubernetes.io/name: kuberay
                    app.kubernetes.io/created-by: kuberay-operator
                  ownerReferences:
                  - apiVersion: ray.io/v1
                    kind: RayCluster
                    name: demo
                    uid: %s
                    controller: true
                    blockOwnerDeletion: true
                spec:
                  rules:
                  - http:
                      paths:
                      - path: /
                        pathType: Prefix
                        backend: {service: {name: svc, port: {number: 8265}}}
                """
                    .formatted(TestClusters.UID),
                Ingress.class));
  }

  @Test
  @Contract("4.1")
  void optionsAndAnnotationsShapeTheIngress() { // gap 21
    String options =
        "\n  ingressOptions: {host: h, path: /ray, pathType: Exact, tls: [{secretName: s}]}";
    Ingress ingress =
        (Ingress)
            desired(
                    EXPOSED.formatted(options),
                    Map.of(
                        "kubernetes.io/ingress.class", "nginx",
                        "nginx.org/a", "b",
                        "kubectl.kubernetes.io/last-applied-configuration", "{}",
                        "conversion.ray.io/layout", "ant"),
                    Exposure.INGRESS)
                .orElseThrow();
    assertThat(ingress.getMetadata().getAnnotations()).isEqualTo(Map.of("nginx.org/a", "b"));
    assertThat(ingress.getSpec().getIngressClassName()).isEqualTo("nginx");
    assertThat(ingress.getSpec().getTls().getFirst().getSecretName()).isEqualTo("s");
    var rule = ingress.getSpec().getRules().getFirst();
    assertThat(rule.getHost()).isEqualTo("h");
    assertThat(rule.getHttp().getPaths().getFirst().getPath()).isEqualTo("/ray");
    assertThat(rule.getHttp().getPaths().getFirst().getPathType()).isEqualTo("Exact");
  }

  @Test
  @Contract("4.2")
  void routeLeadsToTheDashboard() { // gap 22
    Route route =
        (Route)
            desired(
                    EXPOSED.formatted("\n  ingressOptions: {host: h, path: /p}"),
                    Map.of("a", "b"),
                    Exposure.ROUTE)
                .orElseThrow();
    assertThat(route.getMetadata().getName()).isEqualTo("demo-head-route");
    assertThat(route.getMetadata().getAnnotations()).isEqualTo(Map.of("a", "b"));
    assertThat(route.getSpec())
        .isEqualTo(
            Map.of(
                "host",
                "h",
                "path",
                "/p",
                "to",
                Map.of("kind", "Service", "name", "svc", "weight", 100),
                "port",
                Map.of("targetPort", 8265),
                "wildcardPolicy",
                "None"));
  }

  @Test
  @Contract("4.1")
  @AcceptanceCase(94)
  void addedRuleIsDriftAndWhatTheApiServerAddsIsNone() {
    Ingress desired =
        (Ingress) desired(EXPOSED.formatted(""), Map.of(), Exposure.INGRESS).orElseThrow();
    Ingress live =
        new IngressBuilder(desired)
            .editSpec()
            .withIngressClassName("default-class")
            .endSpec()
            .build();
    assertThat(HeadExposure.matches(desired, live)).isTrue();
    Ingress opened =
        new IngressBuilder(live).editSpec().addNewRule().withHost("x").endRule().endSpec().build();
    assertThat(HeadExposure.matches(desired, opened)).isFalse();
  }

  @Test
  @Contract({"1.2", "1.3"})
  void namesAreKubeRays() {
    assertThat(RayClusterNames.headIngress("a".repeat(53)))
        .isEqualTo("a".repeat(37) + "-head-ingress");
    assertThat(
            RayClusterNames.headRoute(
                "2-step-cv-training-network-revisited", "development-namespace"))
        .isEqualTo("r-step-cv-training-network-rev");
    assertThat(RayClusterNames.headRoute("demo", "n".repeat(63))).isEqualTo("demo-head-route");
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, false, ROUTE",
    "true, true, true, INGRESS",
    "true, false, false, INGRESS",
    "false, true, true, ROUTE",
    "false, false, false, NONE"
  })
  @Contract({"4.1", "4.2"})
  void routesComeFirstWhereThereAreSome(
      boolean ingresses, boolean routes, boolean preferIngress, Exposure expected) {
    assertThat(new ServedApis(ingresses, routes).exposure(preferIngress)).isEqualTo(expected);
  }

  private static Optional<HasMetadata> desired(
      String spec, Map<String, String> annotations, Exposure exposure) {
    return HeadExposure.desired(
        TestClusters.annotated(annotations, spec),
        "svc",
        8265,
        TestClusters.config().with(exposure));
  }
}
