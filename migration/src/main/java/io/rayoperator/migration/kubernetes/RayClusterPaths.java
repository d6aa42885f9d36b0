package io.rayoperator.migration.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.rayoperator.api.v1.ApiGroup;

/** Where RayClusters are. */
final class RayClusterPaths {

  private RayClusterPaths() {}

  static String all(String version) {
    return "/apis/%s/%s/%s".formatted(ApiGroup.NAME, version, ApiGroup.RAY_CLUSTER_PLURAL);
  }

  static String one(String version, JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return "/apis/%s/%s/namespaces/%s/%s/%s"
        .formatted(
            ApiGroup.NAME,
            version,
            metadata.path("namespace").asText(),
            ApiGroup.RAY_CLUSTER_PLURAL,
            metadata.path("name").asText());
  }
}
