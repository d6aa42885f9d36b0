package io.rayoperator.migration.definition;

import static io.rayoperator.migration.definition.TestDefinitions.definition;
import static io.rayoperator.migration.definition.TestDefinitions.kubeRay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionTest {

  @Test
  void originIsToldByTheSchema() throws IOException {
    assertThat(kubeRay().origin()).isEqualTo(Origin.KUBERAY);
    assertThat(DefinitionFile.bundled().origin()).isEqualTo(Origin.RAY_OPERATOR);
    assertThat(
            definition(
                    "spec: {versions: [{name: v1, schema: {openAPIV3Schema: {properties: {spec: {properties: {extensions: {}}}}}}}]}")
                .origin())
        .as("Ant's definition of 2020")
        .isEqualTo(Origin.OTHER);
  }

  @Test
  void writesOfTheStatusAreNoWritesOfTheDefinition() {
    assertThat(kubeRay().writers()).containsExactly("helm", "argocd");
    assertThat(kubeRay().lastWrite()).contains(Instant.parse("2024-01-01T00:00:00Z"));
  }

  @Test
  void versionsAndConversionAreRead() {
    assertThat(kubeRay().storageVersion()).isEqualTo("v1");
    assertThat(kubeRay().storedVersions()).containsExactly("v1alpha1", "v1");
    assertThat(kubeRay().serves("v1alpha1")).isTrue();
    assertThat(kubeRay().serves("v2")).isFalse();
    assertThat(kubeRay().convertsByWebhook()).isFalse();
    assertThat(definition("spec: {}").conversionStrategy()).isEqualTo("None");
  }

  @Test
  void fileThatIsNotOurDefinitionIsRefused(@TempDir Path directory) throws IOException {
    Path service = Files.writeString(directory.resolve("service.yaml"), "kind: Service");
    Path kubeRays =
        Files.writeString(directory.resolve("kuberay.yaml"), kubeRay().tree().toString());

    assertThatThrownBy(() -> DefinitionFile.read(service))
        .hasMessageContaining("service.yaml: this is not the CustomResourceDefinition");
    assertThatThrownBy(() -> DefinitionFile.read(kubeRays))
        .hasMessageContaining("not ray-operator's, but KubeRay");
  }
}
