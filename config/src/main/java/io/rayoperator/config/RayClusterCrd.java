package io.rayoperator.config;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.config.schema.SchemaCompletion;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The CustomResourceDefinition of RayCluster: both versions, without the conversion stanza, which
 * is a kustomize patch.
 */
final class RayClusterCrd {

  private static final Map<String, Class<? extends HasMetadata>> VERSIONS =
      Map.of(
          ApiGroup.V1, io.rayoperator.api.v1.RayCluster.class,
          ApiGroup.V1ALPHA1, io.rayoperator.api.v1alpha1.RayCluster.class);

  private static final String V1_DESCRIPTION =
      "A Ray cluster: one head pod and groups of worker pods. The smallest one has a headGroupSpec with one container.";

  private static final String V1ALPHA1_DESCRIPTION =
      "A Ray cluster in one of four older layouts: KubeRay's (headGroupSpec, workerGroupSpecs), Ant's (extensions),"
          + " ByteDance's (headNodeSpec, workerNodeSpec), Microsoft's (headService, workerGroupsSpec)."
          + " Deprecated: stored as ray.io/v1, and shown as it was written.";

  /**
   * What {@code kubectl get} shows of both versions (KubeRay contract §13.6); priority 1 needs
   * {@code -o wide}.
   */
  private static final List<CustomResourceColumnDefinition> COLUMNS =
      List.of(
          Definition.column("desired workers", ".status.desiredWorkerReplicas", "integer", 0),
          Definition.column("available workers", ".status.availableWorkerReplicas", "integer", 0),
          Definition.column("cpus", ".status.desiredCPU", "string", 0),
          Definition.column("memory", ".status.desiredMemory", "string", 0),
          Definition.column("gpus", ".status.desiredGPU", "string", 0),
          Definition.column("tpus", ".status.desiredTPU", "string", 1),
          Definition.column("status", ".status.state", "string", 0),
          Definition.column("age", ".metadata.creationTimestamp", "date", 0),
          Definition.column("head pod IP", ".status.head.podIP", "string", 1),
          Definition.column("head service IP", ".status.head.serviceIP", "string", 1));

  private RayClusterCrd() {}

  /** Generates the definition; the same every time. */
  static CustomResourceDefinition generate() {
    CustomResourceDefinition crd = Definition.of(VERSIONS.values());
    SchemaCompletion completion = new SchemaCompletion();
    for (CustomResourceDefinitionVersion version : crd.getSpec().getVersions()) {
      completion.complete(version.getSchema().getOpenAPIV3Schema(), type(version));
      if (version.getName().equals(ApiGroup.V1)) {
        ForeignLayouts.declare(version.getSchema().getOpenAPIV3Schema());
      }
      Definition.describe(
          version.getSchema().getOpenAPIV3Schema(),
          version.getName().equals(ApiGroup.V1) ? V1_DESCRIPTION : V1ALPHA1_DESCRIPTION);
      version.setAdditionalPrinterColumns(COLUMNS);
    }
    return crd;
  }

  private static Class<? extends HasMetadata> type(CustomResourceDefinitionVersion version) {
    return Objects.requireNonNull(VERSIONS.get(version.getName()), version.getName());
  }
}
