package io.rayoperator.conversion.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.Trees;
import org.jspecify.annotations.Nullable;

/** Counters that old operators kept in the status, told from those of v1. */
public final class PodCounters {
  private PodCounters() {}

  /**
   * The pods that run, head included: v1 counts workers alone, and leaves a counter of zero out.
   *
   * @param hubStatus status of the v1 object
   * @return null if the status says nothing about pods
   */
  public static @Nullable JsonNode available(ObjectNode hubStatus) {
    JsonNode workers = number(hubStatus, "availableWorkerReplicas");
    String head = Trees.text(Trees.object(hubStatus, "head"), "podName");
    boolean hasHead = head != null && !head.isEmpty();
    if (workers == null) {
      return hasHead ? IntNode.valueOf(1) : null;
    }
    boolean more = hasHead && workers.intValue() < Integer.MAX_VALUE;
    return more ? IntNode.valueOf(workers.intValue() + 1) : workers;
  }

  /** A counter; null if it is not a number of pods. */
  public static @Nullable JsonNode number(ObjectNode status, String field) {
    JsonNode value = status.get(field);
    return value != null && value.isIntegralNumber() && value.canConvertToInt() ? value : null;
  }
}
