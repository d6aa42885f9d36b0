package io.rayoperator.operator.model.pod;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.rayoperator.api.v1.RayAnnotations;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.names.NameLimits;
import io.rayoperator.operator.model.rbac.AutoscalerAccess;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The pod that runs the GCS, the dashboard and the autoscaler (KubeRay contract §2). */
public final class HeadPod {

  private static final String RAY_LOGS_VOLUME = "ray-logs";
  private static final String RAY_LOGS_PATH = "/tmp/ray";

  private HeadPod() {}

  /** The head pod that the user wants, without a name unless {@link #fixedName} gives it one. */
  public static Pod desired(DesiredCluster cluster, HeadAddress address, ModelConfig config) {
    PodAssembly assembly = new PodAssembly(cluster, cluster.head(), config);
    SortedMap<String, String> rayStartParams = RayStartParams.forHead(cluster);
    String rayStart = RayStartCommand.forHead(rayStartParams);

    if (cluster.autoscalerInHeadPod()) {
      addAutoscaler(assembly, cluster, config);
    }
    config.headSidecarContainers().forEach(assembly::addContainer);
    assembly.startRay(rayStart);
    Variables env = new Variables(Absent.asEmpty(assembly.rayContainer().getEnv()));
    String autoscalerVersion = AutoscalerSidecar.options(cluster).getVersion();
    if (cluster.autoscaling() && autoscalerVersion != null) {
      env.set("RAY_enable_autoscaler_v2", String.valueOf(autoscalerVersion.equals("v2")));
    }
    RayContainerEnv.addForHead(env, cluster, address, rayStart, config);
    assembly.rayContainer().setEnv(env.toList());
    SharedMemory.add(assembly.spec(), assembly.rayContainer(), rayStartParams);
    assembly.addMetricsPort();
    if (config.probesInjection() && !OldImages.expectedBy(cluster)) {
      RayProbes.addToHead(assembly.rayContainer(), cluster, rayStartParams);
    }
    assembly.addHeadAddressToInitContainers(address);
    if (AutoscalerSidecar.isVersion2(cluster)) {
      assembly.spec().setRestartPolicy("Never");
    }

    assembly
        .annotations()
        .put(
            RayAnnotations.FAULT_TOLERANCE_ENABLED,
            String.valueOf(
                cluster.spec().getGcsFaultToleranceOptions() != null
                    || cluster.annotationIsTrue(RayAnnotations.FAULT_TOLERANCE_ENABLED)));
    assembly.annotations().put(RayAnnotations.RECREATE_HASH, RecreateHash.of(cluster.spec()));
    assembly.annotations().put(RayAnnotations.OPERATOR_VERSION, config.operatorVersion());
    return assembly.build(RayLabels.HEAD);
  }

  /**
   * The name that the head pod must have: one that the user chose in the template, or that of the
   * configuration with deterministic names, or number 0 where pods are numbered; null if it gets a
   * random one (§1.3).
   */
  public static @Nullable String fixedName(DesiredCluster cluster, ModelConfig config) {
    boolean numbered = cluster.profile().numbersPods();
    if (config.deterministicHeadPodName() && !numbered) {
      return NameLimits.podPrefix(cluster.name()) + "-head";
    }
    ObjectMeta template = cluster.head().template().getMetadata();
    String chosen = template == null ? "" : Absent.asEmpty(template.getName());
    if (!chosen.isEmpty()) {
      return chosen;
    }
    return numbered ? cluster.profile().podPrefix(cluster.podGroup(cluster.head())) + "0" : null;
  }

  private static void addAutoscaler(
      PodAssembly assembly, DesiredCluster cluster, ModelConfig config) {
    var sidecar = AutoscalerSidecar.of(cluster, config);
    PodVolumes.addIfAbsent(
        assembly.spec(),
        new VolumeBuilder().withName(RAY_LOGS_VOLUME).withNewEmptyDir().endEmptyDir().build());
    // The autoscaler reads and writes the logs and the session files of the head.
    for (var container : List.of(assembly.rayContainer(), sidecar)) {
      if (!PodVolumes.mountedAt(container, RAY_LOGS_PATH)) {
        PodVolumes.mount(container, RAY_LOGS_VOLUME, RAY_LOGS_PATH);
      }
    }
    assembly.addContainer(sidecar);
    assembly.spec().setServiceAccountName(AutoscalerAccess.serviceAccountName(cluster));
  }
}
