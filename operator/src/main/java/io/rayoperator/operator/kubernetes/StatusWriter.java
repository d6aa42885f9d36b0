package io.rayoperator.operator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.kubernetes.cache.RawJson;
import io.rayoperator.operator.kubernetes.cache.StoredRayCluster;
import io.rayoperator.operator.model.status.MergePatch;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes statuses. A write names the version it was computed from, so that neither a stale cache
 * nor an operator that lost its lease can overwrite what is newer.
 */
public final class StatusWriter {

  private final ApiWriter api;
  private final ObjectMapper json;

  StatusWriter(ApiWriter api, ObjectMapper json) {
    this.api = api;
    this.json = json;
  }

  /**
   * Changes what differs, in one request.
   *
   * @param stored the object that {@code status} was computed from
   */
  public ApiOutcome write(StoredRayCluster stored, RayClusterStatus status) {
    RawJson present = stored.getStatus();
    JsonNode before = present == null ? json.createObjectNode() : tree(present);
    ObjectNode patch = json.createObjectNode();
    patch.putObject("metadata").put("resourceVersion", stored.getMetadata().getResourceVersion());
    patch.set("status", MergePatch.between(before, json.valueToTree(status)));
    return ApiOutcome.await(
        api.patch(
            ApiPaths.rayClusterStatus(
                stored.getMetadata().getNamespace(), stored.getMetadata().getName()),
            ApiWriter.MERGE_PATCH_TYPE,
            patch));
  }

  /** The object that the API server returned. */
  public StoredRayCluster stored(ApiOutcome.Done done) {
    try {
      return json.readValue(done.body(), StoredRayCluster.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the API server returned an object of another shape", e);
    }
  }

  private JsonNode tree(RawJson text) {
    try {
      return json.readTree(text.utf8());
    } catch (IOException e) {
      throw new UncheckedIOException("a status that is no JSON", e);
    }
  }
}
