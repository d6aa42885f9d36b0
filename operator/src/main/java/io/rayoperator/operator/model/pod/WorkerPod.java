package io.rayoperator.operator.model.pod;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.cluster.WorkerGroup;
import java.util.SortedMap;

/** A pod of a worker group (KubeRay contract §2). */
public final class WorkerPod {

  private WorkerPod() {}

  /** The pod that every member of the group starts from, without a name and a place. */
  public static Pod desired(
      DesiredCluster cluster, WorkerGroup group, HeadAddress head, ModelConfig config) {
    PodAssembly assembly = new PodAssembly(cluster, group, config);
    SortedMap<String, String> rayStartParams = RayStartParams.forWorker(cluster, group, head.gcs());
    String rayStart = RayStartCommand.forWorker(rayStartParams);

    boolean oldImages = OldImages.expectedBy(cluster);
    if (config.initContainerInjection() && !oldImages) {
      assembly.addInitContainer(GcsReadyInitContainer.of(assembly.rayContainer(), head, config));
    }
    assembly.addHeadAddressToInitContainers(head);
    config.workerSidecarContainers().forEach(assembly::addContainer);
    assembly.startRay(rayStart);
    Variables env = new Variables(Absent.asEmpty(assembly.rayContainer().getEnv()));
    RayContainerEnv.addForWorker(env, cluster, head, rayStart, config);
    assembly.rayContainer().setEnv(env.toList());
    SharedMemory.add(assembly.spec(), assembly.rayContainer(), rayStartParams);
    assembly.addMetricsPort();
    if (config.probesInjection() && !oldImages) {
      RayProbes.addToWorker(assembly.rayContainer(), cluster, rayStartParams);
    }
    if (AutoscalerSidecar.isVersion2(cluster)) {
      assembly.spec().setRestartPolicy("Never");
    }
    return assembly.build(RayLabels.WORKER);
  }

  /** A copy of a pod at a place within its group; the copies share their spec (§1.5). */
  public static Pod at(WorkerPlace place, Pod pod) {
    var metadata = new ObjectMetaBuilder(pod.getMetadata());
    if (place.replicaIndex() != null) {
      metadata.addToLabels(RayLabels.REPLICA_INDEX, String.valueOf(place.replicaIndex()));
    }
    if (place.replicaName() != null) {
      metadata.addToLabels(RayLabels.REPLICA_NAME, place.replicaName());
      metadata.addToLabels(RayLabels.REPLICA_HOST_INDEX, String.valueOf(place.hostIndex()));
    }
    Pod copy = new Pod();
    copy.setMetadata(metadata.build());
    copy.setSpec(pod.getSpec());
    return copy;
  }
}
