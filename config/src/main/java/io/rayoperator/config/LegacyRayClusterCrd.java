package io.rayoperator.config;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.rayoperator.api.legacy.RayCluster;
import io.rayoperator.config.schema.SchemaCompletion;
import java.util.List;
import java.util.Objects;

/**
 * The CustomResourceDefinition of the Python operator's RayClusters. It takes every object that one
 * of the published ones takes, stores it as it is written, and knows the pods of today.
 */
final class LegacyRayClusterCrd {

  private static final String DESCRIPTION =
      "A Ray cluster as the Python operator of Ray 1.2 to 1.13 had them: types of pods, of which one"
          + " is the head, and workers that come and go with demand. New clusters are better"
          + " written for ray.io/v1.";

  private static final List<CustomResourceColumnDefinition> COLUMNS =
      List.of(
          Definition.column("status", ".status.phase", "string", 0),
          Definition.column("restarts", ".status.autoscalerRetries", "integer", 0),
          Definition.column("age", ".metadata.creationTimestamp", "date", 0));

  private LegacyRayClusterCrd() {}

  /** Generates the definition; the same every time. */
  static CustomResourceDefinition generate() {
    CustomResourceDefinition crd = Definition.of(List.of(RayCluster.class));
    CustomResourceDefinitionVersion version = crd.getSpec().getVersions().get(0);
    JSONSchemaProps schema = version.getSchema().getOpenAPIV3Schema();
    new SchemaCompletion().complete(schema, RayCluster.class);
    schema.setRequired(List.of("spec"));
    // What the Python operator's framework left there stays.
    property(schema, "status").setXKubernetesPreserveUnknownFields(true);
    podConfig(
        property(
            property(property(schema, "spec"), "podTypes").getItems().getSchema(), "podConfig"));
    Definition.describe(schema, DESCRIPTION);
    version.setAdditionalPrinterColumns(COLUMNS);
    return crd;
  }

  /** The API server itself knows what the metadata of an embedded object may be. */
  private static void podConfig(JSONSchemaProps schema) {
    schema.setXKubernetesEmbeddedResource(true);
    schema
        .getProperties()
        .compute(
            "metadata",
            (name, old) ->
                new JSONSchemaPropsBuilder()
                    .withType("object")
                    .withDescription(old.getDescription())
                    .build());
    JSONSchemaProps spec = property(schema, "spec");
    asWritten(spec);
    // Kubernetes requires the address for the sake of its merge key.
    property(spec, "hostAliases").getItems().getSchema().setRequired(List.of());
  }

  /**
   * Without defaults, and with plain lists: the published definitions had neither merge keys, which
   * refuse what Kubernetes takes (a variable that is there twice), nor defaults, which an unchanged
   * manifest would differ from.
   */
  private static void asWritten(JSONSchemaProps schema) {
    schema.setDefault(null);
    schema.setXKubernetesListType(null);
    schema.setXKubernetesListMapKeys(List.of());
    schema.setXKubernetesMapType(null);
    if (schema.getProperties() != null) {
      schema.getProperties().values().forEach(LegacyRayClusterCrd::asWritten);
    }
    if (schema.getItems() != null) {
      asWritten(schema.getItems().getSchema());
    }
    if (schema.getAdditionalProperties() != null
        && schema.getAdditionalProperties().getSchema() != null) {
      asWritten(schema.getAdditionalProperties().getSchema());
    }
  }

  private static JSONSchemaProps property(JSONSchemaProps object, String name) {
    return Objects.requireNonNull(object.getProperties().get(name), name);
  }
}
