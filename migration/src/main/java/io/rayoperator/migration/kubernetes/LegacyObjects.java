package io.rayoperator.migration.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.legacy.LegacyApi;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.legacy.LegacyNames;
import io.rayoperator.migration.kubernetes.ApiServer.Detail;
import io.rayoperator.migration.leave.LegacyFacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Clusters of {@code cluster.ray.io/v1}, with all that stands for them. */
public final class LegacyObjects {

  private final ApiServer api;
  private final ChunkedList list;

  public LegacyObjects(ApiServer api, int chunkSize) {
    this.api = api;
    this.list = new ChunkedList(api, chunkSize);
  }

  /**
   * Shows the metadata of all of them, each once.
   *
   * @param namespace null for all namespaces
   * @throws ApiFailure not found, if there is no definition of them
   */
  public void forEach(@Nullable String namespace, ObjectVisitor visitor) throws IOException {
    list.forEach(
        path(LegacyApi.API_VERSION, namespace, LegacyApi.PLURAL),
        "",
        Detail.METADATA_LIST,
        visitor);
  }

  /** Whether there is one in any namespace. */
  public boolean any() throws IOException {
    String all = path(LegacyApi.API_VERSION, null, LegacyApi.PLURAL);
    return !ChunkedList.items(api.get(all + "?limit=1", Detail.METADATA_LIST)).isEmpty();
  }

  /** Those of {@code ray.io/v1} that stand for one, or have stood for one. */
  public void forEachRayCluster(@Nullable String namespace, ObjectVisitor visitor)
      throws IOException {
    list.forEach(
        path(ApiGroup.V1_API_VERSION, namespace, ApiGroup.RAY_CLUSTER_PLURAL),
        LegacyNames.LEGACY_KEY + "=" + LegacyNames.LEGACY,
        Detail.METADATA_LIST,
        visitor);
  }

  /** The object alone; empty if there is none. */
  public Optional<ObjectNode> find(String namespace, String name) throws IOException {
    return api.find(path(LegacyApi.API_VERSION, namespace, LegacyApi.PLURAL) + "/" + name);
  }

  /** One with all that stands for it; empty if there is none. */
  public Optional<LegacyFacts> read(String namespace, String name) throws IOException {
    Optional<ObjectNode> legacy = find(namespace, name);
    return legacy.isPresent()
        ? Optional.of(around(legacy.get(), namespace, name))
        : Optional.empty();
  }

  /** What stands for one, read now. */
  public LegacyFacts around(ObjectNode legacy, String namespace, String name) throws IOException {
    List<ObjectNode> pods = new ArrayList<>();
    list.forEach(
        path("v1", namespace, "pods"),
        LegacyNames.CLUSTER_LABEL + "=" + LegacyNames.labelValue(name),
        Detail.METADATA_LIST,
        (pod, total) -> pods.add(pod));
    return new LegacyFacts(
        legacy,
        rayCluster(namespace, name).orElse(null),
        pods,
        api.find(path("apps/v1", namespace, "deployments") + "/" + LegacyNames.autoscaler(name))
            .orElse(null),
        api.find(path("v1", namespace, "services") + "/" + LegacyNames.headService(name))
            .orElse(null));
  }

  /** The cluster of {@code ray.io/v1} of a name; empty if there is none. */
  public Optional<ObjectNode> rayCluster(String namespace, String name) throws IOException {
    return api.find(
        path(ApiGroup.V1_API_VERSION, namespace, ApiGroup.RAY_CLUSTER_PLURAL) + "/" + name);
  }

  /**
   * Deletes one so that what it owns goes on.
   *
   * @throws ApiFailure a conflict, if it is not as it was read
   */
  public void orphan(JsonNode legacy) throws IOException {
    JsonNode metadata = legacy.path("metadata");
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    options.put("apiVersion", "v1").put("kind", "DeleteOptions").put("propagationPolicy", "Orphan");
    options
        .putObject("preconditions")
        .put("uid", metadata.path("uid").asText())
        .put("resourceVersion", metadata.path("resourceVersion").asText());
    api.delete(
        path(LegacyApi.API_VERSION, metadata.path("namespace").asText(), LegacyApi.PLURAL)
            + "/"
            + metadata.path("name").asText(),
        options);
  }

  private static String path(String version, @Nullable String namespace, String plural) {
    return (version.contains("/") ? "/apis/" : "/api/")
        + version
        + (namespace == null ? "" : "/namespaces/" + namespace)
        + "/"
        + plural;
  }
}
