package io.rayoperator.config;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.config.schema.SchemaCompletion;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

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
          column("desired workers", ".status.desiredWorkerReplicas", "integer", 0),
          column("available workers", ".status.availableWorkerReplicas", "integer", 0),
          column("cpus", ".status.desiredCPU", "string", 0),
          column("memory", ".status.desiredMemory", "string", 0),
          column("gpus", ".status.desiredGPU", "string", 0),
          column("tpus", ".status.desiredTPU", "string", 1),
          column("status", ".status.state", "string", 0),
          column("age", ".metadata.creationTimestamp", "date", 0),
          column("head pod IP", ".status.head.podIP", "string", 1),
          column("head service IP", ".status.head.serviceIP", "string", 1));

  private RayClusterCrd() {}

  /** Generates the definition; the same every time. */
  static CustomResourceDefinition generate() {
    CustomResourceDefinition crd = fromClasses();
    SchemaCompletion completion = new SchemaCompletion();
    for (CustomResourceDefinitionVersion version : crd.getSpec().getVersions()) {
      completion.complete(version.getSchema().getOpenAPIV3Schema(), type(version));
      if (version.getName().equals(ApiGroup.V1)) {
        ForeignLayouts.declare(version.getSchema().getOpenAPIV3Schema());
      }
      root(version);
      version.setAdditionalPrinterColumns(COLUMNS);
    }
    return crd;
  }

  private static CustomResourceDefinition fromClasses() {
    AtomicReference<CustomResourceDefinition> generated = new AtomicReference<>();
    new CRDGenerator()
        .customResourceClasses(VERSIONS.values())
        .forCRDVersions("v1")
        .withParallelGenerationEnabled(false)
        .withPostProcessor(
            new CRDPostProcessor() {
              @Override
              public HasMetadata process(HasMetadata crd, String crdVersion) {
                generated.set((CustomResourceDefinition) crd);
                return crd;
              }
            })
        .withOutput(new Discarded())
        .generate();
    return Objects.requireNonNull(
        generated.get(), "the generator made no CustomResourceDefinition");
  }

  private static Class<? extends HasMetadata> type(CustomResourceDefinitionVersion version) {
    return Objects.requireNonNull(VERSIONS.get(version.getName()), version.getName());
  }

  /** What kubectl explain says first, and the fields that every object has. */
  private static void root(CustomResourceDefinitionVersion version) {
    JSONSchemaProps schema = version.getSchema().getOpenAPIV3Schema();
    JSONSchemaProps text = new JSONSchemaPropsBuilder().withType("string").build();
    schema.setDescription(
        version.getName().equals(ApiGroup.V1) ? V1_DESCRIPTION : V1ALPHA1_DESCRIPTION);
    schema.getProperties().put("apiVersion", text);
    schema.getProperties().put("kind", text);
    schema.getProperties().put("metadata", new JSONSchemaPropsBuilder().withType("object").build());
    describe(schema, "spec", "What you want. The operator works towards it.");
    describe(schema, "status", "What the operator observed. Written by it alone.");
  }

  private static void describe(JSONSchemaProps schema, String property, String description) {
    schema
        .getProperties()
        .computeIfPresent(
            property,
            (name, value) ->
                new JSONSchemaPropsBuilder(value).withDescription(description).build());
  }

  private static CustomResourceColumnDefinition column(
      String name, String jsonPath, String type, int priority) {
    return new CustomResourceColumnDefinitionBuilder()
        .withName(name)
        .withJsonPath(jsonPath)
        .withType(type)
        .withPriority(priority == 0 ? null : priority)
        .build();
  }

  /** The generator insists on writing; the object comes from the post-processor. */
  private static final class Discarded implements CRDGenerator.CRDOutput<OutputStream> {

    @Override
    public OutputStream outputFor(String crdName) {
      return OutputStream.nullOutputStream();
    }

    @Override
    public URI crdURI(String crdName) {
      return URI.create("file:///" + crdName);
    }

    @Override
    public void close() {}
  }
}
