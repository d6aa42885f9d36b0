package io.rayoperator.operator.config;

import java.util.List;

/**
 * All options of the operator with KubeRay's names (KubeRay contract §16). Help texts and the
 * documentation are made from this.
 */
public final class ConfigOptions {

  private static final List<ConfigOption> ALL =
      List.of(
          both(
              "metrics-addr",
              "metricsAddr",
              ":8080",
              "Address of the metrics, as host:port or :port; 0 switches them off."),
          both(
              "health-probe-bind-address",
              "probeAddr",
              ":8082",
              "Address of /healthz and /readyz, as host:port or :port; 0 switches them off."),
          both(
              "enable-leader-election",
              "enableLeaderElection",
              "true",
              "Whether several operators agree on one that acts, by the lease ray-operator-leader."),
          both(
              "leader-election-namespace",
              "leaderElectionNamespace",
              "",
              "Namespace of the lease; empty means the operator's own."),
          both(
              "reconcile-concurrency",
              "reconcileConcurrency",
              "10",
              "How many RayClusters are worked on at a time."),
          both(
              "watch-namespace",
              "watchNamespace",
              "",
              "Namespaces to serve, separated by commas; empty means all."),
          both(
              "enable-metrics",
              "enableMetrics",
              "false",
              "Whether there are metrics with one series per RayCluster."),
          both(
              "qps",
              "qps",
              "500",
              "Requests to the API server per second that the operator allows itself."),
          both("burst", "burst", "1000", "Requests it may make at once after a quiet time."),
          both(
              "batch-scheduler",
              "batchScheduler",
              "",
              "Batch scheduler of the pods; accepted, and not acted on yet."),
          both(
              "legacy-clusters",
              "legacyClusters",
              "false",
              "Whether the Python operator's RayClusters (cluster.ray.io/v1) are served."),
          flag(
              "feature-gates",
              "",
              "Features to switch on or off, as A=true,B=false; see the list of feature gates."),
          file("headSidecarContainers", "Containers that every head pod gets, after all others."),
          file(
              "workerSidecarContainers",
              "Containers that every worker pod gets, after all others."),
          file("defaultContainerEnvs", "Environment of Ray containers; what users set wins."),
          file("defaultPodLabels", "Labels of head and worker pods; what users set wins."),
          file(
              "defaultPodAnnotations", "Annotations of head and worker pods; what users set wins."),
          variable(
              "ENABLE_INIT_CONTAINER_INJECTION",
              "true",
              "Whether workers wait for the head's GCS in an init container."),
          variable(
              "ENABLE_PROBES_INJECTION", "true", "Whether Ray containers without probes get some."),
          variable(
              "ENABLE_RAY_HEAD_CLUSTER_IP_SERVICE",
              "false",
              "Whether new head Services get an address of their own instead of being headless."),
          variable(
              "ENABLE_DETERMINISTIC_HEAD_POD_NAME",
              "false",
              "Whether head pods are named after their cluster, without a random end."),
          variable("ENABLE_LOGIN_SHELL", "false", "Whether Ray is started in a login shell."),
          variable(
              "ENABLE_RANDOM_POD_DELETE",
              "false",
              "Whether the operator may choose which pods to delete although the autoscaler is on."),
          variable(
              "USE_INGRESS_ON_OPENSHIFT",
              "false",
              "Whether enableIngress makes an Ingress on OpenShift, instead of a Route."),
          variable("CLUSTER_DOMAIN", "cluster.local", "DNS domain of the Kubernetes cluster."),
          variable(
              "RAYCLUSTER_DEFAULT_REQUEUE_SECONDS_ENV",
              "300",
              "Seconds after which a RayCluster is looked at again when nothing happens."));

  private ConfigOptions() {}

  /** The options, in the order in which they are documented. */
  public static List<ConfigOption> all() {
    return ALL;
  }

  private static ConfigOption both(
      String flag, String configKey, String defaultValue, String description) {
    return new ConfigOption(flag, configKey, null, defaultValue, description);
  }

  private static ConfigOption flag(String flag, String defaultValue, String description) {
    return new ConfigOption(flag, null, null, defaultValue, description);
  }

  private static ConfigOption file(String configKey, String description) {
    return new ConfigOption(null, configKey, null, "", description);
  }

  private static ConfigOption variable(String name, String defaultValue, String description) {
    return new ConfigOption(null, null, name, defaultValue, description);
  }
}
