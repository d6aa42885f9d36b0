package io.rayoperator.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of two groups in a list that may hold others: {@code "cpu,gpu"} or the other way round.
 */
record OrderSlot(Place list, List<String> groups) implements Slot {

  @Override
  public JsonNode read(JsonNode object) {
    return order(list.read(object));
  }

  private JsonNode order(JsonNode elements) {
    List<String> names = new ArrayList<>();
    elements.forEach(element -> names.add(name(element)));
    names.retainAll(groups);
    return names.isEmpty() ? MissingNode.getInstance() : TextNode.valueOf(String.join(",", names));
  }

  private static String name(JsonNode group) {
    return group.path("groupName").asText();
  }

  /** The two groups change places, unless they stand so already. */
  @Override
  public void write(ObjectNode object, JsonNode value) {
    if (read(object).equals(value) || !(list.read(object) instanceof ArrayNode elements)) {
      return;
    }
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      if (groups.contains(name(elements.get(i)))) {
        positions.add(i);
      }
    }
    JsonNode first = elements.get(positions.getFirst());
    elements.set(positions.getFirst(), elements.get(positions.getLast()));
    elements.set(positions.getLast(), first);
  }

  @Override
  public void erase(ObjectNode object) {
    if (list.read(object) instanceof ArrayNode elements) {
      List<JsonNode> sorted = new ArrayList<>();
      elements.forEach(sorted::add);
      sorted.sort(Comparator.comparing(OrderSlot::name));
      elements.removeAll();
      elements.addAll(sorted);
    }
  }

  @Override
  public @Nullable JsonNode valueIn(JsonNode mergePatch) {
    JsonNode elements = list.valueIn(mergePatch);
    return elements == null ? null : order(elements);
  }
}
