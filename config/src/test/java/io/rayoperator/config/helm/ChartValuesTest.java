package io.rayoperator.config.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rayoperator.operator.config.FeatureGate;
import io.rayoperator.testing.Contract;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that the chart takes, refuses and explains. */
@Contract("16.5")
class ChartValuesTest {

  private final JsonNode values = read("values.yaml");
  private final JsonNode schema = read("values.schema.json");

  @Test
  void everyValueIsDocumented() throws IOException {
    List<String> documented =
        ChartValue.documented(Files.readAllLines(Helm.CHART.resolve("values.yaml"))).stream()
            .map(ChartValue::path)
            .toList();
    List<String> undocumented = new ArrayList<>();
    undocumented("", values, documented, undocumented);
    assertThat(undocumented).isEmpty();
    assertThat(documented).hasSizeGreaterThan(70).doesNotHaveDuplicates();
  }

  @Test
  void schemaHasTheSameValues() {
    assertSameValues("", values, schema);
  }

  @Test
  void featureGatesAreTheOperators() {
    List<String> names = new ArrayList<>();
    schema
        .at("/properties/featureGates/items/properties/name/enum")
        .forEach(name -> names.add(name.asText()));
    assertThat(names)
        .containsExactlyElementsOf(
            Arrays.stream(FeatureGate.values()).map(FeatureGate::gateName).toList());
  }

  /** The page is generated from what the operator takes. */
  @Test
  void settingsAreTheOperators() throws IOException {
    String settings = Files.readString(Helm.CHART.resolve("templates/manager/_settings.tpl"));
    List<String> names =
        Pattern.compile("(?m)^- (--[a-z-]+)|^(\\w+): |\"(\\w+)\"(?= |\\s*})")
            .matcher(settings)
            .results()
            .map(ChartValuesTest::lastGroup)
            .filter(name -> !List.of("apiVersion", "kind", "enableBatchScheduler").contains(name))
            .filter(name -> !name.equals("json"))
            .distinct()
            .toList();

    assertThat(names).contains("--qps", "watchNamespace", "defaultContainerEnvs");
    assertThat(Files.readString(Repository.root().resolve("docs/configuration.md")))
        .contains(names.stream().map(name -> "`" + name).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replica=2 | additional properties 'replica' not allowed
          image.tga=1 | at '/image': additional properties 'tga' not allowed
          replicas=two | at '/replicas': got string, want integer
          reconcileConcurrency=0 | at '/reconcileConcurrency': minimum: got 0, want 1
          kubeClient.qps=0 | at '/kubeClient/qps': exclusiveMinimum: got 0, want 0
          watchNamespace=team-a | at '/watchNamespace': got string, want null or array
          watchNamespace[0]=team_a | at '/watchNamespace/0': 'team_a' does not match pattern
          featureGates[0].name=RayClusterMtls | at '/featureGates/0/name': value must be one of
          logging.stdoutEncoder=text | at '/logging/stdoutEncoder': value must be one of 'json', 'console'
          batchScheduler.name=slurm | at '/batchScheduler/name': value must be one of
          webhook.caBundle=/ca.crt | at '/webhook/caBundle': '/ca.crt' does not match pattern
          image.repository=quay.io/kuberay/operator | is KubeRay's operator, which this chart cannot run
          webhook.certManager.enabled=false | webhook.existingSecret is needed
          webhook.existingSecret=mine | there can be one certificate
          """)
  void mistakesAreRefused(String setting, String message) {
    assertThat(Helm.template("--set", setting).fails().stderr()).contains(message);
  }

  @Test
  void authorityOfAnOwnCertificateIsNeeded() {
    assertThat(
            Helm.template("--set", "webhook.certManager.enabled=false,webhook.existingSecret=tls")
                .fails()
                .stderr())
        .contains("webhook.caBundle is needed");
  }

  private static void undocumented(
      String prefix, JsonNode node, List<String> documented, List<String> result) {
    node.properties()
        .forEach(
            property -> {
              String path = prefix + property.getKey();
              if (documented.contains(path)) {
                return;
              }
              if (property.getValue().isObject() && !property.getValue().isEmpty()) {
                undocumented(path + ".", property.getValue(), documented, result);
              } else {
                result.add(path);
              }
            });
  }

  private static void assertSameValues(String path, JsonNode values, JsonNode schema) {
    if (schema.path("additionalProperties").isBoolean() && !path.endsWith("Probe")) {
      List<String> known = new ArrayList<>();
      schema.path("properties").fieldNames().forEachRemaining(known::add);
      known.remove("global"); // Helm's own
      assertThat(known)
          .as("values of the schema at '%s'", path)
          .containsExactlyInAnyOrderElementsOf(
              values.properties().stream().map(p -> p.getKey()).toList());
      known.forEach(
          name ->
              assertSameValues(
                  path + "." + name, values.path(name), schema.path("properties").path(name)));
    }
  }

  private static String lastGroup(MatchResult match) {
    return match.group(1) != null
        ? match.group(1)
        : match.group(2) != null ? match.group(2) : match.group(3);
  }

  private static JsonNode read(String name) {
    try {
      return new YAMLMapper().readTree(Helm.CHART.resolve(name).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
