package io.rayoperator.webhook.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Applies on the client's side, such as those of {@code kubectl apply} and Argo CD.
 *
 * <p>They replace the list of groups as a whole, and with it what the autoscaler wrote there, by
 * what the manifest says or, if it says nothing, by the default. What the manifest said before is
 * in an annotation.
 */
final class ClientSideApply {

  private static final String KUBECTL_APPLY = "kubectl-client-side-apply";
  private static final String KUBECTL = "kubectl-";

  private ClientSideApply() {}

  /**
   * Returns the updated object with what the autoscaler set: the argument itself if there is
   * nothing to keep.
   *
   * @param fieldManager as the client named itself, or the empty string
   */
  static ObjectNode merge(ObjectNode stored, ObjectNode updated, String fieldManager) {
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
    return mayApply(fieldManager)
        && ScaledField.groups(updated).entrySet().stream()
            .allMatch(
                group ->
                    saysWhatIsApplied(group.getValue(), manifest.groups().get(group.getKey())));
  }

  /** Whether a client that calls itself so may apply a manifest. */
  static boolean mayApply(String fieldManager) {
    return fieldManager.equals(KUBECTL_APPLY)
        || !(fieldManager.isEmpty() || fieldManager.startsWith(KUBECTL));
  }

  private static boolean saysWhatIsApplied(JsonNode group, @Nullable JsonNode applied) {
    return applied != null
        && Stream.of(ScaledField.values())
            .allMatch(field -> Objects.equals(field.effective(group), field.effective(applied)));
  }

  private static ObjectNode merge(
      ObjectNode stored, ObjectNode updated, @Nullable LastApplied former, LastApplied manifest) {
    Map<String, JsonNode> storedGroups = ScaledField.groups(stored);
    Map<String, JsonNode> formerGroups = former == null ? Map.of() : former.groups();
    return ScaledField.withGroups(
        updated,
        (name, group) -> {
          JsonNode storedGroup = storedGroups.get(name);
          JsonNode intent = manifest.groups().get(name);
          return storedGroup == null || intent == null
              ? group // new, or not from the manifest
              : merge(group, storedGroup, formerGroups.get(name), intent);
        });
  }

  private static ObjectNode merge(
      ObjectNode group, JsonNode stored, @Nullable JsonNode formerIntent, JsonNode intent) {
    ObjectNode merged = group;
    for (ScaledField field : ScaledField.values()) {
      JsonNode wanted = field.said(intent);
      if (wanted == null || wanted.equals(field.said(formerIntent))) {
        merged = field.copied(stored, merged);
      }
    }
    return merged;
  }
}
