package io.rayoperator.conversion.layout.bytedance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.Trees;
import io.rayoperator.conversion.layout.ImpliedVariables;
import org.jspecify.annotations.Nullable;

/**
 * The variables by which ByteDance's containers knew where the head is and how to get in. Computed
 * from the v1 head group, so that both directions agree about them.
 *
 * @param service name of the head Service, null if it has none yet
 * @param port where the head listens
 */
record ImpliedByByteDance(@Nullable String service, String port) {
  private static final String SERVICE = "RAY_HEAD_SERVICE_IP";
  private static final String PORT = "RAY_HEAD_SERVICE_PORT";
  private static final String DEFAULT_PORT = "6379";

  /**
   * What the containers of an object need to know.
   *
   * @param head the head group of v1, null if there is none
   */
  static ImpliedByByteDance of(@Nullable ObjectNode head) {
    String service = Trees.text(metadata(head), "name");
    String port = Trees.text(Trees.object(head, "rayStartParams"), "port");
    return new ImpliedByByteDance(
        service == null || service.isEmpty() ? null : service,
        port == null || port.isEmpty() ? DEFAULT_PORT : port);
  }

  private static @Nullable ObjectNode metadata(@Nullable ObjectNode head) {
    return Trees.object(Trees.object(head, "headService"), "metadata");
  }

  /** Variables of the head's Ray container. */
  ImpliedVariables ofHead(ObjectNode hubGroup) {
    return withPassword(
        new ImpliedVariables().with(SERVICE, "127.0.0.1").with(PORT, port), hubGroup);
  }

  /** Variables of the Ray container of a worker group. */
  ImpliedVariables ofWorkers(ObjectNode hubGroup) {
    return withPassword(ofInitContainers().with(PORT, port), hubGroup);
  }

  /** Variables of the init containers of workers, which wait for the head. */
  ImpliedVariables ofInitContainers() {
    ImpliedVariables variables = new ImpliedVariables();
    return service == null ? variables : variables.with(SERVICE, service);
  }

  /**
   * ByteDance set an empty password where there is none. A shell reads an absent variable alike,
   * and v1 takes one that is there as a sign of another Redis.
   */
  private static ImpliedVariables withPassword(ImpliedVariables variables, ObjectNode hubGroup) {
    String password = Trees.text(Trees.object(hubGroup, "rayStartParams"), "redis-password");
    return password == null ? variables : variables.with("REDIS_PASSWORD", password);
  }
}
