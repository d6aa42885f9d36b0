package io.rayoperator.migration.leave;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.legacy.LegacyApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of {@code cluster.ray.io/v1} and what stands for it, as the API server shows them.
 *
 * @param legacy the object itself
 * @param rayCluster that of {@code ray.io/v1} with its name; null if there is none
 * @param pods all that have its name as their cluster
 * @param autoscaler the Deployment of its autoscaler; null if there is none
 * @param headService the Service of its head; null if there is none
 */
public record LegacyFacts(
    ObjectNode legacy,
    @Nullable ObjectNode rayCluster,
    List<ObjectNode> pods,
    @Nullable ObjectNode autoscaler,
    @Nullable ObjectNode headService) {

  /** By which the garbage collector knows that dependents are to stay. */
  private static final String ORPHAN = "orphan";

  public LegacyFacts {
    pods = List.copyOf(pods);
  }

  String uid() {
    return uid(legacy);
  }

  static String uid(JsonNode object) {
    return object.at("/metadata/uid").asText();
  }

  static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }

  static boolean isBeingDeleted(JsonNode object) {
    return object.at("/metadata").has("deletionTimestamp");
  }

  /** Whether it was deleted already in the way that lets its cluster go on. */
  public boolean isLeaving() {
    return isBeingDeleted(legacy) && finalizers().contains(ORPHAN);
  }

  List<String> finalizers() {
    return texts(legacy.at("/metadata/finalizers"));
  }

  static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  /** Whether an object names this cluster of {@code cluster.ray.io/v1} as an owner. */
  boolean owns(JsonNode object) {
    return hasOwner(object, uid());
  }

  static boolean hasOwner(JsonNode object, String uid) {
    for (JsonNode owner : object.at("/metadata/ownerReferences")) {
      if (owner.path("uid").asText().equals(uid)) {
        return true;
      }
    }
    return false;
  }

  /** Whether any cluster of {@code cluster.ray.io/v1} owns an object. */
  public static boolean isOwned(JsonNode object) {
    for (JsonNode owner : object.at("/metadata/ownerReferences")) {
      if (owner.path("kind").asText().equals(LegacyApi.KIND)
          && owner.path("apiVersion").asText().equals(LegacyApi.API_VERSION)) {
        return true;
      }
    }
    return false;
  }

  /** The pods of the {@code ray.io/v1} cluster that are not going: their names, by UID. */
  public Map<String, String> livePods() {
    Map<String, String> live = new TreeMap<>();
    if (rayCluster != null) {
      for (JsonNode pod : pods) {
        if (hasOwner(pod, uid(rayCluster)) && !isBeingDeleted(pod)) {
          live.put(uid(pod), name(pod));
        }
      }
    }
    return live;
  }
}
