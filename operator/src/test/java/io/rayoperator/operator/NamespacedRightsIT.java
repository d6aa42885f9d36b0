package io.rayoperator.operator;

import static io.rayoperator.operator.ClusterProbe.eventually;
import static io.rayoperator.testing.RayClusters.withWorkers;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.ApiRequest;
import io.rayoperator.testing.AuditLog;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.Contract;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.Repository;
import io.rayoperator.testing.TestNamespace;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The operator as config/overlays/namespaced installs it: with a Role in each namespace. */
// A control plane of its own: in others the account has a ClusterRole, too.
@ControlPlane(
    components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK},
    own = true)
class NamespacedRightsIT {

  private static final String ROLE = "ray-operator-controller-manager";
  private static final String SERVED_BY_OVERLAY = "ray-team-a";

  @Test
  @Contract("16.6")
  void operatorServesItsNamespacesAndAsksForNothingElse(
      LocalControlPlane plane,
      KubernetesClient client,
      Kubectl kubectl,
      TestNamespace served,
      AuditLog audit) {
    RayClusterApi.installWithoutWebhooks(client);
    rights(kubectl, client).forEach(right -> grant(right, served, client));
    AuditLog.Mark start = audit.mark();
    try (KubernetesClient installed = ShippedRights.account(plane, client);
        RayClusterOperator operator =
            RayClusterOperator.start(
                TestOperator.config().watchNamespaces(List.of(served.name())).build(), installed)) {
      assertThat(operator.isLeading()).isTrue();
      ClusterProbe demo = ClusterProbe.create(client, served, "demo", withWorkers("small", 1));
      demo.awaitReady();
      demo.editGroup("small", group -> group.setReplicas(2));
      eventually(() -> assertThat(demo.podNames("small")).hasSize(2));
      demo.edit(spec -> spec.setEnableInTreeAutoscaling(true));
      eventually(
          () ->
              assertThat(client.rbac().roles().inNamespace(served.name()).withName("demo").get())
                  .isNotNull());
      client.resource(demo.cluster()).delete();
      eventually(
          () -> assertThat(client.pods().inNamespace(served.name()).list().getItems()).isEmpty());
    }
    assertThat(audit.requestsSince(start))
        .filteredOn(request -> request.userAgent().startsWith("ray-operator"))
        .isNotEmpty()
        .extracting(ApiRequest::statusCode)
        .doesNotContain(403);
  }

  /** Those of one namespace, as kustomize makes them. */
  private static List<HasMetadata> rights(Kubectl kubectl, KubernetesClient client) {
    String rendered =
        kubectl
            .run("kustomize", Repository.root().resolve("config/overlays/namespaced").toString())
            .succeeds()
            .stdout();
    List<HasMetadata> rights =
        client
            .load(new ByteArrayInputStream(rendered.getBytes(StandardCharsets.UTF_8)))
            .items()
            .stream()
            .filter(object -> object instanceof Role || object instanceof RoleBinding)
            .filter(object -> object.getMetadata().getName().equals(ROLE))
            .filter(object -> SERVED_BY_OVERLAY.equals(object.getMetadata().getNamespace()))
            .toList();
    assertThat(rights).extracting(HasMetadata::getKind).containsOnly("Role", "RoleBinding");
    return rights;
  }

  private static void grant(HasMetadata right, TestNamespace namespace, KubernetesClient client) {
    right.getMetadata().setNamespace(namespace.name());
    client.resource(right).create();
  }
}
