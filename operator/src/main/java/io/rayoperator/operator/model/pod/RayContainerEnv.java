package io.rayoperator.operator.model.pod;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.model.cluster.DesiredCluster;

/** Environment of the Ray container (KubeRay contract §2.7). */
final class RayContainerEnv {

  private static final String CLUSTER_LABEL = "metadata.labels['" + RayLabels.CLUSTER + "']";
  private static final String GROUP_LABEL = "metadata.labels['" + RayLabels.GROUP + "']";

  private RayContainerEnv() {}

  static void addForHead(
      Variables env,
      DesiredCluster cluster,
      HeadAddress head,
      String rayStart,
      ModelConfig config) {
    addDefaults(env, config);
    addIdentity(env, rayStart, head);
    addRayServiceSettings(env, cluster);
    env.setIfAbsent("RAY_ADDRESS", "127.0.0.1:" + head.gcsPort());
    env.setIfAbsent("RAY_USAGE_STATS_KUBERAY_IN_USE", "1");
    env.set(
        "RAY_USAGE_STATS_EXTRA_TAGS",
        "kuberay_version=" + config.operatorVersion() + ";kuberay_crd=" + cluster.originatedFrom());
    env.setIfAbsent("RAY_DASHBOARD_ENABLE_K8S_DISK_USAGE", "1");
  }

  static void addForWorker(
      Variables env,
      DesiredCluster cluster,
      HeadAddress head,
      String rayStart,
      ModelConfig config) {
    addDefaults(env, config);
    addHeadAddress(env, head);
    addIdentity(env, rayStart, head);
    addRayServiceSettings(env, cluster);
    env.setIfAbsent("RAY_ADDRESS", head.gcs());
    env.setIfAbsent("RAY_USAGE_STATS_KUBERAY_IN_USE", "1");
    env.setIfAbsent("RAY_DASHBOARD_ENABLE_K8S_DISK_USAGE", "1");
  }

  /** Where the head is, for workers and for every init container. */
  static void addHeadAddress(Variables env, HeadAddress head) {
    env.set("FQ_RAY_IP", head.domainName());
    env.set("RAY_IP", head.serviceName());
  }

  private static void addDefaults(Variables env, ModelConfig config) {
    for (EnvVar variable : config.defaultContainerEnvs()) {
      env.setIfAbsent(variable);
    }
  }

  // Ray reads the instance id and the node type name to tell the autoscaler which pod it is.
  private static void addIdentity(Variables env, String rayStart, HeadAddress head) {
    env.setFromField("RAY_CLUSTER_NAME", CLUSTER_LABEL);
    env.setFromField("RAY_CLUSTER_NAMESPACE", "metadata.namespace");
    env.setFromField("RAY_CLOUD_INSTANCE_ID", "metadata.name");
    env.setFromField("RAY_NODE_TYPE_NAME", GROUP_LABEL);
    env.set("KUBERAY_GEN_RAY_START_CMD", rayStart);
    env.setIfAbsent("RAY_PORT", head.gcsPort());
  }

  private static void addRayServiceSettings(Variables env, DesiredCluster cluster) {
    if (cluster.originatedFromRayService()) {
      env.setIfAbsent("RAY_timeout_ms_task_wait_for_death_info", "0");
      env.setIfAbsent("RAY_gcs_server_request_timeout_seconds", "5");
      env.setIfAbsent("RAY_SERVE_KV_TIMEOUT_S", "5");
    }
  }
}
