package io.rayoperator.conversion.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Removes from a tree what the API server would prune from it: the fields that the target's schema
 * does not know.
 *
 * <p>The source's schema has been enforced already, so subtrees in which the target knows every
 * field of the source are not looked at; for RayClusters that is everything below the pod
 * templates. Copies nothing that stays as it is.
 */
@SuppressWarnings(
    "ReferenceEquality") // The same node means unchanged; comparing values would walk the tree.
public final class FieldFilter {
  /** Lets everything pass. */
  public static final FieldFilter ALL = new FieldFilter(Map.of(), null, null, true);

  private static final FieldFilter NOTHING = new FieldFilter(Map.of(), null, null, false);

  private final Map<String, FieldFilter> fields;
  private final @Nullable FieldFilter otherFields;
  private final @Nullable FieldFilter elements;
  private final boolean keepUnknown;

  private FieldFilter(
      Map<String, FieldFilter> fields,
      @Nullable FieldFilter otherFields,
      @Nullable FieldFilter elements,
      boolean keepUnknown) {
    this.fields = fields;
    this.otherFields = otherFields;
    this.elements = elements;
    this.keepUnknown = keepUnknown;
  }

  /**
   * The filter for values that obey {@code source} on their way to a place of schema {@code
   * target}.
   */
  public static FieldFilter between(StructuralSchema source, StructuralSchema target) {
    if (source.equals(target) || isOpen(target)) {
      return ALL;
    }
    Map<String, FieldFilter> fields = new HashMap<>();
    boolean all =
        target.preserve()
            || (!source.preserve()
                && target.properties().keySet().containsAll(source.properties().keySet()));
    for (Map.Entry<String, StructuralSchema> property : target.properties().entrySet()) {
      FieldFilter filter = between(source.field(property.getKey()), property.getValue());
      fields.put(property.getKey(), filter);
      all &= filter == ALL;
    }
    FieldFilter otherFields = null;
    if (target.additional() != null) {
      StructuralSchema values = source.additional();
      otherFields =
          between(
              values != null
                  ? values
                  : source.preserve() ? StructuralSchema.OPEN : StructuralSchema.LEAF,
              target.additional());
      all = (target.properties().isEmpty() || all) && otherFields == ALL;
    } else if (source.additional() != null) {
      all = false;
    }
    FieldFilter elements = null;
    if (target.items() != null) {
      elements = between(source.elements(), target.items());
      all &= elements == ALL;
    } else if (source.items() != null && !target.preserve()) {
      elements = between(source.items(), StructuralSchema.LEAF);
      all &= elements == ALL;
    }
    return all ? ALL : new FieldFilter(fields, otherFields, elements, target.preserve());
  }

  private static boolean isOpen(StructuralSchema schema) {
    return schema.preserve()
        && schema.properties().isEmpty()
        && schema.items() == null
        && schema.additional() == null;
  }

  /**
   * The value without the fields that the target does not know; the value itself if it has none.
   */
  public JsonNode apply(JsonNode value) {
    if (this == ALL) {
      return value;
    }
    if (value instanceof ObjectNode object) {
      return applyToObject(object);
    }
    if (value instanceof ArrayNode array) {
      return applyToArray(array);
    }
    return value;
  }

  private ObjectNode applyToObject(ObjectNode object) {
    ObjectNode changed = null;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      FieldFilter filter = fields.getOrDefault(entry.getKey(), otherFields);
      if (filter == ALL || (filter == null && keepUnknown)) {
        continue;
      }
      JsonNode filtered = filter == null ? null : filter.apply(entry.getValue());
      if (filtered == entry.getValue()) {
        continue;
      }
      if (changed == null) {
        changed = Trees.copy(object);
      }
      if (filtered == null) {
        changed.remove(entry.getKey());
      } else {
        changed.set(entry.getKey(), filtered);
      }
    }
    return changed == null ? object : changed;
  }

  private ArrayNode applyToArray(ArrayNode array) {
    FieldFilter filter = elements == null ? (keepUnknown ? ALL : NOTHING) : elements;
    if (filter == ALL) {
      return array;
    }
    ArrayNode changed = null;
    for (int i = 0; i < array.size(); i++) {
      JsonNode filtered = filter.apply(array.get(i));
      if (changed == null && filtered != array.get(i)) {
        changed = JsonNodeFactory.instance.arrayNode(array.size());
        for (int before = 0; before < i; before++) {
          changed.add(array.get(before));
        }
      }
      if (changed != null) {
        changed.add(filtered);
      }
    }
    return changed == null ? array : changed;
  }
}
