package io.rayoperator.operator;

import static io.rayoperator.operator.ClusterProbe.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.LegacyRayClusterApi;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.TestNamespace;
import org.junit.jupiter.api.Test;

/**
 * Where no garbage collector knows of the clusters, as for half a minute after their definitions
 * came: it lets an object go that is deleted with {@code --cascade=orphan}, and takes no owner from
 * anything.
 */
@ControlPlane(own = true)
class LegacyOrphanIT {

  @Test
  void clusterThatIsToStayLosesItsOwnerAndStays(KubernetesClient client, TestNamespace namespace) {
    RayClusterApi.installWithoutWebhooks(client);
    LegacyRayClusterApi.install(client);
    try (RayClusterOperator operator =
        RayClusterOperator.start(TestOperator.config().legacyClusters(true).build(), client)) {
      eventually(() -> assertThat(operator.isLeading()).isTrue());
      LegacyProbe legacy = LegacyProbe.create(client, namespace, "kept");
      ClusterProbe cluster = ClusterProbe.existing(client, namespace, "kept");
      eventually(
          () -> {
            assertThat(cluster.cluster()).isNotNull();
            assertThat(cluster.cluster().getMetadata().getOwnerReferences())
                .extracting("uid")
                .containsExactly(legacy.resource().get().getMetadata().getUid());
          });
      String uid = cluster.cluster().getMetadata().getUid();

      legacy.resource().withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
      eventually(() -> assertThat(cluster.cluster().getMetadata().getOwnerReferences()).isEmpty());
      legacy
          .resource()
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
      eventually(() -> assertThat(legacy.resource().get()).isNull());

      LegacyProbe after = LegacyProbe.create(client, namespace, "after");
      eventually(() -> assertThat(after.status("phase")).isNotEmpty());
      assertThat(cluster.cluster().getMetadata().getUid()).isEqualTo(uid);
      assertThat(cluster.cluster().getMetadata().getDeletionTimestamp()).isNull();
    }
  }
}
