package io.rayoperator.operator;

import static io.rayoperator.operator.ClusterProbe.eventually;
import static io.rayoperator.testing.RayClusters.withHeadPod;
import static io.rayoperator.testing.RayClusters.withSpec;
import static io.rayoperator.testing.RayClusters.withWorkers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.Contract;
import io.rayoperator.testing.TestNamespace;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What users are told when something is refused, by us or by the API server. */
class RefusalsIT extends WithOperator {

  @Test
  @Contract({"0.3", "1.1", "13.5"})
  void nameThatCannotWorkIsToldAndNothingIsBuilt(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe dotted = ClusterProbe.create(client, namespace, "with.dots");
    eventually(
        () ->
            assertThat(dotted.conditionText("InvalidSpec"))
                .isEqualTo("True/InvalidRayClusterMetadata"));
    eventually(
        () -> assertThat(dotted.eventReasons()).containsExactly("InvalidRayClusterMetadata"));
    assertThat(dotted.podNames()).isEmpty();
    assertThat(client.services().inNamespace(namespace.name()).list().getItems()).isEmpty();
  }

  @Test
  @Contract("13.5")
  void eventsAreOfTheNewApiAndRegardTheCluster(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo");
    demo.awaitReady();
    eventually(() -> assertThat(event(client, namespace, "CreatedHeadPod")).isNotNull());
    Event event = Objects.requireNonNull(event(client, namespace, "CreatedHeadPod"));
    assertThat(event.getReportingController()).isEqualTo("raycluster-controller");
    assertThat(event.getAction()).isEqualTo("Create");
    assertThat(event.getType()).isEqualTo("Normal");
    assertThat(event.getRegarding().getApiVersion()).isEqualTo("ray.io/v1");
    assertThat(event.getRegarding().getUid()).isEqualTo(demo.cluster().getMetadata().getUid());
    assertThat(event.getNote()).contains(demo.head().getMetadata().getName());
  }

  @Test
  @Contract({"2.10", "2.13", "2.14"})
  void missingServiceAccountOfTheUserIsAFailureOfTheHead(
      KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(
            client,
            namespace,
            "demo",
            withSpec(spec -> spec.setEnableInTreeAutoscaling(true)),
            withHeadPod(pod -> pod.setServiceAccountName("missing")));
    eventually(
        () -> {
          assertThat(demo.conditionText("ReplicaFailure")).isEqualTo("True/FailedCreateHeadPod");
          assertThat(demo.condition("ReplicaFailure").orElseThrow().getMessage())
              .contains("missing");
        });
    assertThat(client.serviceAccounts().inNamespace(namespace.name()).withName("missing").get())
        .isNull();
    client
        .resource(
            "{\"apiVersion\":\"v1\",\"kind\":\"ServiceAccount\",\"metadata\":{\"name\":\"missing\",\"namespace\":\"%s\"}}"
                .formatted(namespace.name()))
        .create();
    demo.awaitReady();
  }

  @Test
  @Contract({"2.14", "5.4", "6.1", "13.2", "13.5"})
  void deletionsThatAreRefusedAreTold(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo", withWorkers("small", 2));
    demo.awaitReady();
    Set<String> pods = demo.podNames();
    String name = "keep-pods-of-" + namespace;
    client.resource(policy(name, namespace)).create();
    client.resource(binding(name)).create();
    try {
      String head = demo.head().getMetadata().getName();
      awaitRefusal(client, namespace, head);

      demo.editGroup("small", group -> group.setReplicas(1));
      awaitFailure(demo, "FailedDeleteWorkerPod");
      eventually(() -> assertThat(demo.eventReasons()).contains("FailedToDeleteWorkerPod"));

      demo.failPod(head);
      awaitFailure(demo, "FailedDeleteHeadPod");
      eventually(() -> assertThat(demo.eventReasons()).contains("FailedToDeleteHeadPod"));

      demo.edit(spec -> spec.setSuspend(true));
      awaitFailure(demo, "FailedDeleteAllPods");
      eventually(() -> assertThat(demo.eventReasons()).contains("FailedToDeletePodCollection"));
      assertThat(demo.podNames()).isEqualTo(pods);
    } finally {
      client.resource(binding(name)).delete();
      client.resource(policy(name, namespace)).delete();
    }
    eventually(() -> assertThat(demo.conditionText("RayClusterSuspended")).startsWith("True/"));
    assertThat(demo.conditionText("ReplicaFailure")).isEmpty();
    eventually(() -> assertThat(demo.eventReasons()).contains("DeletedPod"));
  }

  private static void awaitFailure(ClusterProbe cluster, String reason) {
    eventually(
        () -> assertThat(cluster.conditionText("ReplicaFailure")).isEqualTo("True/" + reason));
    assertThat(cluster.condition("ReplicaFailure").orElseThrow().getMessage())
        .startsWith(reason + "\n")
        .contains("pods stay");
  }

  /** A new policy is in force a moment after it was created. */
  private static void awaitRefusal(KubernetesClient client, TestNamespace namespace, String pod) {
    eventually(
        () ->
            assertThatThrownBy(
                    () ->
                        client.pods().inNamespace(namespace.name()).withName(pod).dryRun().delete())
                .hasMessageContaining("pods stay"));
  }

  private static @Nullable Event event(
      KubernetesClient client, TestNamespace namespace, String reason) {
    return client.events().v1().events().inNamespace(namespace.name()).list().getItems().stream()
        .filter(event -> reason.equals(event.getReason()))
        .findFirst()
        .orElse(null);
  }

  private static String policy(String name, TestNamespace namespace) {
    return """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: %s}
        spec:
          failurePolicy: Fail
          matchConstraints:
            namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %s}}
            resourceRules:
            - {apiGroups: [""], apiVersions: [v1], operations: [DELETE], resources: [pods]}
          validations:
          - {expression: "false", message: pods stay}
        """
        .formatted(name, namespace);
  }

  private static String binding(String name) {
    return """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: %1$s}
        spec: {policyName: %1$s, validationActions: [Deny]}
        """
        .formatted(name);
  }
}
