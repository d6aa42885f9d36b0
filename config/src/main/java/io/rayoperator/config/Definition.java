package io.rayoperator.config;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import java.io.OutputStream;
import java.net.URI;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** What all our CustomResourceDefinitions have in common: their start from the API classes. */
final class Definition {

  private Definition() {}

  /** What the generator of fabric8 makes of the versions of one kind. */
  static CustomResourceDefinition of(Collection<Class<? extends HasMetadata>> versions) {
    AtomicReference<CustomResourceDefinition> generated = new AtomicReference<>();
    new CRDGenerator()
        .customResourceClasses(versions)
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

  /** What kubectl explain says first, and the fields that every object has. */
  static void describe(JSONSchemaProps schema, String description) {
    JSONSchemaProps text = new JSONSchemaPropsBuilder().withType("string").build();
    schema.setDescription(description);
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

  static CustomResourceColumnDefinition column(
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
