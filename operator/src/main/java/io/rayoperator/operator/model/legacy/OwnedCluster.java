package io.rayoperator.operator.model.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.legacy.LegacyNames;
import io.rayoperator.operator.model.child.AppliedState;
import io.rayoperator.operator.model.pod.SpecHash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code ray.io/v1} RayCluster that stands for one of {@code cluster.ray.io/v1}: all of its
 * spec is the translation's, but for what the autoscaler decides.
 */
public final class OwnedCluster {

  /** Of worker groups, the autoscaler's. */
  private static final List<String> AUTOSCALERS = List.of("replicas", "scaleStrategy");

  private OwnedCluster() {}

  /** Writes into a translation what it is. */
  public static void sign(ObjectNode translation) {
    annotations(translation).put(LegacyNames.TRANSLATION_ANNOTATION, SpecHash.of(translation));
  }

  /** How many replicas each group has now, by name. */
  public static Map<String, Integer> replicas(JsonNode liveSpec) {
    Map<String, Integer> replicas = new HashMap<>();
    for (JsonNode group : liveSpec.path("workerGroupSpecs")) {
      if (group.path("replicas").canConvertToInt()) {
        replicas.put(group.path("groupName").asText(), group.path("replicas").intValue());
      }
    }
    return replicas;
  }

  /** Whether an object is what a signed translation says, whoever changed it. */
  public static boolean matches(
      ObjectNode translation, JsonNode liveSpec, Map<String, String> liveAnnotations) {
    for (Map.Entry<String, JsonNode> wanted : annotations(translation).properties()) {
      if (!wanted.getValue().asText().equals(liveAnnotations.get(wanted.getKey()))) {
        return false;
      }
    }
    return AppliedState.contains(translation.path("spec"), liveSpec);
  }

  /** The spec of a translation with what the autoscaler decided in the object. */
  public static JsonNode specFor(ObjectNode translation, JsonNode liveSpec) {
    JsonNode spec = translation.path("spec").deepCopy();
    for (JsonNode group : spec.path("workerGroupSpecs")) {
      for (JsonNode live : liveSpec.path("workerGroupSpecs")) {
        if (group instanceof ObjectNode wanted
            && live.path("groupName").equals(wanted.path("groupName"))) {
          AUTOSCALERS.stream()
              .filter(live::has)
              .forEach(field -> wanted.set(field, live.get(field)));
        }
      }
    }
    return spec;
  }

  /** Stands for what a translation wants of the head pod. */
  public static String headConfiguration(ObjectNode translation) {
    return SpecHash.of(translation.path("spec").path("headGroupSpec").path("template"));
  }

  private static ObjectNode annotations(ObjectNode translation) {
    return (ObjectNode) translation.path("metadata").path("annotations");
  }
}
