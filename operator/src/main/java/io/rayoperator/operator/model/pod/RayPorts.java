package io.rayoperator.operator.model.pod;

import java.util.Map;

/** Ports of Ray (KubeRay contract C.3). */
public final class RayPorts {

  public static final String METRICS_NAME = "metrics";
  public static final int METRICS = 8080;
  public static final String DASHBOARD_NAME = "dashboard";
  public static final int DASHBOARD = 8265;
  public static final String SERVE_NAME = "serve";
  public static final int SERVE = 8000;

  /** The agent that answers health checks on every node. */
  public static final int DASHBOARD_AGENT = 52365;

  /** Ports of a head whose container declares none, by name. */
  public static final Map<String, Integer> HEAD_DEFAULTS =
      Map.of(
          "client",
          10001,
          "gcs-server",
          6379,
          DASHBOARD_NAME,
          DASHBOARD,
          METRICS_NAME,
          METRICS,
          SERVE_NAME,
          SERVE);

  private RayPorts() {}
}
