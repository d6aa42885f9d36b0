package io.rayoperator.config.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rayoperator.testing.CommandResult;
import io.rayoperator.testing.GuideRow;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Python operator's chart: what its guide promises, row by row of docs/compatibility.md, as far
 * as rendering shows it.
 */
class RayChartTest {

  private static final Path CHART = Repository.root().resolve("helm/ray");
  private static final String RELEASE = "example-cluster";
  private static final String CLUSTER = "RayCluster example-cluster";
  private static final String OPERATOR = "Deployment ray-operator";

  @ParameterizedTest
  @ValueSource(strings = {"default", "operator-of-a-namespace"})
  void rendersAsBefore(String name) throws IOException {
    String rendered =
        render("--values", Helm.file("ray/" + name + "/values.yaml").toAbsolutePath().toString());
    Path actual = Path.of("target/helm/ray-" + name + ".yaml");
    Files.createDirectories(actual.getParent());
    Files.writeString(actual, rendered);
    Path expected = Helm.file("ray/" + name + "/rendered.yaml");

    assertThat(rendered)
        .as("if the change is meant: cp config/%s config/%s", actual, expected)
        .isEqualTo(Files.exists(expected) ? Files.readString(expected) : "");
  }

  @Test
  @GuideRow("003-2")
  void row003x2OperatorOnlyRendersAnOperatorAndNoCluster() {
    assertThat(objects("--set", "operatorOnly=true"))
        .containsKey(OPERATOR)
        .doesNotContainKey(CLUSTER);
  }

  @Test
  @GuideRow("003-3")
  void row003x3ClusterOnlyRendersTheClusterAlone() {
    assertThat(objects("--set", "clusterOnly=true")).containsOnlyKeys(CLUSTER);
  }

  @Test
  @GuideRow("003-4")
  void row003x4ReleaseHasAClusterOfItsNameAndAnOperatorInDefault() {
    SortedMap<String, JsonNode> objects = objects();

    assertThat(CHART.getFileName()).hasToString("ray");
    assertThat(objects)
        .containsOnlyKeys(
            "ServiceAccount ray-operator-serviceaccount",
            "ClusterRole ray-operator-clusterrole",
            "ClusterRoleBinding ray-operator-clusterrolebinding",
            "Role ray-operator-leader-election",
            "RoleBinding ray-operator-leader-election",
            OPERATOR,
            CLUSTER);
    assertThat(object(objects, CLUSTER).path("apiVersion").asText()).isEqualTo("cluster.ray.io/v1");
    assertThat(object(objects, CLUSTER).at("/metadata/namespace").asText()).isEqualTo("ray");
    assertThat(object(objects, OPERATOR).at("/metadata/namespace").asText()).isEqualTo("default");
  }

  /** What 003-9 looks for in the log, it finds by this label. */
  @Test
  @GuideRow("003-9")
  void row003x9OperatorHasTheLabelOfTheGuide() {
    assertThat(
            object(objects(), OPERATOR)
                .at("/spec/template/metadata/labels/cluster.ray.io~1component")
                .asText())
        .isEqualTo("operator");
  }

  @Test
  @GuideRow("003-10")
  void row003x10OperatorServesAllNamespaces() {
    SortedMap<String, JsonNode> objects = objects();

    assertThat(arguments(objects)).noneMatch(argument -> argument.startsWith("--watch-namespace"));
    assertThat(
            object(objects, "ClusterRoleBinding ray-operator-clusterrolebinding").get("subjects"))
        .isEqualTo(
            yaml(
                "[{kind: ServiceAccount, name: ray-operator-serviceaccount, namespace: default}]"));
  }

  @ParameterizedTest
  @CsvSource({
    "operatorNamespace=operators, operators",
    "operatorNamespace=, default",
    "operatorNamespace=null, default",
  })
  @GuideRow("003-11")
  void row003x11OperatorNamespacePlacesTheOperator(String setting, String namespace) {
    SortedMap<String, JsonNode> objects = objects("--set", setting);

    objects.remove(CLUSTER);
    assertThat(objects)
        .allSatisfy(
            (name, object) -> {
              if (!name.startsWith("Cluster")) {
                assertThat(object.at("/metadata/namespace").asText()).as(name).isEqualTo(namespace);
              }
              object
                  .path("subjects")
                  .forEach(
                      subject ->
                          assertThat(subject.path("namespace").asText())
                              .as(name)
                              .isEqualTo(namespace));
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--set=namespacedOperator=True",
        "--set=namespacedOperator=true",
        "--set-string=namespacedOperator=true",
        "--set=namespacedOperator=TRUE,operatorNamespace=elsewhere"
      })
  @GuideRow("003-12")
  void row003x12NamespacedOperatorHasRightsInTheNamespaceOfTheReleaseOnly(String setting) {
    SortedMap<String, JsonNode> objects = objects(setting);

    assertThat(objects)
        .containsOnlyKeys(
            "ServiceAccount ray-operator-serviceaccount",
            "Role ray-operator-role",
            "RoleBinding ray-operator-rolebinding",
            OPERATOR,
            CLUSTER)
        .allSatisfy(
            (name, object) ->
                assertThat(object.at("/metadata/namespace").asText()).as(name).isEqualTo("ray"));
    assertThat(arguments(objects))
        .contains("--watch-namespace=$(RAY_OPERATOR_POD_NAMESPACE)", "--legacy-clusters");
    assertThat(
            object(objects, OPERATOR)
                .at("/spec/template/spec/containers/0/env/0/valueFrom/fieldRef/fieldPath")
                .asText())
        .isEqualTo("metadata.namespace");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--set=namespacedOperator=False", "--set=namespacedOperator=false"})
  void operatorThatIsNotNamespacedServesAll(String setting) {
    assertThat(objects(setting)).containsKey("ClusterRole ray-operator-clusterrole");
  }

  @Test
  @GuideRow("003-14")
  void row003x14MinimumAndMaximumOfATypeReachTheCluster() {
    JsonNode spec =
        cluster(
            "--set",
            "podTypes.rayWorkerType.minWorkers=3,podTypes.rayWorkerType.maxWorkers=7,"
                + "podTypes.other.maxWorkers=2,podTypes.other.CPU=1,podTypes.other.memory=1Gi");

    assertThat(type(spec, "rayWorkerType").path("minWorkers").intValue()).isEqualTo(3);
    assertThat(type(spec, "rayWorkerType").path("maxWorkers").intValue()).isEqualTo(7);
    assertThat(type(spec, "other").path("minWorkers").intValue()).isZero();
    assertThat(spec.path("maxWorkers").intValue()).isEqualTo(7 + 2);
  }

  @Test
  @GuideRow("003-16")
  void row003x16OtherValuesConfigureThePods() {
    JsonNode spec =
        cluster(
            "--values",
            Helm.file("ray/operator-of-a-namespace/values.yaml").toAbsolutePath().toString());
    JsonNode pod = type(spec, "gpuWorkers").at("/podConfig/spec");

    assertThat(type(spec, "gpuWorkers").at("/podConfig/metadata/generateName").asText())
        .isEqualTo("gpu-workers-");
    assertThat(pod.at("/containers/0/image").asText()).isEqualTo("rayproject/ray:1.13.0");
    assertThat(pod.at("/containers/0/resources"))
        .isEqualTo(
            yaml(
                "{requests: {cpu: 8, memory: 32Gi}, limits: {cpu: 8, memory: 32Gi,"
                    + " nvidia.com/gpu: 2}}"));
    assertThat(pod.path("serviceAccountName").asText()).isEqualTo("ray");
    assertThat(pod.get("tolerations"))
        .isEqualTo(yaml("[{key: nvidia.com/gpu, operator: Exists, effect: NoSchedule}]"));
    assertThat(type(spec, "gpuWorkers").get("rayResources"))
        .isEqualTo(yaml("{special: 1, other: 0.5}"));
    assertThat(type(spec, "head").at("/podConfig/spec/nodeSelector"))
        .isEqualTo(yaml("{disk: ssd}"));
    assertThat(spec.path("upscalingSpeed").asDouble()).isEqualTo(2.5);
    assertThat(spec.path("idleTimeoutMinutes").intValue()).isEqualTo(1);
    assertThat(spec.path("headPodType").asText()).isEqualTo("head");
  }

  @Test
  void valuesOfTheFirstChartAreUnderstood() {
    JsonNode spec =
        cluster(
            "--set",
            "podTypes.rayWorkerType.CPU=null,podTypes.rayWorkerType.numCPU=3,"
                + "podTypes.rayWorkerType.numGPU=1");

    assertThat(type(spec, "rayWorkerType").at("/podConfig/spec/containers/0/resources"))
        .isEqualTo(
            yaml(
                "{requests: {cpu: 3, memory: 1Gi}, limits: {cpu: 3, memory: 1Gi,"
                    + " nvidia.com/gpu: 1}}"));
  }

  /** Ray restarts when metadata change, so a new version of the chart must not change them. */
  @Test
  void clusterHasNoMetadataThatNameAVersion() {
    assertThat(object(objects(), CLUSTER).get("metadata"))
        .isEqualTo(yaml("{name: example-cluster, namespace: ray}"));
  }

  @ParameterizedTest
  @CsvSource({
    "rayproject/ray:latest, ray-operator:0.1.0",
    "docker.io/rayproject/ray:1.13.0-py38, ray-operator:0.1.0",
    "rayproject/ray, ray-operator:0.1.0",
    "'', ray-operator:0.1.0",
    "registry.example.com/ray-operator:1.0, registry.example.com/ray-operator:1.0",
    "registry.example.com/rayproject/ray-operator:1.0, registry.example.com/rayproject/ray-operator:1.0",
  })
  void imageOfRayIsNotTakenForTheOperators(String operatorImage, String image) {
    assertThat(
            object(objects("--set", "operatorImage=" + operatorImage), OPERATOR)
                .at("/spec/template/spec/containers/0/image")
                .asText())
        .isEqualTo(image);
  }

  @Test
  void nothingAtAllIsRefused() {
    assertThat(template("--set", "operatorOnly=true,clusterOnly=true").fails().stderr())
        .contains("operatorOnly and clusterOnly exclude each other");
  }

  @Test
  void lintFindsNothing() {
    Helm.run("lint", "--strict", CHART.toString()).succeeds();
  }

  @Test
  void operatorIsThatOfTheManifests() throws IOException {
    assertThat(operator(objects()))
        .isEqualTo(operator(manifests("operator_cluster_scoped.yaml")))
        .hasSize(6);
    assertThat(operator(objects("--set", "namespacedOperator=True")))
        .isEqualTo(operator(manifests("operator_namespaced.yaml")))
        .hasSize(4);
  }

  /** The same cluster, value by value, as the last published chart made of its own values. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "upscalingSpeed=1.5",
        "image=example.com/ray:1,idleTimeoutMinutes=9,serviceAccountName=ray",
        "podTypes.rayWorkerType.minWorkers=0,podTypes.rayWorkerType.GPU=2,podTypes.rayWorkerType.CPU=500m",
        "podTypes.rayHeadType.rayResources.CPU=0,podTypes.rayHeadType.nodeSelector.disk=ssd",
        "podTypes.rayWorkerType.tolerations[0].key=a,podTypes.rayWorkerType.tolerations[0].operator=Exists",
        "podTypes.anotherOne.memory=1Gi,podTypes.anotherOne.CPU=2,podTypes.anotherOne.maxWorkers=5"
      })
  @GuideRow("003-16")
  void clusterIsThatOfTheFormerChart(String settings, @TempDir Path former) throws IOException {
    Optional<Path> fixtures = Repository.fixtures();
    assumeTrue(fixtures.isPresent(), "skipped: the published chart is not here");
    Path published = fixtures.orElseThrow().resolve("legacy-python");
    Path values = published.resolve("final_helm_values.yaml");
    Files.writeString(
        former.resolve("Chart.yaml"), "{apiVersion: v2, name: ray, version: 0.1.0}\n");
    Files.createDirectory(former.resolve("templates"));
    Files.copy(
        published.resolve("final_helm_template_raycluster.yaml"),
        former.resolve("templates/raycluster.yaml"));
    Files.writeString(
        former.resolve("templates/_helpers.tpl"),
        """
        {{- define "ray.clusterMaxWorkers" -}}
        {{- $total := 0 }}{{ range .Values.podTypes }}{{ $total = add $total (.maxWorkers | default 0) }}{{ end }}{{ $total }}
        {{- end }}
        """);

    SortedMap<String, JsonNode> expected =
        parsed(
            Helm.run(
                    "template",
                    RELEASE,
                    former.toString(),
                    "--values",
                    values.toString(),
                    "--set",
                    settings)
                .succeeds()
                .stdout());

    assertThat(cluster("--values", values.toString(), "--set", settings))
        .isEqualTo(object(expected, CLUSTER).get("spec"));
  }

  private static JsonNode cluster(String... options) {
    return object(objects(options), CLUSTER).get("spec");
  }

  private static JsonNode type(JsonNode spec, String name) {
    for (JsonNode type : spec.path("podTypes")) {
      if (type.path("name").asText().equals(name)) {
        return type;
      }
    }
    throw new AssertionError("no type " + name);
  }

  private static List<String> arguments(SortedMap<String, JsonNode> objects) {
    return object(objects, OPERATOR)
        .at("/spec/template/spec/containers/0/args")
        .valueStream()
        .map(JsonNode::asText)
        .toList();
  }

  /** Without what only the release knows: namespaces, labels of the objects, the image. */
  private static SortedMap<String, JsonNode> operator(SortedMap<String, JsonNode> objects) {
    SortedMap<String, JsonNode> operator = new TreeMap<>(objects);
    operator.remove(CLUSTER);
    for (JsonNode object : operator.values()) {
      ((ObjectNode) object.get("metadata")).retain("name");
      object.path("subjects").forEach(subject -> ((ObjectNode) subject).remove("namespace"));
      if (object.at("/spec/template/spec/containers/0") instanceof ObjectNode container) {
        container.remove("image");
      }
    }
    return operator;
  }

  private static JsonNode object(SortedMap<String, JsonNode> objects, String name) {
    return Objects.requireNonNull(objects.get(name), name);
  }

  private static SortedMap<String, JsonNode> manifests(String file) throws IOException {
    return parsed(Files.readString(Repository.root().resolve("config/python").resolve(file)));
  }

  private static SortedMap<String, JsonNode> objects(String... options) {
    return parsed(render(options));
  }

  private static SortedMap<String, JsonNode> parsed(String text) {
    SortedMap<String, JsonNode> objects = new TreeMap<>();
    try (MappingIterator<JsonNode> documents =
        new YAMLMapper().readerFor(JsonNode.class).readValues(text)) {
      for (JsonNode object : documents.readAll()) {
        if (object.has("kind")) {
          objects.put(
              object.get("kind").asText() + " " + object.at("/metadata/name").asText(), object);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
    return objects;
  }

  private static String render(String... options) {
    return template(options).succeeds().stdout();
  }

  private static CommandResult template(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("template", RELEASE, CHART.toString(), "--namespace", "ray"));
    arguments.addAll(List.of(options));
    return Helm.run(arguments.toArray(String[]::new));
  }

  private static JsonNode yaml(String text) {
    try {
      return new YAMLMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }
}
