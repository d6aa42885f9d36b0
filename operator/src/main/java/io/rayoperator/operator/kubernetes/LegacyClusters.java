package io.rayoperator.operator.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.rayoperator.operator.kubernetes.cache.RawJson;
import io.rayoperator.operator.kubernetes.cache.StoredLegacyCluster;
import io.rayoperator.operator.kubernetes.cache.StoredRayCluster;
import io.rayoperator.operator.model.legacy.KopfTraces;
import io.rayoperator.operator.model.legacy.LegacyStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the Python operator's clusters need: their {@code ray.io/v1} objects, Deployments of
 * autoscalers, and their own status. Each write names the version that it was computed from.
 */
public final class LegacyClusters {

  private static final String JSON_PATCH = "application/json-patch+json";
  private static final String FIELD_MANAGER = "fieldManager=ray-operator-legacy";

  private final ApiWriter api;
  private final ObjectMapper json;

  LegacyClusters(ApiWriter api, ObjectMapper json) {
    this.api = api;
    this.json = json;
  }

  /** A stored value as a tree; missing if there is none. */
  public JsonNode tree(@Nullable RawJson stored) {
    if (stored == null) {
      return MissingNode.getInstance();
    }
    try {
      return json.readTree(stored.utf8());
    } catch (IOException e) {
      throw new UncheckedIOException("a stored object that is no JSON", e);
    }
  }

  /** The whole object, as its translation reads it. */
  public ObjectNode tree(StoredLegacyCluster stored) {
    ObjectNode tree = json.createObjectNode();
    ObjectNode metadata = tree.putObject("metadata");
    metadata.put("name", stored.getMetadata().getName());
    metadata.put("namespace", stored.getMetadata().getNamespace());
    metadata.set("labels", json.valueToTree(stored.getMetadata().getLabels()));
    metadata.set("annotations", json.valueToTree(stored.getMetadata().getAnnotations()));
    tree.set("spec", tree(stored.getSpec()));
    return tree;
  }

  /** The status; that of a new object if there is none, or one that does not fit. */
  public LegacyStatus status(StoredLegacyCluster stored) {
    try {
      JsonNode status = tree(stored.getStatus());
      return status.isObject() ? json.treeToValue(status, LegacyStatus.class) : LegacyStatus.NONE;
    } catch (JsonProcessingException e) {
      return LegacyStatus.NONE;
    }
  }

  /** Creates a RayCluster of {@code ray.io/v1}. */
  public ApiOutcome create(JsonNode cluster, String namespace) {
    return ApiOutcome.await(
        api.post(ApiPaths.rayClusters(namespace) + "?" + FIELD_MANAGER, cluster));
  }

  /** Replaces the spec of one, and adds labels and annotations. */
  public ApiOutcome replace(StoredRayCluster live, JsonNode spec, JsonNode metadata) {
    ArrayNode patch = json.createArrayNode();
    ObjectMeta present = live.getMetadata();
    // Not "test": that would be refused as invalid, and not as a conflict.
    replace(patch, "/metadata/uid", present.getUid());
    replace(patch, "/metadata/resourceVersion", present.getResourceVersion());
    patch.addObject().put("op", "add").put("path", "/spec").set("value", spec);
    for (String field : new String[] {"labels", "annotations"}) {
      ObjectNode merged =
          json.valueToTree(field.equals("labels") ? present.getLabels() : present.getAnnotations());
      JsonNode wanted = metadata.path(field);
      for (Map.Entry<String, JsonNode> entry : wanted.properties()) {
        if (!entry.getValue().equals(merged.get(entry.getKey()))) {
          String key = entry.getKey().replace("~", "~0").replace("/", "~1");
          patch
              .addObject()
              .put("op", "add")
              .put("path", "/metadata/" + field + "/" + key)
              .set("value", entry.getValue());
        }
      }
    }
    return ApiOutcome.await(api.patch(ApiPaths.of(live) + "?" + FIELD_MANAGER, JSON_PATCH, patch));
  }

  /** Reads one from the API server itself, not from a cache; empty if there is none. */
  public Optional<StoredRayCluster> find(String namespace, String name) {
    ApiOutcome outcome = ApiOutcome.await(api.get(ApiPaths.rayCluster(namespace, name)));
    if (!(outcome instanceof ApiOutcome.Done done)) {
      return Optional.empty();
    }
    try {
      return Optional.of(json.readValue(done.body(), StoredRayCluster.class));
    } catch (IOException e) {
      throw new UncheckedIOException("the API server returned no RayCluster", e);
    }
  }

  /** Deletes one as it was read; refused if it has changed since. */
  public ApiOutcome delete(StoredRayCluster read) {
    ObjectMeta metadata = read.getMetadata();
    ObjectNode options = json.createObjectNode();
    options.put("apiVersion", "v1").put("kind", "DeleteOptions");
    options
        .putObject("preconditions")
        .put("uid", metadata.getUid())
        .put("resourceVersion", metadata.getResourceVersion());
    return ApiOutcome.await(api.delete(ApiPaths.of(read), options));
  }

  /**
   * Takes an owner from one; refused if it has changed since it was read.
   *
   * @param owner its UID
   */
  public ApiOutcome disown(StoredRayCluster read, String owner) {
    ObjectNode patch = json.createObjectNode();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("uid", read.getMetadata().getUid());
    metadata.put("resourceVersion", read.getMetadata().getResourceVersion());
    ArrayNode owners = metadata.putArray("ownerReferences");
    read.getMetadata().getOwnerReferences().stream()
        .filter(reference -> !owner.equals(reference.getUid()))
        .forEach(reference -> owners.add(json.<JsonNode>valueToTree(reference)));
    return ApiOutcome.await(
        api.patch(ApiPaths.of(read) + "?" + FIELD_MANAGER, ApiWriter.MERGE_PATCH_TYPE, patch));
  }

  /** Makes a Deployment what it should be. */
  public ApiOutcome apply(Deployment deployment) {
    return ApiOutcome.await(
        api.patch(
            ApiPaths.of(deployment) + "?" + FIELD_MANAGER + "&force=true",
            ApiWriter.APPLY_PATCH_TYPE,
            deployment));
  }

  public ApiOutcome write(StoredLegacyCluster stored, LegacyStatus status) {
    ObjectNode patch = json.createObjectNode();
    patch.putObject("metadata").put("resourceVersion", stored.getMetadata().getResourceVersion());
    patch.set("status", json.valueToTree(status));
    return ApiOutcome.await(
        api.patch(
            ApiPaths.of(stored) + "/status?" + FIELD_MANAGER, ApiWriter.MERGE_PATCH_TYPE, patch));
  }

  /** Removes what the Python operator's framework left. */
  public ApiOutcome remove(StoredLegacyCluster stored, KopfTraces traces) {
    ObjectNode patch = json.createObjectNode();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("uid", stored.getMetadata().getUid());
    metadata.put("resourceVersion", stored.getMetadata().getResourceVersion());
    ArrayNode finalizers = metadata.putArray("finalizers");
    traces.finalizers().forEach(finalizers::add);
    ObjectNode annotations = metadata.putObject("annotations");
    traces.annotations().forEach(annotations::putNull);
    return ApiOutcome.await(
        api.patch(ApiPaths.of(stored) + "?" + FIELD_MANAGER, ApiWriter.MERGE_PATCH_TYPE, patch));
  }

  private static void replace(ArrayNode patch, String path, String value) {
    patch.addObject().put("op", "replace").put("path", path).put("value", value);
  }
}
