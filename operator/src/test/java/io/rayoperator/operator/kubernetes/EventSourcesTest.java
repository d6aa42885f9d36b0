package io.rayoperator.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.rayoperator.operator.kubernetes.cache.StoredRayCluster;
import io.rayoperator.testing.Contract;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

@Contract("0.1")
class EventSourcesTest {

  @Test
  void newSpecLabelsAndAnnotationsAreWorthALook() {
    assertThat(worthALook(metadata -> metadata.withGeneration(2L))).isTrue();
    assertThat(worthALook(metadata -> metadata.addToLabels("a", "b"))).isTrue();
    assertThat(worthALook(metadata -> metadata.addToAnnotations("a", "b"))).isTrue();
  }

  @Test
  void deletionAndAnotherObjectOfTheNameAreWorthALook() {
    assertThat(worthALook(metadata -> metadata.withDeletionTimestamp("2026-01-01T00:00:00Z")))
        .isTrue();
    assertThat(worthALook(metadata -> metadata.withUid("another"))).isTrue();
  }

  @Test
  void newStatusIsNot() {
    assertThat(worthALook(metadata -> metadata.withResourceVersion("2"))).isFalse();
  }

  private static boolean worthALook(UnaryOperator<ObjectMetaBuilder> change) {
    return EventSources.worthALook(cluster(UnaryOperator.identity()), cluster(change));
  }

  private static StoredRayCluster cluster(UnaryOperator<ObjectMetaBuilder> change) {
    StoredRayCluster cluster = new StoredRayCluster();
    cluster.setMetadata(
        change
            .apply(
                new ObjectMetaBuilder()
                    .withName("demo")
                    .withUid("u")
                    .withGeneration(1L)
                    .withResourceVersion("1"))
            .build());
    return cluster;
  }
}
