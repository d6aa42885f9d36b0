package io.rayoperator.migration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which clusters are meant.
 *
 * @param namespace null for all namespaces
 * @param names in that namespace; none for all that it has
 */
public record LeaveScope(@Nullable String namespace, List<String> names) {

  public LeaveScope {
    names = List.copyOf(names);
    if (namespace == null && !names.isEmpty()) {
      throw new IllegalArgumentException("names are those of a namespace");
    }
  }

  boolean isNamed() {
    return !names.isEmpty();
  }

  boolean includes(String name) {
    return names.isEmpty() || names.contains(name);
  }

  /** References to those that are named. */
  List<ObjectNode> named() {
    List<ObjectNode> references = new ArrayList<>();
    for (String name : names) {
      ObjectNode reference = JsonNodeFactory.instance.objectNode();
      reference.putObject("metadata").put("namespace", namespace).put("name", name);
      references.add(reference);
    }
    return references;
  }
}
