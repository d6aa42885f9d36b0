package io.rayoperator.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.config.contract.ContractPage;
import io.rayoperator.config.contract.PromisesPage;
import io.rayoperator.config.helm.ChartCrd;
import io.rayoperator.config.helm.ChartReadme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file that is generated and committed.
 *
 * @param path relative to the root of the repository, with slashes
 */
record GeneratedFile(String path, String content) {

  /**
   * All of them, as they should be now.
   *
   * @param root of the repository; the sources of tests are read there
   */
  static List<GeneratedFile> all(Path root) throws IOException {
    JsonNode crd = Yaml.tree(RayClusterCrd.generate());
    JsonNode legacyCrd = Yaml.tree(LegacyRayClusterCrd.generate());
    return List.of(
        new GeneratedFile("config/crd/bases/ray.io_rayclusters.yaml", Yaml.write(crd)),
        new GeneratedFile(
            "config/crd/legacy/cluster.ray.io_rayclusters.yaml", Yaml.write(legacyCrd)),
        new GeneratedFile("helm/ray-operator/files/rayclusters.ray.io.yaml", ChartCrd.spec(crd)),
        new GeneratedFile(
            "helm/ray-operator/files/rayclusters.cluster.ray.io.yaml", ChartCrd.spec(legacyCrd)),
        new GeneratedFile(
            "helm/ray-operator/README.md", ChartReadme.render(root.resolve("helm/ray-operator"))),
        new GeneratedFile("config/python/cluster_crd.yaml", PythonDefinitions.both(crd, legacyCrd)),
        new GeneratedFile(
            "helm/ray/crds/rayclusters.cluster.ray.io.yaml", PythonDefinitions.legacy(legacyCrd)),
        new GeneratedFile("helm/ray/crds/rayclusters.ray.io.yaml", PythonDefinitions.current(crd)),
        new GeneratedFile("helm/ray/README.md", ChartReadme.render(root.resolve("helm/ray"))),
        conversionSchema(crd, ApiGroup.V1),
        conversionSchema(crd, ApiGroup.V1ALPHA1),
        new GeneratedFile("docs/api-reference.md", ApiReferencePage.render(crd, legacyCrd)),
        new GeneratedFile("docs/contract.md", ContractPage.render(root)),
        new GeneratedFile("docs/conversion.md", ConversionPage.render(crd)),
        new GeneratedFile("docs/python-fields.md", PythonFieldsPage.render()),
        new GeneratedFile("docs/python-rows.md", PromisesPage.render(root)),
        new GeneratedFile("docs/configuration.md", ConfigurationPage.render()),
        new GeneratedFile("docs/validation-rules.md", ValidationRulesPage.render()));
  }

  private static GeneratedFile conversionSchema(JsonNode crd, String version) {
    return new GeneratedFile(
        "conversion/src/main/resources/io/rayoperator/conversion/schema/" + version + ".json",
        ConversionSchema.of(crd, version) + "\n");
  }
}
