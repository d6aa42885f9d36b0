package io.rayoperator.conversion.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.Trees;
import java.util.function.UnaryOperator;

/** Lists of worker groups that go from one layout to another. */
public final class GroupLists {
  private GroupLists() {}

  /** Moves a list with every group changed, its length and what is no group in it included. */
  public static void move(
      ObjectNode from,
      String field,
      ObjectNode to,
      String otherField,
      UnaryOperator<ObjectNode> change) {
    ArrayNode groups = Trees.array(from, field);
    if (groups != null) {
      ArrayNode moved = to.putArray(otherField);
      for (JsonNode element : groups) {
        moved.add(element instanceof ObjectNode group ? change.apply(group) : element);
      }
    }
  }
}
