package io.rayoperator.operator;

import static io.rayoperator.operator.ClusterProbe.eventually;
import static io.rayoperator.testing.RayClusters.withAnnotation;
import static io.rayoperator.testing.RayClusters.withHead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.rayoperator.api.v1.IngressOptions;
import io.rayoperator.operator.model.names.RayClusterNames;
import io.rayoperator.testing.AcceptanceCase;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.Contract;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.TestNamespace;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Also gaps 11, 21, 22 and 52 of KubeRay contract §18.3. */
@ControlPlane(components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK})
class HeadExposureIT {

  private static final ResourceDefinitionContext ROUTES =
      new ResourceDefinitionContext.Builder()
          .withGroup("route.openshift.io")
          .withVersion("v1")
          .withKind("Route")
          .withPlural("routes")
          .withNamespaced(true)
          .build();

  /** What matters of OpenShift's API here. */
  private static final String ROUTE_DEFINITION =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: routes.route.openshift.io}
      spec:
        group: route.openshift.io
        names: {kind: Route, plural: routes, singular: route}
        scope: Namespaced
        versions:
        - name: v1
          served: true
          storage: true
          schema:
            openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
      """;

  @BeforeAll
  static void install(LocalControlPlane plane, KubernetesClient client) {
    RayClusterApi.installWithoutWebhooks(client);
  }

  @Test
  @Contract({"4.1", "13.5"})
  @AcceptanceCase(94)
  void ingressIsMadeRepairedAndRemoved(KubernetesClient client, TestNamespace namespace) {
    try (RayClusterOperator operator =
        RayClusterOperator.start(TestOperator.config().build(), client)) {
      assertThat(operator.isLeading()).isTrue();
      ClusterProbe demo =
          ClusterProbe.create(
              client,
              namespace,
              "demo",
              withAnnotation("kubernetes.io/ingress.class", "nginx"),
              withAnnotation("nginx.ingress.kubernetes.io/rewrite-target", "/$1"),
              withHead(
                  head -> {
                    IngressOptions options = new IngressOptions();
                    options.setHost("ray.example.com");
                    head.setEnableIngress(true);
                    head.setIngressOptions(options);
                  }));
      demo.awaitReady();
      Resource<Ingress> ingress =
          client
              .network()
              .v1()
              .ingresses()
              .inNamespace(namespace.name())
              .withName("demo-head-ingress");
      eventually(() -> assertThat(ingress.get()).isNotNull());
      assertThat(ingress.get().getSpec().getIngressClassName()).isEqualTo("nginx");
      assertThat(ingress.get().getMetadata().getAnnotations())
          .containsOnlyKeys("nginx.ingress.kubernetes.io/rewrite-target");
      assertThat(rule(ingress).getHost()).isEqualTo("ray.example.com");
      assertThat(path(ingress).getPath()).isEqualTo("/");
      assertThat(path(ingress).getPathType()).isEqualTo("Prefix");
      assertThat(path(ingress).getBackend().getService().getName()).isEqualTo("demo-head-svc");
      assertThat(path(ingress).getBackend().getService().getPort().getNumber()).isEqualTo(8265);

      // Somebody opens another way in; a controller writes an annotation of its own.
      ingress.edit(
          live -> {
            live.getMetadata().getAnnotations().put("controller.example.com/state", "seen");
            IngressRule other = new IngressRule();
            other.setHost("other.example.com");
            live.getSpec().getRules().add(other);
            return live;
          });
      eventually(() -> assertThat(ingress.get().getSpec().getRules()).hasSize(1));
      assertThat(ingress.get().getMetadata().getAnnotations())
          .containsKey("controller.example.com/state");

      demo.edit(
          spec ->
              Objects.requireNonNull(
                      Objects.requireNonNull(spec.getHeadGroupSpec()).getIngressOptions())
                  .setHost(null));
      eventually(() -> assertThat(rule(ingress).getHost()).isNull());
      ingress.delete();
      eventually(() -> assertThat(ingress.get()).isNotNull());

      demo.edit(spec -> Objects.requireNonNull(spec.getHeadGroupSpec()).setEnableIngress(false));
      eventually(() -> assertThat(ingress.get()).isNull());
      eventually(
          () ->
              assertThat(demo.eventReasons())
                  .contains("CreatedIngress", "UpdatedIngress", "DeletedIngress"));
    }
  }

  @Test
  @Contract("4.1")
  @AcceptanceCase(94)
  void ingressOfSomebodyElseIsLeftAloneAndToldOnce(
      KubernetesClient client, TestNamespace namespace) {
    client
        .resource(
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: demo-head-ingress, namespace: %s}
            spec: {defaultBackend: {service: {name: mine, port: {number: 80}}}}
            """
                .formatted(namespace.name()))
        .create();
    try (RayClusterOperator operator =
        RayClusterOperator.start(TestOperator.config().build(), client)) {
      assertThat(operator.isLeading()).isTrue();
      ClusterProbe demo =
          ClusterProbe.create(
              client, namespace, "demo", withHead(head -> head.setEnableIngress(true)));
      demo.awaitReady();
      eventually(() -> assertThat(demo.eventReasons()).contains("FailedToCreateIngress"));
      demo.edit(spec -> spec.setRayVersion("2.53.0"));
      demo.awaitReady();
      assertThat(demo.eventReasons()).containsOnlyOnce("FailedToCreateIngress");
      assertThat(
              client
                  .network()
                  .v1()
                  .ingresses()
                  .inNamespace(namespace.name())
                  .withName("demo-head-ingress")
                  .get()
                  .getSpec()
                  .getRules())
          .isEmpty();
    }
  }

  @Test
  @Contract("4.2")
  void routeIsMadeRepairedAndRemoved(KubernetesClient client, TestNamespace namespace) {
    var definition = client.resource(ROUTE_DEFINITION);
    definition.create();
    try {
      // A new definition is served a moment before its storage is ready.
      eventually(
          () ->
              assertThatCode(() -> client.genericKubernetesResources(ROUTES).list())
                  .doesNotThrowAnyException());
      try (RayClusterOperator operator =
          RayClusterOperator.start(TestOperator.config().build(), client)) {
        assertThat(operator.isLeading()).isTrue();
        ClusterProbe demo =
            ClusterProbe.create(
                client, namespace, "demo", withHead(head -> head.setEnableIngress(true)));
        demo.awaitReady();
        var route =
            client
                .genericKubernetesResources(ROUTES)
                .inNamespace(namespace.name())
                .withName(RayClusterNames.headRoute("demo", namespace.name()));
        eventually(() -> assertThat(route.get()).isNotNull());
        assertThat(route.get().<String>get("spec", "to", "name")).isEqualTo("demo-head-svc");
        assertThat(route.get().<Integer>get("spec", "port", "targetPort")).isEqualTo(8265);
        assertThat(
                client.network().v1().ingresses().inNamespace(namespace.name()).list().getItems())
            .isEmpty();

        route.edit(
            live -> {
              live.<Map<String, Object>>get("spec", "to").put("name", "elsewhere");
              return live;
            });
        eventually(
            () ->
                assertThat(route.get().<String>get("spec", "to", "name"))
                    .isEqualTo("demo-head-svc"));
        demo.edit(spec -> Objects.requireNonNull(spec.getHeadGroupSpec()).setEnableIngress(false));
        eventually(() -> assertThat(route.get()).isNull());
      }
    } finally {
      definition.delete();
    }
  }

  private static IngressRule rule(Resource<Ingress> ingress) {
    List<IngressRule> rules = ingress.get().getSpec().getRules();
    assertThat(rules).hasSize(1);
    return rules.getFirst();
  }

  private static HTTPIngressPath path(Resource<Ingress> ingress) {
    return rule(ingress).getHttp().getPaths().getFirst();
  }
}
