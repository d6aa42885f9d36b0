package io.rayoperator.migration.leave;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RayIoManifestTest {

  private final ObjectNode live = Objects.requireNonNull(new Facts().rayCluster);
  private final ObjectNode manifest = RayIoManifest.of(live);

  @Test
  void itHasWhatTheUserMayWriteAndNothingOfTheApiServer() {
    assertThat(manifest.fieldNames())
        .toIterable()
        .containsExactly("apiVersion", "kind", "metadata", "spec");
    assertThat(manifest.path("metadata").fieldNames())
        .toIterable()
        .containsExactly("name", "namespace", "labels", "annotations");
    assertThat(manifest.path("apiVersion").asText()).isEqualTo("ray.io/v1");
  }

  @Test
  void whatTheAutoscalerDecidesIsNotInIt() {
    assertThat(manifest.at("/spec/workerGroupSpecs/0").has("replicas")).isFalse();
    assertThat(manifest.at("/spec/workerGroupSpecs/0/minReplicas").asInt()).isEqualTo(1);
    assertThat(live.at("/spec/workerGroupSpecs/0").has("replicas")).as("left alone").isTrue();
  }

  @Test
  void traitsOfItsOriginThatPodsDependOnStay() {
    assertThat(manifest.at("/metadata/annotations/cluster.ray.io~1legacy").asText())
        .isEqualTo("true");
    assertThat(manifest.at("/metadata/annotations").has("cluster.ray.io/translation")).isFalse();
    assertThat(manifest.at("/metadata/labels").toString()).isEqualTo("{\"team\":\"a\"}");
  }
}
