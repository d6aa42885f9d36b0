package io.rayoperator.conversion.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.CompactNodes;
import io.rayoperator.conversion.json.Trees;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Environment variables that an old operator added to a container without being asked, and that
 * manifests rely on. Written out in v1 behind the user's own; taken away again on the way back when
 * they are still exactly these.
 */
public final class ImpliedVariables {
  private static final String ENV = "env";

  private final List<ObjectNode> variables = new ArrayList<>(3);

  /** Adds a variable. */
  public ImpliedVariables with(String name, String value) {
    variables.add(CompactNodes.INSTANCE.objectNode().put("name", name).put("value", value));
    return this;
  }

  /**
   * The container with those variables that its user has not defined; the container itself if there
   * are none.
   */
  public ObjectNode addTo(ObjectNode container) {
    ArrayNode env = Trees.array(container, ENV);
    ArrayNode completed = null;
    for (ObjectNode variable : variables) {
      if (!defines(env, variable.path("name").textValue())) {
        completed =
            completed != null
                ? completed
                : env == null ? CompactNodes.INSTANCE.arrayNode() : Trees.copy(env);
        completed.add(variable);
      }
    }
    return completed == null ? container : withEnv(container, completed);
  }

  private static boolean defines(@Nullable ArrayNode env, String name) {
    for (int i = 0; env != null && i < env.size(); i++) {
      if (name.equals(Trees.text(env.get(i), "name"))) {
        return true;
      }
    }
    return false;
  }

  /** The container without what {@link #addTo} adds; the container itself if it has none of it. */
  public ObjectNode takeFrom(ObjectNode container) {
    ArrayNode env = Trees.array(container, ENV);
    if (env == null || variables.isEmpty()) {
      return container;
    }
    ArrayNode rest = CompactNodes.INSTANCE.arrayNode(env.size());
    for (JsonNode variable : env) {
      if (!isImplied(variable)) {
        rest.add(variable);
      }
    }
    return rest.size() == env.size() ? container : withEnv(container, rest);
  }

  private boolean isImplied(JsonNode variable) {
    for (ObjectNode implied : variables) {
      if (Trees.same(implied, variable)) {
        return true;
      }
    }
    return false;
  }

  private static ObjectNode withEnv(ObjectNode container, ArrayNode env) {
    ObjectNode changed = Trees.copy(container);
    if (env.isEmpty()) {
      changed.remove(ENV);
    } else {
      changed.set(ENV, env);
    }
    return changed;
  }
}
