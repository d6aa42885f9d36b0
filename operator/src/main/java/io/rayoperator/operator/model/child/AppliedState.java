package io.rayoperator.operator.model.child;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.rayoperator.operator.model.cluster.Absent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether an object in Kubernetes is as we want it, so that nothing has to be applied: it has every
 * value we want, and we own no field that we no longer want.
 */
public final class AppliedState {

  /** Under this name the operator owns fields. */
  public static final String FIELD_MANAGER = "ray-operator";

  private static final List<String> COMPARED =
      List.of("/metadata/labels", "/metadata/annotations", "/spec", "/rules", "/subjects");

  private static final JsonMapper JSON = new JsonMapper();

  private AppliedState() {}

  /**
   * Compares labels, annotations, spec, rules of roles and subjects of their bindings.
   *
   * @param live what the API server has, with the entries of managed fields of {@link
   *     #FIELD_MANAGER}
   */
  public static boolean matches(HasMetadata desired, HasMetadata live) {
    JsonNode wanted = JSON.valueToTree(desired);
    JsonNode present = JSON.valueToTree(live);
    for (String part : COMPARED) {
      if (!contains(wanted.at(part), present.at(part))) {
        return false;
      }
    }
    JsonNode owned = ownedFields(live);
    return owned == null
        || (onlyWanted(owned.at("/f:metadata/f:labels"), wanted.at("/metadata/labels"))
            && onlyWanted(owned.at("/f:metadata/f:annotations"), wanted.at("/metadata/annotations"))
            && onlyWanted(owned.path("f:spec"), wanted.path("spec")));
  }

  /** Whether a tree has every value of another; lists may have more items. */
  public static boolean contains(JsonNode wanted, JsonNode present) {
    if (wanted.isObject()) {
      for (Map.Entry<String, JsonNode> field : wanted.properties()) {
        if (!contains(field.getValue(), present.path(field.getKey()))) {
          return false;
        }
      }
      return true;
    }
    if (wanted.isArray()) {
      return containsItems(wanted, present);
    }
    return wanted.isMissingNode() || wanted.equals(present);
  }

  // Every item we want has its like; others may have added more.
  private static boolean containsItems(JsonNode wanted, JsonNode present) {
    for (JsonNode item : wanted) {
      if (present.valueStream().noneMatch(candidate -> contains(item, candidate))) {
        return false;
      }
    }
    return true;
  }

  /**
   * @param owned a node of the API server's {@code fieldsV1}: names have the prefix {@code f:},
   *     items of lists {@code k:} followed by their key
   */
  private static boolean onlyWanted(JsonNode owned, JsonNode wanted) {
    for (Map.Entry<String, JsonNode> entry : owned.properties()) {
      String name = entry.getKey();
      if (name.startsWith("f:")) {
        JsonNode child = wanted.path(name.substring(2));
        if (child.isMissingNode() || !onlyWanted(entry.getValue(), child)) {
          return false;
        }
      } else if (name.startsWith("k:")) {
        JsonNode key = parse(name.substring(2));
        if (wanted.valueStream().noneMatch(item -> hasKey(item, key))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean hasKey(JsonNode item, JsonNode key) {
    for (Map.Entry<String, JsonNode> part : key.properties()) {
      JsonNode value = item.path(part.getKey());
      boolean defaulted =
          value.isMissingNode() && part.getKey().equals("protocol") && isTcp(part.getValue());
      if (!defaulted && !value.equals(part.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTcp(JsonNode protocol) {
    return protocol.asText().equals("TCP");
  }

  private static @Nullable JsonNode ownedFields(HasMetadata live) {
    for (ManagedFieldsEntry entry : Absent.asEmpty(live.getMetadata().getManagedFields())) {
      if (FIELD_MANAGER.equals(entry.getManager()) && "Apply".equals(entry.getOperation())) {
        return JSON.valueToTree(entry.getFieldsV1());
      }
    }
    return null;
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the API server wrote a list key that is no JSON", e);
    }
  }
}
