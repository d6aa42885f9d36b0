package io.rayoperator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.AcceptanceCase;
import io.rayoperator.testing.CommandResult;
import io.rayoperator.testing.Contract;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.Repository;
import io.rayoperator.testing.TestNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schema alone does, with neither conversion nor admission. */
@ControlPlane
class CrdOnApiServerIT {

  private static final List<String> ORIGINS =
      List.of("kuberay-v1.0.0", "kuberay-v0.3.0", "ant", "bytedance", "msft");

  private Kubectl kubectl;

  CrdOnApiServerIT(Kubectl kubectl) {
    this.kubectl = kubectl;
  }

  @BeforeAll
  static void install(KubernetesClient client) {
    RayClusterApi.installWithoutWebhooks(client);
  }

  @BeforeEach
  void use(TestNamespace namespace) {
    kubectl = kubectl.in(namespace);
  }

  @TestFactory
  Stream<DynamicTest> publishedManifestIsAcceptedUnderStrictValidation() {
    Optional<Path> fixtures = Repository.fixtures();
    assumeTrue(fixtures.isPresent(), "skipped: no published manifests here");
    return ORIGINS.stream()
        .flatMap(origin -> files(fixtures.orElseThrow().resolve(origin)))
        .flatMap(
            file ->
                rayClusters(file)
                    .map(
                        cluster ->
                            DynamicTest.dynamicTest(file.toString(), () -> accepts(cluster))));
  }

  @Test
  void absentAndNullReplicasGetTheDefaultsThatClientsRelyOn() {
    String stored =
        kubectl
            .runWithInput(
                v1(
                    """
                    networkPolicy: {}
                    workerGroupSpecs:
                    - {groupName: absent, template: {spec: {containers: [{name: a, ports: [{containerPort: 1}]}]}}}
                    - {groupName: nulls, replicas: null, minReplicas: null, maxReplicas: null, numOfHosts: null,
                       rayStartParams: null, template: {metadata: {labels: null}, spec: {containers: [{name: a, env: null}]}}}
                    """),
                "create",
                "--dry-run=server",
                "--validate=strict",
                "-o=yaml",
                "-f-")
            .succeeds()
            .stdout();
    JsonNode spec = yaml(stored).get("spec");

    for (JsonNode group : spec.get("workerGroupSpecs")) {
      assertThat(group.get("replicas").intValue()).isZero();
      assertThat(group.get("minReplicas").intValue()).isZero();
      assertThat(group.get("maxReplicas").intValue()).isEqualTo(Integer.MAX_VALUE);
      assertThat(group.has("numOfHosts")).isFalse();
      assertThat(group.has("priority")).isFalse();
      assertThat(group.has("rayStartParams")).isFalse();
    }
    assertThat(spec.at("/networkPolicy/mode").asText()).isEqualTo("DenyAll");
    assertThat(spec.at("/workerGroupSpecs/0/template/spec/containers/0/ports/0").has("protocol"))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          workerGroupSpecs: [{groupName: g, replicas: 3000000000, template: {spec: {containers: []}}}] | replicas in body should be less than or equal to 2147483647
          workerGroupSpecs: [{groupName: g, minReplicas: -2147483649, template: {spec: {containers: []}}}] | minReplicas in body should be greater than or equal to -2147483648
          workerGroupSpecs: [{groupName: g, replicas: 1.5, template: {spec: {containers: []}}}] | must be of type integer
          workerGroupSpecs: [{groupName: g, template: {spec: {containers: [{name: a, ports: [{containerPort: 3000000000}]}]}}}] | should be less than or equal to 2147483647
          workerGroupSpecs: [{groupName: g, template: {spec: {containers: [{name: a, resources: {limits: {cpu: true}}}]}}}] | must be of type integer,string
          workerGroupSpecs: [{groupName: g, template: {spec: {containers: [{name: a, resources: {limits: {memory: 1 GB}}}]}}}] | should match
          workerGroupSpecs: [{groupName: g, template: {spec: {containers: [{name: a}, {name: a}]}}}] | Duplicate value
          workerGroupSpecs: [{groupName: g, template: {spec: {containers: [{image: a}]}}}] | name: Required value
          workerGroupSpecs: [{groupName: g, template: {spec: {}}}] | containers: Required value
          workerGroupSpecs: [{groupName: g}] | template: Required value
          workerGroupSpecs: [{template: {spec: {containers: []}}}] | groupName: Required value
          workerGroupSpecs: [{groupName: g, template: {spec: {containers: []}}}, {groupName: g, template: {spec: {containers: []}}}] | Duplicate value: {"groupName":"g"}
          managedBy: me | must be ray.io/kuberay-operator or kueue.x-k8s.io/multikueue
          upgradeStrategy: {type: Rolling} | supported values: "Recreate", "RollingUpdate", "None"
          upgradeStrategy: {rollingUpdate: {maxSurge: -1}} | maxSurge in body should be greater than or equal to 0
          upgradeStrategy: {rollingUpdate: {maxUnavailable: half}} | maxUnavailable in body should match
          upgradeStrategy: {rollingUpdate: {maxUnavailable: 0, maxSurge: 0%}} | maxUnavailable and maxSurge cannot both be 0: no pod could ever be replaced
          workerGroupSpecs: [{groupName: g, rollingUpdate: {maxUnavailable: true}, template: {spec: {containers: []}}}] | must be of type integer,string
          authOptions: {mode: kerberos} | supported values: "disabled", "token"
          autoscalerOptions: {version: v3} | supported values: "v1", "v2"
          autoscalerOptions: {upscalingMode: Fast} | supported values: "Default", "Aggressive", "Conservative"
          gcsFaultToleranceOptions: {backend: etcd} | supported values: "redis", "rocksdb"
          gcsFaultToleranceOptions: {storage: {deletionPolicy: Keep}} | supported values: "DeleteWithCluster", "Retain"
          networkPolicy: {mode: Allow} | supported values: "DenyAll", "DenyAllIngress", "DenyAllEgress"
          networkPolicy: {workerGroups: [{groupName: g}, {groupName: g}]} | Duplicate value
          headServiceAnnotation: {} | unknown field "spec.headServiceAnnotation"
          """)
  @AcceptanceCase(4)
  void mistakeIsRefused(String spec, String message) {
    assertThat(create(v1(spec)).fails().stderr()).contains(message);
  }

  @Test
  void headIsRequired() {
    assertThat(
            create("{apiVersion: ray.io/v1, kind: RayCluster, metadata: {name: a}, spec: {}}")
                .fails()
                .stderr())
        .contains("spec.headGroupSpec: Required value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {clusterName: a, images: {}, extensions: [{type: head, size: 1}]}     | Ant's layout: clusterName, images, extensions
          {extensions: []}                                                      | Ant's layout: extensions
          {imagePullPolicy: Always, headGroupSpec: {template: {spec: {containers: []}}}} | Ant's layout: imagePullPolicy
          {headNodeSpec: {params: {}}, workerNodeSpec: [{groupName: a}]}         | ByteDance's layout: headNodeSpec, workerNodeSpec
          {autoscalingEnabled: true}                                            | ByteDance's layout: autoscalingEnabled
          {headService: {spec: {}}, headGroupSpec: {template: {spec: {containers: []}}}} | Microsoft's layout: headService
          {workerGroupsSpec: [{groupName: a}]}                                   | Microsoft's layout: workerGroupsSpec
          """)
  void olderLayoutUnderTheNewVersionIsRefusedWithTheWay(String spec, String found) {
    String message =
        create("{apiVersion: ray.io/v1, kind: RayCluster, metadata: {name: a}, spec: " + spec + "}")
            .fails()
            .stderr();

    assertThat(message)
        .contains(
            "has "
                + found
                + ", which ray.io/v1 does not know; write apiVersion: ray.io/v1alpha1, or let"
                + " `ray-operator convert -f FILE --to v1` rewrite the manifest")
        .doesNotContain("Required value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          managedBy: kueue.x-k8s.io/multikueue | {"managedBy":"ray.io/kuberay-operator"}
          managedBy: kueue.x-k8s.io/multikueue | {"managedBy":null}
          suspend: true                        | {"managedBy":"ray.io/kuberay-operator"}
          """)
  @Contract("12")
  @AcceptanceCase(3)
  void managedByIsFixedAtCreation(String spec, String patch) {
    kubectl.apply(v1(spec)).succeeds();

    assertThat(patch(patch).fails().stderr())
        .contains("managedBy is fixed at creation: it cannot be changed, added or removed");
    patch("{\"rayVersion\":\"2.53.0\"}").succeeds();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {backend: redis}   | rocksdb
          {backend: rocksdb} | redis
          {backend: rocksdb} |
          {}                 | rocksdb
          """)
  void gcsBackendCannotChange(String options, String backend) {
    kubectl.apply(v1("gcsFaultToleranceOptions: " + options)).succeeds();

    assertThat(patchBackend(backend).fails().stderr())
        .contains("backend cannot change after creation");
  }

  @Test
  void absentGcsBackendMeansRedis() {
    kubectl.apply(v1("gcsFaultToleranceOptions: {}")).succeeds();

    patchBackend("redis").succeeds();
    patchBackend(null).succeeds();
  }

  @Test
  void gcsFaultToleranceMayBeSwitchedOnLater() {
    kubectl.apply(v1("suspend: true")).succeeds();

    patchBackend("rocksdb").succeeds();
  }

  @Test
  void managersOfServerSideApplyOwnDifferentFieldsOfOneGroup() {
    String group =
        "spec: {headGroupSpec: {template: {spec: {containers: [{name: a}]}}}, workerGroupSpecs: [{groupName: %s, %s}]}";
    apply(
        "user",
        group.formatted(
            "cpu", "template: {spec: {containers: [{name: a, env: [{name: A, value: a}]}]}}"));
    apply("other", group.formatted("gpu", "template: {spec: {containers: [{name: a}]}}"));
    apply(
        "scaler",
        group.formatted(
            "cpu",
            "replicas: 3, template: {spec: {containers: [{name: a, env: [{name: B, value: b}]}]}}"));
    apply(
        "user",
        group.formatted(
            "cpu", "template: {spec: {containers: [{name: a, env: [{name: A, value: c}]}]}}"));

    JsonNode groups = get().at("/spec/workerGroupSpecs");
    assertThat(groups).hasSize(2);
    assertThat(groups.at("/0/replicas").intValue()).isEqualTo(3);
    assertThat(groups.at("/0/template/spec/containers/0/env").toString())
        .isEqualTo("[{\"name\":\"A\",\"value\":\"c\"},{\"name\":\"B\",\"value\":\"b\"}]");
  }

  @Test
  void statusIsASubresource() {
    kubectl.apply(v1("suspend: true") + "status: {state: ready}\n").succeeds();
    assertThat(get().has("status")).isFalse();

    kubectl
        .run(
            "patch",
            "raycluster",
            "a",
            "--subresource=status",
            "--type=merge",
            "-p",
            "{\"spec\":{\"suspend\":false},\"status\":{\"state\":\"ready\",\"lastUpdateTime\":null}}")
        .succeeds();

    assertThat(get().at("/status/state").asText()).isEqualTo("ready");
    assertThat(get().at("/spec/suspend").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{headGroupSpec: {}}",
        "{suspend: true}",
        "{headGroupSpec: {replicas: 1}, workerGroupSpecs: [], enableInTreeAutoscaling: true}",
        "{images: {}}",
        "{clusterName: a, extensions: [{groupName: '', type: head, size: 1, ports: [{containerPort: 1}]}], rayVersion: '1'}",
        "{headNodeSpec: {template: {any: {thing: 1}}}, workerNodeSpec: [], autoscalingEnabled: false}",
        "{headService: {spec: {}}, headGroupSpec: {}}",
        "{workerGroupsSpec: [{groupName: a, template: {any: 1}}]}"
      })
  void oneLayoutIsAccepted(String spec) {
    create(v1alpha1(spec)).succeeds();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                          | none
          {rayVersion: '1'}                                           | none
          {headGroupSpec: {}, extensions: []}                         | KubeRay (headGroupSpec, workerGroupSpecs, ...) Ant (clusterName, images, extensions, ...)
          {headGroupSpec: {}, headService: {}, workerGroupSpecs: []}  | KubeRay (headGroupSpec, workerGroupSpecs, ...) Microsoft (headService, workerGroupsSpec)
          {headNodeSpec: {}, workerGroupsSpec: []}                    | ByteDance (headNodeSpec, workerNodeSpec, ...) Microsoft (headService, workerGroupsSpec)
          """)
  void mixedOrMissingLayoutIsRefusedAndNamed(String spec, String found) {
    assertThat(create(v1alpha1(spec)).fails().stderr())
        .contains("must have the fields of exactly one layout, but has those of: " + found);
  }

  @Test
  void userOfTheOldVersionIsWarned() {
    assertThat(create(v1alpha1("{headGroupSpec: {}}")).succeeds().stderr())
        .contains("Warning: ray.io/v1alpha1 RayCluster is deprecated; use ray.io/v1.");
  }

  private void accepts(ObjectNode cluster) {
    cluster.withObject("/metadata").remove("namespace");
    create(cluster.toString()).succeeds();
  }

  private CommandResult create(String manifest) {
    return kubectl.runWithInput(manifest, "create", "--dry-run=server", "--validate=strict", "-f-");
  }

  private void apply(String manager, String spec) {
    kubectl
        .apply(
            "apiVersion: ray.io/v1\nkind: RayCluster\nmetadata: {name: a}\n" + spec,
            "--server-side",
            "--field-manager=" + manager)
        .succeeds();
  }

  private CommandResult patch(String spec) {
    return kubectl.run("patch", "raycluster", "a", "--type=merge", "-p", "{\"spec\":" + spec + "}");
  }

  private CommandResult patchBackend(@Nullable String backend) {
    return patch(
        "{\"gcsFaultToleranceOptions\":{\"backend\":"
            + (backend == null ? "null" : '"' + backend + '"')
            + "}}");
  }

  private JsonNode get() {
    return yaml(kubectl.run("get", "rayclusters.v1.ray.io", "a", "-o=yaml").succeeds().stdout());
  }

  /** A cluster named a, whose spec has a head and these fields. */
  private static String v1(String spec) {
    return """
    apiVersion: ray.io/v1
    kind: RayCluster
    metadata: {name: a}
    spec:
      headGroupSpec: {template: {spec: {containers: [{name: a}]}}}
    """
        + spec.strip().indent(2);
  }

  private static String v1alpha1(String spec) {
    return "{apiVersion: ray.io/v1alpha1, kind: RayCluster, metadata: {name: a}, spec: "
        + spec
        + "}";
  }

  private static Stream<Path> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<ObjectNode> rayClusters(Path file) {
    try (MappingIterator<ObjectNode> documents =
        new YAMLMapper().readerFor(ObjectNode.class).readValues(file.toFile())) {
      return documents.readAll().stream()
          .filter(document -> document.path("kind").asText().equals("RayCluster"));
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private static JsonNode yaml(String text) {
    try {
      return new YAMLMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }
}
