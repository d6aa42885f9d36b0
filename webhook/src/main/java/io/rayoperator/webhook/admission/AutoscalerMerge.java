package io.rayoperator.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an apply of a manifest from undoing the autoscaler.
 *
 * <p>The autoscaler writes {@code replicas} and {@code scaleStrategy} of worker groups into the
 * object. Whoever applies on the client's side replaces the list of groups as a whole, and with it
 * those two by what the manifest says or, if it says nothing, by the default. So where autoscaling
 * is on and stays on, a value whose intent has not changed between the old and the new manifest
 * stays as it is; a changed intent wins; and a manifest that says nothing about a value leaves it
 * to the autoscaler.
 */
final class AutoscalerMerge {

  private static final String GROUPS = "workerGroupSpecs";
  private static final String REPLICAS = "replicas";
  private static final List<String> SCALED = List.of(REPLICAS, "scaleStrategy");

  private static final String KUBECTL_APPLY = "kubectl-client-side-apply";
  private static final String KUBECTL = "kubectl-";

  private AutoscalerMerge() {}

  /**
   * Returns the updated object with what the autoscaler set: the argument itself if there is
   * nothing to keep.
   *
   * @param fieldManager as the client named itself, or the empty string
   */
  static ObjectNode merge(ObjectNode stored, ObjectNode updated, String fieldManager) {
    if (!isAutoscaling(stored) || !isAutoscaling(updated)) {
      return updated;
    }
    LastApplied manifest = LastApplied.of(updated);
    if (manifest == null) {
      return updated;
    }
    LastApplied former = LastApplied.of(stored);
    boolean isSameManifest = former != null && former.text().equals(manifest.text());
    if (isSameManifest && !isAppliedAgain(manifest, updated, fieldManager)) {
      return updated;
    }
    return merge(stored, updated, former, manifest);
  }

  private static boolean isAutoscaling(ObjectNode object) {
    return object.path("spec").path("enableInTreeAutoscaling").asBoolean(false);
  }

  /**
   * Whether an update that leaves the annotation as it is applies the same manifest again, and is
   * not an edit beside it.
   *
   * <p>An apply makes the groups say what the manifest says, all of them. An edit may do so by
   * chance; but whoever applies gives its name, the autoscaler gives none, and kubectl's other
   * commands give theirs.
   */
  private static boolean isAppliedAgain(
      LastApplied manifest, ObjectNode updated, String fieldManager) {
    boolean mayApply =
        fieldManager.equals(KUBECTL_APPLY)
            || !(fieldManager.isEmpty() || fieldManager.startsWith(KUBECTL));
    return mayApply
        && LastApplied.groupsByName(updated).entrySet().stream()
            .allMatch(
                group ->
                    saysWhatIsApplied(group.getValue(), manifest.groups().get(group.getKey())));
  }

  private static boolean saysWhatIsApplied(JsonNode group, @Nullable JsonNode applied) {
    return applied != null
        && SCALED.stream()
            .allMatch(field -> Objects.equals(effective(field, group), effective(field, applied)));
  }

  /** The value of a field; the schema's default, if it has one and the field is absent. */
  private static @Nullable JsonNode effective(String field, JsonNode group) {
    JsonNode value = said(field, group);
    return value == null && field.equals(REPLICAS) ? IntNode.valueOf(0) : value;
  }

  private static @Nullable JsonNode said(String field, @Nullable JsonNode group) {
    return group != null && group.hasNonNull(field) ? group.get(field) : null;
  }

  private static ObjectNode merge(
      ObjectNode stored, ObjectNode updated, @Nullable LastApplied former, LastApplied manifest) {
    if (!(updated.path("spec").path(GROUPS) instanceof ArrayNode groups)) {
      return updated;
    }
    Map<String, JsonNode> storedGroups = LastApplied.groupsByName(stored);
    Map<String, JsonNode> formerGroups = former == null ? Map.of() : former.groups();
    ArrayNode merged = groups.arrayNode(groups.size());
    for (JsonNode group : groups) {
      String name = group.path("groupName").asText();
      JsonNode storedGroup = storedGroups.get(name);
      JsonNode intent = manifest.groups().get(name);
      if (storedGroup != null && intent != null && group instanceof ObjectNode object) {
        merged.add(merge(object, storedGroup, formerGroups.get(name), intent));
      } else {
        merged.add(group); // new, or not from the manifest
      }
    }
    ObjectNode spec = shallowCopy((ObjectNode) updated.path("spec")).set(GROUPS, merged);
    return shallowCopy(updated).set("spec", spec);
  }

  private static JsonNode merge(
      ObjectNode group, JsonNode stored, @Nullable JsonNode formerIntent, JsonNode intent) {
    ObjectNode merged = shallowCopy(group);
    for (String field : SCALED) {
      JsonNode wanted = said(field, intent);
      boolean isUnchanged = wanted == null || wanted.equals(said(field, formerIntent));
      if (isUnchanged && stored.has(field)) {
        merged.set(field, stored.get(field));
      } else if (isUnchanged) {
        merged.remove(field);
      }
    }
    return merged;
  }

  private static ObjectNode shallowCopy(ObjectNode object) {
    ObjectNode copy = object.objectNode();
    copy.setAll(object);
    return copy;
  }
}
