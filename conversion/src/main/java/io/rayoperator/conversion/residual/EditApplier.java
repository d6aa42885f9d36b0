package io.rayoperator.conversion.residual;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.CompactNodes;
import io.rayoperator.conversion.json.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies the edits of an {@link EditRecorder} to a projection that may have changed meanwhile.
 *
 * <p>The visible field wins: an edit takes effect only while the projection still shows what it
 * showed when the edit was recorded, and only where the parent still exists. Whatever edits look
 * like, nothing is thrown.
 */
public final class EditApplier {
  private final ListIdentity identity;

  /**
   * @param identity names list elements of the projection
   */
  public EditApplier(ListIdentity identity) {
    this.identity = identity;
  }

  /** The projection with the edits that still apply; the projection itself is not changed. */
  public ObjectNode apply(ObjectNode shown, ObjectNode edits) {
    ObjectNode result = Trees.copy(shown);
    replaceAndRemove(fieldsOf(result), edits);
    rename(result, edits);
    for (Map.Entry<String, JsonNode> added : part(edits, EditRecorder.ADDED)) {
      if (!result.has(added.getKey())) {
        result.set(added.getKey(), added.getValue());
      }
    }
    inside(fieldsOf(result), edits);
    return result;
  }

  private static Fields fieldsOf(ObjectNode object) {
    return new Fields() {
      @Override
      public @Nullable JsonNode get(String name) {
        return object.get(name);
      }

      @Override
      public void set(String name, JsonNode value) {
        object.set(name, value);
      }

      @Override
      public void remove(String name) {
        object.remove(name);
      }
    };
  }

  private static void replaceAndRemove(Fields fields, ObjectNode edits) {
    for (Map.Entry<String, JsonNode> removed : part(edits, EditRecorder.REMOVED)) {
      JsonNode value = fields.get(removed.getKey());
      if (value != null && Trees.same(value, removed.getValue())) {
        fields.remove(removed.getKey());
      }
    }
    for (Map.Entry<String, JsonNode> replaced : part(edits, EditRecorder.REPLACED)) {
      JsonNode value = fields.get(replaced.getKey());
      JsonNode pair = replaced.getValue();
      if (value != null && pair.size() == 2 && pair.isArray() && Trees.same(value, pair.get(0))) {
        fields.set(replaced.getKey(), pair.get(1));
      }
    }
  }

  private static void rename(ObjectNode object, ObjectNode edits) {
    for (Map.Entry<String, JsonNode> renamed : part(edits, EditRecorder.RENAMED)) {
      JsonNode value = object.get(renamed.getKey());
      String name = renamed.getValue().textValue();
      if (value != null && name != null && !object.has(name)) {
        object.remove(renamed.getKey());
        object.set(name, value);
      }
    }
  }

  private void inside(Fields fields, ObjectNode edits) {
    for (Map.Entry<String, JsonNode> inner : part(edits, EditRecorder.INSIDE)) {
      if (fields.get(inner.getKey()) instanceof ObjectNode child
          && inner.getValue() instanceof ObjectNode childEdits) {
        fields.set(inner.getKey(), apply(child, childEdits));
      }
    }
    for (Map.Entry<String, JsonNode> inner : part(edits, EditRecorder.INSIDE_LIST)) {
      if (fields.get(inner.getKey()) instanceof ArrayNode child
          && inner.getValue() instanceof ObjectNode childEdits) {
        fields.set(inner.getKey(), list(inner.getKey(), child, childEdits));
      }
    }
  }

  private ArrayNode list(String field, ArrayNode shown, ObjectNode edits) {
    List<String> names = identity.of(field, shown);
    if (names == null) {
      return shown;
    }
    Map<String, JsonNode> elements = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      elements.put(names.get(i), shown.get(i));
    }
    Fields fields =
        new Fields() {
          @Override
          public @Nullable JsonNode get(String name) {
            return elements.get(name);
          }

          @Override
          public void set(String name, JsonNode value) {
            elements.put(name, value);
          }

          @Override
          public void remove(String name) {
            elements.remove(name);
          }
        };
    replaceAndRemove(fields, edits);
    inside(fields, edits);
    Map<String, JsonNode> placed = new LinkedHashMap<>();
    for (String name : texts(edits.get(EditRecorder.MOVED))) {
      JsonNode element = elements.remove(name);
      if (element != null) {
        placed.put(name, element);
      }
    }
    for (Map.Entry<String, JsonNode> added : part(edits, EditRecorder.ADDED)) {
      if (!elements.containsKey(added.getKey())) {
        placed.putIfAbsent(added.getKey(), added.getValue());
      }
    }
    List<String> order =
        place(elements.keySet(), placed.keySet(), texts(edits.get(EditRecorder.ORDER)));
    elements.putAll(placed);
    ArrayNode result = CompactNodes.INSTANCE.arrayNode(order.size());
    order.forEach(name -> result.add(elements.get(name)));
    return result;
  }

  /**
   * Puts each name behind the nearest one that preceded it in the recorded order; names without a
   * record go last.
   */
  private static List<String> place(
      Set<String> standing, Set<String> names, List<String> recorded) {
    if (names.isEmpty()) {
      return new ArrayList<>(standing);
    }
    List<String> order = new ArrayList<>();
    Map<String, List<String>> followers = new LinkedHashMap<>();
    Set<String> placed = new LinkedHashSet<>();
    List<String> following = order;
    for (String name : recorded) {
      if (standing.contains(name)) {
        following = followers.computeIfAbsent(name, any -> new ArrayList<>());
      } else if (names.contains(name)) {
        following.add(name);
        placed.add(name);
      }
    }
    for (String name : standing) {
      order.add(name);
      order.addAll(followers.getOrDefault(name, List.of()));
    }
    names.stream().filter(name -> !placed.contains(name)).sorted().forEach(order::add);
    return order;
  }

  private static Set<Map.Entry<String, JsonNode>> part(ObjectNode edits, String name) {
    return edits.get(name) instanceof ObjectNode part ? part.properties() : Set.of();
  }

  private static List<String> texts(@Nullable JsonNode list) {
    if (!(list instanceof ArrayNode array)) {
      return List.of();
    }
    Set<String> texts = new LinkedHashSet<>();
    for (JsonNode element : array) {
      if (element.isTextual()) {
        texts.add(element.textValue());
      }
    }
    return List.copyOf(texts);
  }

  /** An object's fields or a list's elements, by name. */
  private interface Fields {
    @Nullable JsonNode get(String name);

    void set(String name, JsonNode value);

    void remove(String name);
  }
}
