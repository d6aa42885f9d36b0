package io.rayoperator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.CommandResult;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.GuideRow;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LegacyRayClusterApi;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.Repository;
import io.rayoperator.testing.TestNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Python operator's RayClusters beside those of ray.io. */
@ControlPlane(own = true)
class LegacyCrdOnApiServerIT {

  private static final String LEGACY = "rayclusters.cluster.ray.io";

  private static final Path DEFINITION =
      Repository.root().resolve("config/crd/legacy/cluster.ray.io_rayclusters.yaml");

  private static final String CLUSTER =
      """
      apiVersion: cluster.ray.io/v1
      kind: RayCluster
      metadata: {name: a}
      spec:
        headPodType: head
        podTypes:
        - name: head
          podConfig:
            apiVersion: v1
            kind: Pod
            metadata: {generateName: head-}
            spec: {containers: [{name: ray, image: ray}]}
      """;

  private Kubectl kubectl;

  LegacyCrdOnApiServerIT(Kubectl kubectl) {
    this.kubectl = kubectl;
  }

  @BeforeAll
  static void install(KubernetesClient client) {
    RayClusterApi.installWithoutWebhooks(client);
  }

  @BeforeEach
  void use(KubernetesClient client, TestNamespace namespace) {
    LegacyRayClusterApi.install(client);
    kubectl = kubectl.in(namespace);
    lookAnew();
  }

  /** kubectl remembers for hours what it found out about the API; this lets it find out anew. */
  private void lookAnew() {
    kubectl.run("api-resources").succeeds();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ray-1.2.0_example_cluster.yaml",
        "ray-1.2.0_example_cluster2.yaml",
        "final_example_cluster.yaml"
      })
  @GuideRow("004-2")
  void publishedManifestIsAcceptedAndKeptAsItIs(String file) {
    Optional<Path> fixtures = Repository.fixtures();
    assumeTrue(fixtures.isPresent(), "skipped: no published manifests here");
    Path manifest = fixtures.orElseThrow().resolve("legacy-python").resolve(file);
    String name = yaml(manifest).at("/metadata/name").asText();

    assertThat(
            kubectl
                .run("apply", "--validate=strict", "-f", manifest.toString())
                .succeeds()
                .stdout())
        .isEqualTo("raycluster.cluster.ray.io/" + name + " created\n");

    assertThat(get(name).get("spec")).isEqualTo(withoutFractions(yaml(manifest).get("spec")));
    assertThat(kubectl.run("apply", "-f", manifest.toString()).succeeds().stdout())
        .isEqualTo("raycluster.cluster.ray.io/" + name + " unchanged\n");
  }

  @Test
  void annotationThatTheGuideRestartsAClusterWithIsKept() {
    create(CLUSTER).succeeds();
    ObjectNode again = (ObjectNode) yaml(CLUSTER);
    again.withObject("/metadata/annotations").put("try", "again");

    kubectl.apply(again.toString(), "--validate=strict").succeeds();

    assertThat(get("a").at("/metadata/annotations/try").asText()).isEqualTo("again");
    assertThat(get("a").get("spec")).isEqualTo(yaml(CLUSTER).get("spec"));
  }

  @Test
  void everythingThatCanBeWrittenIsKept() {
    String manifest =
        """
        apiVersion: cluster.ray.io/v1
        kind: RayCluster
        metadata: {name: a}
        spec:
          maxWorkers: 0
          upscalingSpeed: 0.5
          idleTimeoutMinutes: 0
          headPodType: head
          headServicePorts: [{name: client, port: 10001, targetPort: client}, {name: other, port: 1, targetPort: 2}]
          headStartRayCommands: [ray stop, ray start --head]
          workerStartRayCommands: []
          setupCommands: [a]
          SetupCommands: [b]
          headSetupCommands: [c]
          workerSetupCommands: [d]
          podTypes:
          - name: head
            minWorkers: -1
            maxWorkers: 0
            rayResources: {CPU: 0, custom: 1.5, GPU: "1"}
            setupCommands: [e]
            workerSetupCommands: [f]
            podConfig:
              apiVersion: v1
              kind: Pod
              metadata:
                name: a
                generateName: head-
                labels: {l: a}
                annotations: {a: b}
                namespace: other
                finalizers: [example.com/f]
                ownerReferences: [{apiVersion: v1, kind: Pod, name: a, uid: b}]
              spec:
                topologySpreadConstraints:
                - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, minDomains: 2}
                preemptionPolicy: Never
                overhead: {cpu: 1}
                schedulingGates: [{name: gate}]
                resourceClaims: [{name: claim, resourceClaimName: gpu}]
                hostAliases: [{hostnames: [a]}, {ip: 1.1.1.1}, {ip: 1.1.1.1}]
                imagePullSecrets: [{}]
                containers:
                - name: ray
                  ports: [{containerPort: 1}, {containerPort: 1}]
                  env: [{name: A, value: a}, {name: A, value: b}]
                  envFrom: [{secretRef: {}}]
                  resources: {limits: {cpu: 1, memory: 1Gi, example.com/tpu: "1"}}
                - name: ray
          - {name: head, podConfig: {apiVersion: v1, kind: Pod}}
        """;
    create(manifest).succeeds();

    assertThat(get("a").get("spec")).isEqualTo(yaml(manifest).get("spec"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {headPodType: a}                               | podTypes: Required value
          {podTypes: []}                                 | headPodType: Required value
          {headPodType: a, podTypes: [{name: a}]}        | podConfig: Required value
          {headPodType: a, podTypes: [], maxWorkers: -1} | maxWorkers in body should be greater than or equal to 0
          {headPodType: a, podTypes: [], upscalingSpeed: -0.1} | upscalingSpeed in body should be greater than or equal to 0
          {headPodType: a, podTypes: [], idleTimeoutMinutes: -1} | idleTimeoutMinutes in body should be greater than or equal to 0
          {headPodType: a, podTypes: [], idleTimeoutMinutes: 0.5} | must be of type integer
          {headPodType: a, podTypes: [], maxWorkers: 2147483648} | should be less than or equal to 2147483647
          {headPodType: a, podTypes: [], headServicePorts: [{name: a, port: 1}]} | targetPort: Required value
          {headPodType: a, podTypes: [], setupcommands: []} | unknown field "spec.setupcommands"
          {headPodType: a, podTypes: [{name: a, podConfig: {apiVersion: v1, kind: Pod, spec: {}}}]} | containers: Required value
          {headPodType: a, podTypes: [{name: a, podConfig: {spec: {containers: []}}}]} | podConfig.apiVersion: Required value
          """)
  void mistakeIsRefused(String spec, String message) {
    assertThat(
            create(
                    "{apiVersion: cluster.ray.io/v1, kind: RayCluster, metadata: {name: a}, spec: "
                        + spec
                        + "}")
                .fails()
                .stderr())
        .contains(message);
  }

  @Test
  @GuideRow("003-18")
  void statusIsASubresourceThatKeepsWhatThePythonOperatorLeft() {
    create(CLUSTER + "status: {phase: Running}\n").succeeds();
    assertThat(get("a").has("status")).isFalse();
    String status = "{\"phase\":\"Running\",\"autoscalerRetries\":2,\"kopf\":{\"progress\":{}}}";

    kubectl
        .run(
            "patch",
            LEGACY,
            "a",
            "--subresource=status",
            "--type=merge",
            "-p",
            "{\"spec\":{\"maxWorkers\":9},\"status\":" + status + "}")
        .succeeds();

    assertThat(get("a").get("status")).isEqualTo(yaml(status));
    assertThat(get("a").get("spec")).isEqualTo(yaml(CLUSTER).get("spec"));
    assertThat(kubectl.run("get", LEGACY).succeeds().stdout())
        .matches("NAME +STATUS +RESTARTS +AGE\na +Running +2 +\\d+s\n");
  }

  @Test
  void theOtherGroupsClusterOfTheSameNameIsAnotherObject() {
    createBoth();

    assertThat(kubectl.run("get", LEGACY, "-o=name").succeeds().stdout())
        .isEqualTo("raycluster.cluster.ray.io/a\n");
    assertThat(kubectl.run("get", "rayclusters.v1.ray.io", "-o=name").succeeds().stdout())
        .isEqualTo("raycluster.ray.io/a\n");
    assertThat(kubectl.run("get", "rayclusters.ray.io", "-o=name").succeeds().stdout())
        .isEqualTo("raycluster.ray.io/a\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rayclusters", "raycluster", "RayCluster", "lrc", "legacyrayclusters"})
  void nameWithoutAGroupMeansThePythonOperatorsClusters(String name) {
    createBoth();

    assertThat(kubectl.run("get", name, "-o=name").succeeds().stdout())
        .isEqualTo("raycluster.cluster.ray.io/a\n");
  }

  @Test
  void kubectlGetAllShowsTheNewClustersOnly() {
    createBoth();

    assertThat(kubectl.run("get", "all", "-o=name").succeeds().stdout())
        .contains("raycluster.ray.io/a")
        .doesNotContain("raycluster.cluster.ray.io");
  }

  @Test
  void groupsAreServedInAnOrderThatDoesNotDependOnWhichCameFirst(KubernetesClient client) {
    assertThat(groups()).containsExactly("cluster.ray.io", "ray.io");

    LegacyRayClusterApi.remove(client);
    await().untilAsserted(() -> assertThat(groups()).containsExactly("ray.io"));
    LegacyRayClusterApi.install(client);

    await().untilAsserted(() -> assertThat(groups()).containsExactly("cluster.ray.io", "ray.io"));
  }

  private List<String> groups() {
    return yaml(kubectl.run("get", "--raw", "/apis").succeeds().stdout())
        .findValuesAsText("name")
        .stream()
        .filter(group -> group.endsWith("ray.io"))
        .toList();
  }

  @Test
  void kubectlThatRanBeforeGoesOnToMeanTheNewClusters(KubernetesClient client) {
    LegacyRayClusterApi.remove(client);
    await()
        .untilAsserted(
            () -> {
              lookAnew();
              kubectl.run("get", "lrc").fails();
            });
    LegacyRayClusterApi.install(client);
    createNew();
    assertThat(kubectl.run("get", "rayclusters", "-o=name").succeeds().stdout())
        .isEqualTo("raycluster.ray.io/a\n");

    // A kind that it does not know makes it look anew.
    create(CLUSTER).succeeds();

    assertThat(kubectl.run("get", "rayclusters", "-o=name").succeeds().stdout())
        .isEqualTo("raycluster.cluster.ray.io/a\n");
  }

  @Test
  void definitionComesAndGoesByPlainKubectl() {
    kubectl.run("delete", "-f", DEFINITION.toString(), "--timeout=60s").succeeds();
    await()
        .untilAsserted(
            () -> {
              lookAnew();
              assertThat(kubectl.run("get", "lrc").fails().stderr())
                  .contains("the server doesn't have a resource type \"lrc\"");
            });
    assertThat(kubectl.run("get", "rayclusters").succeeds().stderr())
        .contains("No resources found");

    assertThat(kubectl.run("apply", "-f", DEFINITION.toString()).succeeds().stdout())
        .isEqualTo("customresourcedefinition.apiextensions.k8s.io/" + LEGACY + " created\n");
    assertThat(kubectl.run("apply", "-f", DEFINITION.toString()).succeeds().stdout())
        .isEqualTo("customresourcedefinition.apiextensions.k8s.io/" + LEGACY + " unchanged\n");
  }

  private void createBoth() {
    create(CLUSTER).succeeds();
    createNew();
  }

  private void createNew() {
    create(
            "{apiVersion: ray.io/v1, kind: RayCluster, metadata: {name: a}, spec: {headGroupSpec:"
                + " {template: {spec: {containers: [{name: a}]}}}}}")
        .succeeds();
  }

  private CommandResult create(String manifest) {
    return kubectl.runWithInput(manifest, "create", "--validate=strict", "-f-");
  }

  private JsonNode get(String name) {
    return yaml(kubectl.run("get", LEGACY, name, "-o=yaml").succeeds().stdout());
  }

  private static JsonNode yaml(String text) {
    try {
      return new YAMLMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  /** The API server writes 1.0 as 1. */
  private static JsonNode withoutFractions(JsonNode node) {
    return yaml(Yaml.tree(node).toString());
  }

  private static JsonNode yaml(Path file) {
    try {
      return new YAMLMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
