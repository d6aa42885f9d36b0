package io.rayoperator.operator.model.service;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.cluster.WorkerGroup;
import io.rayoperator.operator.model.metadata.OwnerReferences;
import io.rayoperator.operator.model.names.RayClusterNames;

/** The Service that gives the pods of multi-host replicas names (KubeRay contract §3.2). */
public final class HeadlessWorkerService {

  private HeadlessWorkerService() {}

  public static boolean wanted(DesiredCluster cluster) {
    return cluster.workerGroups().stream().anyMatch(WorkerGroup::multiHost);
  }

  public static Service desired(DesiredCluster cluster) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(RayClusterNames.headlessWorkerService(cluster.name()))
        .withNamespace(cluster.namespace())
        .addToLabels(RayLabels.HEADLESS_WORKER_SERVICE, cluster.name())
        .withOwnerReferences(OwnerReferences.controller(cluster))
        .endMetadata()
        .withNewSpec()
        .withType("ClusterIP")
        .withClusterIP("None")
        // The hosts of a replica look for each other before they are ready.
        .withPublishNotReadyAddresses(true)
        .addToSelector(RayLabels.CLUSTER, cluster.name())
        .addToSelector(RayLabels.NODE_TYPE, RayLabels.WORKER)
        .endSpec()
        .build();
  }
}
