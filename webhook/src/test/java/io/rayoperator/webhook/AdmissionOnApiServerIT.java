package io.rayoperator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.rayoperator.testing.AcceptanceCase;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.TestNamespace;
import io.rayoperator.testing.WebhookEndpoint;
import io.rayoperator.webhook.selfmanaged.SelfManagedCertificates;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users see of the webhooks. */
@ControlPlane
class AdmissionOnApiServerIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String CLUSTER =
      """
      apiVersion: ray.io/%s
      kind: RayCluster
      metadata: {name: demo}
      spec:
        enableInTreeAutoscaling: true
        headGroupSpec:
          rayStartParams: {num-cpus: "1"}
          template: {spec: {containers: [{name: head, image: ray}]}}
        workerGroupSpecs:
        - groupName: workers
          replicas: 1
          minReplicas: %d
          maxReplicas: 5
          rayStartParams: {num-cpus: "1"}
          template: {spec: {containers: [{name: worker, image: ray}]}}
      """;

  @TempDir static Path directory;
  private static @Nullable WebhookServer server;

  private Kubectl kubectl;

  AdmissionOnApiServerIT(Kubectl kubectl) {
    this.kubectl = kubectl;
  }

  @BeforeAll
  static void start(KubernetesClient client) throws Exception {
    SelfManagedCertificates certificates = TestServer.certificates(directory);
    WebhookServer started = WebhookServer.start(TestServer.local(certificates));
    server = started;
    RayClusterApi.install(
        client,
        new WebhookEndpoint(
            URI.create("https://127.0.0.1:" + started.port()), certificates.caBundle()));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void use(TestNamespace namespace) {
    kubectl = kubectl.in(namespace);
  }

  private ObjectNode read(String version) {
    String text =
        kubectl
            .run("get", "rayclusters." + version + ".ray.io", "demo", "-o", "json")
            .succeeds()
            .stdout();
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(text, e);
    }
  }

  private void scaleAsTheAutoscaler(String version, int replicas) {
    kubectl
        .run(
            "patch",
            "rayclusters." + version + ".ray.io",
            "demo",
            "--type=json",
            "--field-manager=python-requests",
            "-p",
            "[{\"op\":\"replace\",\"path\":\"/spec/workerGroupSpecs/0/replicas\",\"value\":"
                + replicas
                + "}]")
        .succeeds();
  }

  @Test
  void refusalReachesTheClientWithItsCauses(KubernetesClient client, TestNamespace namespace) {
    KubernetesClientException refusal =
        catchThrowableOfType(
            KubernetesClientException.class,
            () ->
                client
                    .genericKubernetesResources(RayClusterApi.V1)
                    .inNamespace(namespace.name())
                    .resource(
                        Serialization.unmarshal(
                            CLUSTER.formatted("v1", 7), GenericKubernetesResource.class))
                    .create());
    assertThat(refusal.getCode()).isEqualTo(422);
    assertThat(refusal.getStatus().getReason()).isEqualTo("Invalid");
    assertThat(refusal.getStatus().getDetails().getCauses())
        .containsExactly(
            new StatusCause(
                "spec.workerGroupSpecs[0].minReplicas",
                "Invalid value: 7: is more than maxReplicas 5; lower minReplicas or raise maxReplicas",
                "FieldValueInvalid"));
  }

  @ParameterizedTest
  @CsvSource({
    "metadata.name, ccccccccccccccccccccccccccccccccccccccccccccccccccccccc, workers",
    "metadata.name, with.dots, workers",
    "spec.workerGroupSpecs[1], demo, twin"
  })
  @AcceptanceCase(99)
  void namesThatCannotWorkAreRefused(
      String field, String name, String group, KubernetesClient client, TestNamespace namespace) {
    String manifest =
        CLUSTER.formatted("v1", 0).replace("name: demo", "name: " + name)
            + "  - {groupName: twin, template: {spec: {containers: [{name: worker, image: ray}]}}}\n";
    KubernetesClientException refusal =
        catchThrowableOfType(
            KubernetesClientException.class,
            () ->
                client
                    .genericKubernetesResources(RayClusterApi.V1)
                    .inNamespace(namespace.name())
                    .resource(
                        Serialization.unmarshal(
                            manifest.replace("groupName: workers", "groupName: " + group),
                            GenericKubernetesResource.class))
                    .create());
    assertThat(refusal.getCode()).isEqualTo(422);
    assertThat(refusal.getStatus().getDetails().getCauses())
        .extracting(StatusCause::getField)
        .contains(field);
  }

  @Test
  void refusalInTheOldVersionNamesTheFieldOfTheManifest() {
    assertThat(kubectl.apply(CLUSTER.formatted("v1alpha1", 7)).fails().stderr())
        .contains("The RayCluster \"demo\" is invalid")
        .contains(
            "spec.workerGroupSpecs[0].minReplicas: Invalid value: 7: is more than maxReplicas 5");
  }

  @Test
  void refusalOfAnAntManifestNamesTheFieldOfTheManifest() {
    String manifest =
        """
        apiVersion: ray.io/v1alpha1
        kind: RayCluster
        metadata: {name: demo}
        spec:
          clusterName: demo
          images: {defaultImage: ray}
          extensions:
          - {type: head, groupName: headgroup, replicas: 1}
          - {type: worker, groupName: bad_name, replicas: 1}
        """;
    assertThat(kubectl.apply(manifest).fails().stderr())
        .contains("spec.extensions[1].groupName: Invalid value: \"bad_name\"");
  }

  @Test
  void mixedLayoutsAreRefusedWithTheWayOut() {
    String manifest = CLUSTER.formatted("v1alpha1", 0) + "  extensions: []\n";
    assertThat(kubectl.apply(manifest).fails().stderr()).contains("exactly one layout");
  }

  @Test
  void warningsReachKubectl() {
    String manifest = CLUSTER.formatted("v1", 0) + "  networkPolicy: {}\n";
    assertThat(kubectl.apply(manifest).succeeds().stderr())
        .contains(
            "Warning: spec.networkPolicy: is not acted on yet by this version of the operator");
  }

  @Test
  void patchInTheOldVersionChangesWhatItSaysAndNothingElse() {
    kubectl
        .apply(
            CLUSTER.formatted("v1", 0)
                + """
                    numOfHosts: 4
                    labels: {zone: a}
                  managedBy: ray.io/kuberay-operator
                  rayVersion: 2.53.0
                  authOptions: {mode: token}
                """)
        .succeeds();
    JsonNode before = read("v1").path("spec");
    scaleAsTheAutoscaler("v1alpha1", 3);
    ObjectNode expected = before.deepCopy();
    ((ObjectNode) expected.at("/workerGroupSpecs/0")).put("replicas", 3);
    assertThat(read("v1").path("spec")).isEqualTo(expected);
  }

  @Test
  void applyOfAnUnchangedManifestDoesNotUndoTheAutoscaler() {
    for (String version : List.of("v1", "v1alpha1")) {
      String manifest = CLUSTER.formatted(version, 0);
      kubectl.apply(manifest).succeeds();
      assertThat(kubectl.apply(manifest).succeeds().stdout()).contains("unchanged");

      scaleAsTheAutoscaler(version, 4);
      kubectl.apply(manifest).succeeds();
      assertThat(read("v1").at("/spec/workerGroupSpecs/0/replicas").asInt())
          .as(version)
          .isEqualTo(4);

      kubectl.apply(manifest.replace("replicas: 1", "replicas: 2")).succeeds();
      assertThat(read("v1").at("/spec/workerGroupSpecs/0/replicas").asInt())
          .as(version)
          .isEqualTo(2);
      kubectl.run("delete", "raycluster", "demo").succeeds();
    }
  }

  @Test
  void autoscalerCanReplaceAScaleStrategyThatNobodyWrote() {
    kubectl.apply(CLUSTER.formatted("v1", 0)).succeeds();
    kubectl
        .run(
            "patch",
            "raycluster",
            "demo",
            "--type=json",
            "-p",
            "[{\"op\":\"replace\",\"path\":\"/spec/workerGroupSpecs/0/scaleStrategy\",\"value\":{\"workersToDelete\":[]}}]")
        .succeeds();
    assertThat(read("v1").at("/spec/workerGroupSpecs/0/scaleStrategy/workersToDelete").isArray())
        .isTrue();
  }
}
