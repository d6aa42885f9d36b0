package io.rayoperator.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Quantity;
import io.rayoperator.testing.GuideRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests that the Python operator's guides apply, with our operator. */
class PythonManifestsTest {

  private static final Path DIRECTORY = Path.of("python");

  private static final Set<String> ALL_BUT_UPDATE =
      Set.of("get", "list", "watch", "create", "patch", "delete");

  @ParameterizedTest
  @CsvSource({
    "operator.yaml, Pod ray-operator-pod",
    "operator_namespaced.yaml, Deployment ray-operator",
  })
  @GuideRow({"004-9", "003-17"})
  void row004x9NamespacedOperatorIsFourObjectsAndNothingOfTheCluster(String file, String workload)
      throws IOException {
    SortedMap<String, JsonNode> objects = objects(file);

    assertThat(objects)
        .containsOnlyKeys(
            "ServiceAccount ray-operator-serviceaccount",
            "Role ray-operator-role",
            "RoleBinding ray-operator-rolebinding",
            workload)
        .allSatisfy(
            (name, object) ->
                assertThat(object.at("/metadata/namespace").isMissingNode())
                    .as("%s goes where it is applied to", name)
                    .isTrue());
    assertThat(container(objects, workload).path("args").toString())
        .isEqualTo(
            "[\"manager\",\"--legacy-clusters\",\"--metrics-addr=127.0.0.1:8080\","
                + "\"--log-stdout-encoder=console\","
                + "\"--watch-namespace=$(RAY_OPERATOR_POD_NAMESPACE)\"]");
    assertThat(
            container(objects, workload)
                .at("/env/0/name")
                .asText()
                .concat(" ")
                .concat(
                    container(objects, workload)
                        .at("/env/0/valueFrom/fieldRef/fieldPath")
                        .asText()))
        .isEqualTo("RAY_OPERATOR_POD_NAMESPACE metadata.namespace");
  }

  @Test
  @GuideRow("003-17")
  void row003x17ClusterScopedOperatorRunsInDefaultAndServesAll() throws IOException {
    SortedMap<String, JsonNode> objects = objects("operator_cluster_scoped.yaml");

    assertThat(objects)
        .containsOnlyKeys(
            "ServiceAccount ray-operator-serviceaccount",
            "ClusterRole ray-operator-clusterrole",
            "ClusterRoleBinding ray-operator-clusterrolebinding",
            "Role ray-operator-leader-election",
            "RoleBinding ray-operator-leader-election",
            "Deployment ray-operator")
        .allSatisfy(
            (name, object) ->
                assertThat(object.at("/metadata/namespace").asText())
                    .as(name)
                    .isEqualTo(name.startsWith("Cluster") ? "" : "default"));
    assertThat(container(objects, "Deployment ray-operator").path("args").toString())
        .isEqualTo(
            "[\"manager\",\"--legacy-clusters\",\"--metrics-addr=127.0.0.1:8080\","
                + "\"--log-stdout-encoder=console\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"operator.yaml", "operator_namespaced.yaml", "operator_cluster_scoped.yaml"})
  @GuideRow("003-9")
  void row003x9PodHasTheLabelOfTheGuide(String file) throws IOException {
    JsonNode workload = workload(objects(file));
    JsonNode pod = workload.path("kind").asText().equals("Pod") ? workload : template(workload);

    assertThat(pod.at("/metadata/labels").toString())
        .isEqualTo("{\"cluster.ray.io/component\":\"operator\"}");
  }

  @Test
  void podsDifferInTheirScopeOnly() throws IOException {
    ObjectNode pod = (ObjectNode) workload(objects("operator.yaml")).get("spec");
    JsonNode namespaced = template(workload(objects("operator_namespaced.yaml"))).get("spec");
    JsonNode clusterScoped =
        template(workload(objects("operator_cluster_scoped.yaml"))).get("spec");

    assertThat(namespaced).isEqualTo(pod);
    ObjectNode container = (ObjectNode) pod.at("/containers/0");
    container.remove("env");
    ((ArrayNode) container.get("args")).remove(4);
    assertThat(clusterScoped).isEqualTo(pod);
  }

  /** As the operator's own Deployment has it: account, security, probes, resources. */
  @Test
  void podIsThatOfTheOrdinaryInstallation() throws IOException {
    ObjectNode ours =
        (ObjectNode)
            template(workload(objects("operator_cluster_scoped.yaml"))).at("/spec/containers/0");
    ObjectNode ordinary =
        (ObjectNode)
            template(read(Path.of("manager/deployment.yaml")).get(0)).at("/spec/containers/0");

    for (String field :
        List.of(
            "image",
            "startupProbe",
            "livenessProbe",
            "readinessProbe",
            "resources",
            "securityContext")) {
      assertThat(ours.get(field)).as(field).isNotNull().isEqualTo(ordinary.get(field));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "operator.yaml, Role ray-operator-role",
    "operator_namespaced.yaml, Role ray-operator-role",
    "operator_cluster_scoped.yaml, ClusterRole ray-operator-clusterrole",
  })
  @GuideRow("004-10")
  void row004x10OperatorMayDoWhatItAlwaysMayAndWhatItsClustersNeed(String file, String role)
      throws IOException {
    Map<String, Set<String>> expected =
        rights(read(Path.of("rbac/controller-manager/role.yaml")).get(0));
    expected.computeIfAbsent("ray.io/rayclusters", key -> new TreeSet<>()).add("create");
    expected.put("cluster.ray.io/rayclusters", Set.of("get", "list", "watch", "patch", "update"));
    expected.put("cluster.ray.io/rayclusters/status", Set.of("get", "patch", "update"));
    expected.put("cluster.ray.io/rayclusters/finalizers", Set.of("update"));
    expected.put("apps/deployments", ALL_BUT_UPDATE);
    expected.put("apps/replicasets", Set.of("get"));
    expected.put("/pods/log", Set.of("get"));
    expected.put(
        "coordination.k8s.io/leases",
        role.startsWith("Role") ? Set.of("create", "get", "patch") : Set.of("list", "watch"));

    assertThat(rights(object(objects(file), role))).isEqualTo(expected);
  }

  /** In the guide's count of 6 CPU and 3.5Gi, the operator has 1 CPU and 1Gi. */
  @Test
  @GuideRow("004-6")
  void operatorTakesNoMoreThanTheGuideSays() throws IOException {
    JsonNode requests =
        container(objects("operator.yaml"), "Pod ray-operator-pod").at("/resources/requests");

    assertThat(Quantity.parse(requests.path("cpu").asText()).getNumericalAmount())
        .isPositive()
        .isLessThanOrEqualTo(BigDecimal.ONE);
    assertThat(Quantity.parse(requests.path("memory").asText()).getNumericalAmount())
        .isPositive()
        .isLessThanOrEqualTo(Quantity.parse("1Gi").getNumericalAmount());
  }

  @Test
  void leaseIsOneOfTheOperatorsOwnNamespace() throws IOException {
    assertThat(
            rights(
                object(
                    objects("operator_cluster_scoped.yaml"), "Role ray-operator-leader-election")))
        .isEqualTo(Map.of("coordination.k8s.io/leases", Set.of("create", "get", "patch")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"operator.yaml", "operator_namespaced.yaml", "operator_cluster_scoped.yaml"})
  void everyRoleIsBoundToTheAccountOfThePod(String file) throws IOException {
    SortedMap<String, JsonNode> objects = objects(file);
    SortedSet<String> bound = new TreeSet<>();
    objects.values().stream()
        .filter(object -> object.has("roleRef"))
        .forEach(
            binding -> {
              bound.add(
                  binding.at("/roleRef/kind").asText()
                      + " "
                      + binding.at("/roleRef/name").asText());
              assertThat(binding.at("/subjects/0/name").asText())
                  .isEqualTo("ray-operator-serviceaccount");
            });

    assertThat(bound)
        .isNotEmpty()
        .isEqualTo(
            new TreeSet<>(
                objects.keySet().stream()
                    .filter(name -> name.matches("(Cluster)?Role .*"))
                    .toList()));
  }

  /** Its clusters become those of ray.io/v1, so both definitions are applied. */
  @Test
  @GuideRow("004-7")
  void row004x7DefinitionsAreThoseOfThisReleaseWithoutAWebhook() throws IOException {
    List<JsonNode> definitions = read(DIRECTORY.resolve("cluster_crd.yaml"));

    assertThat(definitions).hasSize(2);
    assertThat(definitions.get(0).get("spec"))
        .isEqualTo(read(Path.of("crd/legacy/cluster.ray.io_rayclusters.yaml")).get(0).get("spec"));
    ObjectNode current =
        (ObjectNode) read(Path.of("crd/bases/ray.io_rayclusters.yaml")).get(0).get("spec");
    ObjectNode shipped = (ObjectNode) definitions.get(1).get("spec");
    assertThat(shipped.at("/conversion/strategy").asText()).isEqualTo("None");
    assertThat(shipped.at("/versions/1/name").asText()).isEqualTo("v1alpha1");
    assertThat(shipped.at("/versions/1/served").asBoolean()).isFalse();
    shipped.remove("conversion");
    ((ObjectNode) shipped.at("/versions/1")).put("served", true);
    assertThat(shipped).isEqualTo(current);
  }

  @Test
  void chartHasTheSameDefinitions() throws IOException {
    Path crds = Path.of("../helm/ray/crds");

    assertThat(
            List.of(
                read(crds.resolve("rayclusters.cluster.ray.io.yaml")).get(0),
                read(crds.resolve("rayclusters.ray.io.yaml")).get(0)))
        .isEqualTo(read(DIRECTORY.resolve("cluster_crd.yaml")));
  }

  private static JsonNode workload(SortedMap<String, JsonNode> objects) {
    return object(
        objects,
        objects.keySet().stream()
            .filter(name -> name.matches("(Pod|Deployment) .*"))
            .findAny()
            .orElseThrow());
  }

  private static JsonNode container(SortedMap<String, JsonNode> objects, String workload) {
    JsonNode object = object(objects, workload);
    return object.path("kind").asText().equals("Pod")
        ? object.at("/spec/containers/0")
        : template(object).at("/spec/containers/0");
  }

  private static JsonNode template(JsonNode deployment) {
    return deployment.at("/spec/template");
  }

  private static JsonNode object(SortedMap<String, JsonNode> objects, String name) {
    return Objects.requireNonNull(objects.get(name), name);
  }

  private static Map<String, Set<String>> rights(JsonNode role) {
    Map<String, Set<String>> rights = new TreeMap<>();
    for (JsonNode rule : role.path("rules")) {
      for (JsonNode group : rule.path("apiGroups")) {
        for (JsonNode resource : rule.path("resources")) {
          Set<String> verbs =
              rights.computeIfAbsent(
                  group.asText() + "/" + resource.asText(), key -> new TreeSet<>());
          rule.path("verbs").forEach(verb -> verbs.add(verb.asText()));
        }
      }
    }
    return rights;
  }

  private static SortedMap<String, JsonNode> objects(String file) throws IOException {
    SortedMap<String, JsonNode> objects = new TreeMap<>();
    for (JsonNode object : read(DIRECTORY.resolve(file))) {
      objects.put(
          object.path("kind").asText() + " " + object.at("/metadata/name").asText(), object);
    }
    return objects;
  }

  private static List<JsonNode> read(Path file) throws IOException {
    try (MappingIterator<JsonNode> objects =
        new YAMLMapper().readerFor(JsonNode.class).readValues(file.toFile())) {
      return objects.readAll();
    }
  }
}
