package io.rayoperator.conversion.layout.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.Trees;
import io.rayoperator.conversion.layout.ImpliedVariables;

/**
 * The variables of Microsoft's Ray containers that a v1 operator does not set. It does set {@code
 * RAY_PORT}, and {@code RAY_IP} of workers and init containers, to the same values.
 */
final class ImpliedByMicrosoft {
  private ImpliedByMicrosoft() {}

  /** Variables of the head's Ray container. */
  static ImpliedVariables ofHead(ObjectNode group) {
    return withPassword(new ImpliedVariables().with("RAY_IP", "127.0.0.1"), group);
  }

  /** Variables of the Ray container of a worker group. */
  static ImpliedVariables ofWorkers(ObjectNode group) {
    return withPassword(new ImpliedVariables(), group);
  }

  /**
   * Microsoft set an empty password where there is none. A shell reads an absent variable alike,
   * and v1 takes one that is there as a sign of another Redis.
   */
  private static ImpliedVariables withPassword(ImpliedVariables variables, ObjectNode group) {
    String password = Trees.text(Trees.object(group, "rayStartParams"), "redis-password");
    return password == null ? variables : variables.with("REDIS_PASSWORD", password);
  }
}
