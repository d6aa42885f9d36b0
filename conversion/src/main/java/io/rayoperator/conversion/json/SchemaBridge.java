package io.rayoperator.conversion.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a value that obeys one schema what the API server would make of it at a place that has
 * another schema: fields that the target does not know are dropped, its defaults are added.
 *
 * <p>The source's schema has been enforced already, so subtrees in which the target knows every
 * field of the source, with the same defaults, are not looked at: for KubeRay's layout everything
 * below the pod templates. What stays as it is is not copied.
 */
@SuppressWarnings(
    "ReferenceEquality") // The same node means unchanged; comparing values would walk the tree.
public final class SchemaBridge {
  /** Lets everything pass. */
  public static final SchemaBridge ALL = new SchemaBridge(Map.of(), Map.of(), null, null, true);

  private static final SchemaBridge NOTHING =
      new SchemaBridge(Map.of(), Map.of(), null, null, false);

  private final Map<String, SchemaBridge> fields;
  private final Map<String, JsonNode> defaults;
  private final @Nullable SchemaBridge otherFields;
  private final @Nullable SchemaBridge elements;
  private final boolean keepUnknown;

  private SchemaBridge(
      Map<String, SchemaBridge> fields,
      Map<String, JsonNode> defaults,
      @Nullable SchemaBridge otherFields,
      @Nullable SchemaBridge elements,
      boolean keepUnknown) {
    this.fields = fields;
    this.defaults = defaults;
    this.otherFields = otherFields;
    this.elements = elements;
    this.keepUnknown = keepUnknown;
  }

  /**
   * The bridge for values that obey {@code source}, completed with its defaults, to a place of
   * schema {@code target}.
   */
  public static SchemaBridge between(StructuralSchema source, StructuralSchema target) {
    if (source.equals(target) || target.isOpen()) {
      return ALL;
    }
    boolean all =
        target.preserve()
            || (!source.preserve()
                && source.additional() == null
                && target.properties().keySet().containsAll(source.properties().keySet()));
    Map<String, SchemaBridge> fields = new HashMap<>();
    Map<String, JsonNode> defaults = new LinkedHashMap<>();
    for (Map.Entry<String, StructuralSchema> property : target.properties().entrySet()) {
      StructuralSchema sourceField = source.field(property.getKey());
      SchemaBridge bridge = between(sourceField, property.getValue());
      fields.put(property.getKey(), bridge);
      all &= bridge == ALL;
      JsonNode defaultValue = property.getValue().defaultValue();
      if (defaultValue != null && !defaultValue.equals(sourceField.defaultValue())) {
        defaults.put(property.getKey(), defaultValue);
      }
    }
    SchemaBridge otherFields = null;
    if (target.additional() != null) {
      otherFields = between(valuesOf(source), target.additional());
      all = otherFields == ALL && fields.values().stream().allMatch(field -> field == ALL);
    }
    SchemaBridge elements = null;
    if (target.items() != null || (source.items() != null && !target.preserve())) {
      elements = between(source.elements(), target.elements());
      all &= elements == ALL;
    }
    return all && defaults.isEmpty()
        ? ALL
        : new SchemaBridge(fields, defaults, otherFields, elements, target.preserve());
  }

  private static StructuralSchema valuesOf(StructuralSchema map) {
    if (map.additional() != null) {
      return map.additional();
    }
    return map.preserve() || !map.properties().isEmpty()
        ? StructuralSchema.OPEN
        : StructuralSchema.LEAF;
  }

  /** What the target makes of the value; the value itself if nothing changes. */
  public JsonNode apply(JsonNode value) {
    if (this == ALL) {
      return value;
    }
    if (value instanceof ObjectNode object) {
      return apply(object);
    }
    if (value instanceof ArrayNode array) {
      return apply(array);
    }
    return value;
  }

  /** What the target makes of an object; the object itself if nothing changes. */
  public ObjectNode apply(ObjectNode object) {
    if (this == ALL) {
      return object;
    }
    ObjectNode changed = null;
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      SchemaBridge bridge = fields.getOrDefault(field.getKey(), otherFields);
      if (bridge == ALL || (bridge == null && keepUnknown)) {
        continue;
      }
      JsonNode bridged = bridge == null ? null : bridge.apply(field.getValue());
      if (bridged == field.getValue()) {
        continue;
      }
      if (changed == null) {
        changed = Trees.copy(object);
      }
      if (bridged == null) {
        changed.remove(field.getKey());
      } else {
        changed.set(field.getKey(), bridged);
      }
    }
    if (!defaults.isEmpty()) {
      for (Map.Entry<String, JsonNode> field : defaults.entrySet()) {
        if (!object.has(field.getKey())) {
          changed = changed == null ? Trees.copy(object) : changed;
          changed.set(field.getKey(), field.getValue());
        }
      }
    }
    return changed == null ? object : changed;
  }

  private ArrayNode apply(ArrayNode array) {
    SchemaBridge bridge = elements != null ? elements : keepUnknown ? ALL : NOTHING;
    if (bridge == ALL) {
      return array;
    }
    ArrayNode changed = null;
    for (int i = 0; i < array.size(); i++) {
      JsonNode element = array.get(i);
      JsonNode bridged = bridge.apply(element);
      if (changed == null && bridged != element) {
        changed = CompactNodes.INSTANCE.arrayNode(array.size());
        for (int before = 0; before < i; before++) {
          changed.add(array.get(before));
        }
      }
      if (changed != null) {
        changed.add(bridged);
      }
    }
    return changed == null ? array : changed;
  }
}
