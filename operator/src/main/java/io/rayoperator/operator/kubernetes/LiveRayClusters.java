package io.rayoperator.operator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Looks at RayClusters on the API server itself, not in a cache. */
public final class LiveRayClusters {

  private final ApiWriter api;
  private final ObjectMapper json;

  LiveRayClusters(ApiWriter api, ObjectMapper json) {
    this.api = api;
    this.json = json;
  }

  /** Whether this very object is no longer there, or is being deleted; false if nobody knows. */
  public boolean isDeleted(ObjectMeta cluster) {
    ApiOutcome outcome =
        ApiOutcome.await(api.get(ApiPaths.rayCluster(cluster.getNamespace(), cluster.getName())));
    return switch (outcome) {
      case ApiOutcome.Done done -> {
        JsonNode live = metadata(done);
        yield !live.path("uid").asText().equals(cluster.getUid()) || live.has("deletionTimestamp");
      }
      case ApiOutcome.Refused refused -> refused.notFound();
      case ApiOutcome.Unknown unknown -> false;
    };
  }

  private JsonNode metadata(ApiOutcome.Done done) {
    try {
      return json.readTree(done.body()).path("metadata");
    } catch (IOException e) {
      throw new UncheckedIOException("the API server returned no RayCluster", e);
    }
  }
}
