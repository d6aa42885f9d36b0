package io.rayoperator.operator.config;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.Map;

/**
 * The part of the configuration that shapes children of a RayCluster. Everything the model knows
 * about its surroundings.
 *
 * @param operatorVersion written on head pods; takes part in deciding whether a head was made by
 *     this operator (KubeRay contract §7.2)
 * @param clusterDomain DNS domain of the Kubernetes cluster (§1.4)
 * @param initContainerInjection whether workers wait for the GCS in an init container (§2.11)
 * @param probesInjection whether Ray containers without probes get some (§2.12)
 * @param headClusterIpService whether head Services get a virtual IP instead of being headless
 *     (§3.1)
 * @param deterministicHeadPodName whether head pods are named after their cluster alone (§1.3)
 * @param loginShell whether Ray is started in a login shell (§2.6)
 * @param randomPodDelete whether the operator may choose victims of a scale-down although the
 *     autoscaler is on (§5.4)
 * @param headSidecarContainers appended to every head pod
 * @param workerSidecarContainers appended to every worker pod
 * @param defaultContainerEnvs environment of Ray containers; what users set wins
 * @param defaultPodLabels labels of pods; what users set wins
 * @param defaultPodAnnotations annotations of pods; what users set wins
 * @param exposure how heads are reached from outside (§4)
 */
public record ModelConfig(
    String operatorVersion,
    String clusterDomain,
    boolean initContainerInjection,
    boolean probesInjection,
    boolean headClusterIpService,
    boolean deterministicHeadPodName,
    boolean loginShell,
    boolean randomPodDelete,
    List<Container> headSidecarContainers,
    List<Container> workerSidecarContainers,
    List<EnvVar> defaultContainerEnvs,
    Map<String, String> defaultPodLabels,
    Map<String, String> defaultPodAnnotations,
    FeatureGates featureGates,
    Exposure exposure) {

  public ModelConfig {
    headSidecarContainers = List.copyOf(headSidecarContainers);
    workerSidecarContainers = List.copyOf(workerSidecarContainers);
    defaultContainerEnvs = List.copyOf(defaultContainerEnvs);
    defaultPodLabels = Map.copyOf(defaultPodLabels);
    defaultPodAnnotations = Map.copyOf(defaultPodAnnotations);
  }

  /** The same, where heads are reached in another way. */
  public ModelConfig with(Exposure newExposure) {
    return new ModelConfig(
        operatorVersion,
        clusterDomain,
        initContainerInjection,
        probesInjection,
        headClusterIpService,
        deterministicHeadPodName,
        loginShell,
        randomPodDelete,
        headSidecarContainers,
        workerSidecarContainers,
        defaultContainerEnvs,
        defaultPodLabels,
        defaultPodAnnotations,
        featureGates,
        newExposure);
  }

  public boolean enabled(FeatureGate gate) {
    return featureGates.enabled(gate);
  }
}
