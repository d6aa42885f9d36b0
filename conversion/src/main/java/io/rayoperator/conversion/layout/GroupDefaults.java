package io.rayoperator.conversion.layout;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.Trees;

/**
 * The defaults that the v1 schema gives to fields of a worker group which an older layout cannot
 * say (KubeRay contract §15.1).
 *
 * <p>On a cluster the API server adds them to whatever a conversion returns. Conversion writes them
 * itself, so that the stored object is exactly what was converted, and knows them as its own on the
 * way back.
 */
public enum GroupDefaults {
  /** For API servers. */
  WRITTEN,
  /** For files: a converted manifest says no more than the original. */
  LEFT_TO_THE_API_SERVER;

  private static final IntNode NO_MINIMUM = IntNode.valueOf(0);
  private static final IntNode NO_MAXIMUM = IntNode.valueOf(Integer.MAX_VALUE);
  private static final IntNode ONE_HOST = IntNode.valueOf(1);
  private static final IntNode NO_PRIORITY = IntNode.valueOf(0);

  public boolean areWritten() {
    return this == WRITTEN;
  }

  /**
   * The group with the defaults of the fields that came to v1 after KubeRay's v1alpha1 was frozen.
   */
  public ObjectNode addLateFields(ObjectNode group) {
    if (!areWritten() || (group.has("numOfHosts") && group.has("priority"))) {
      return group;
    }
    ObjectNode completed = Trees.copy(group);
    completed.putIfAbsent("numOfHosts", ONE_HOST);
    completed.putIfAbsent("priority", NO_PRIORITY);
    return completed;
  }

  /** Adds to a new group the defaults of all fields but {@code replicas}. */
  public void addTo(ObjectNode newGroup) {
    if (areWritten()) {
      newGroup.set("minReplicas", NO_MINIMUM);
      newGroup.set("maxReplicas", NO_MAXIMUM);
      newGroup.set("numOfHosts", ONE_HOST);
      newGroup.set("priority", NO_PRIORITY);
    }
  }
}
