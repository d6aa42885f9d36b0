package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.cli.manifest.Manifest;
import io.rayoperator.cli.manifest.Manifests;
import io.rayoperator.testing.CommandResult;
import io.rayoperator.testing.Etcd;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.TestNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A file of manifests that was applied in a namespace of its own, under strict validation.
 *
 * @param name the file, as reports show it
 * @param result what kubectl said
 */
record AppliedManifest(
    String name,
    Path file,
    KubernetesClient client,
    Kubectl kubectl,
    TestNamespace namespace,
    CommandResult result) {

  private static final Duration READY_TIMEOUT = Duration.ofSeconds(90);

  /**
   * Applies a file.
   *
   * @param accounts service accounts that the namespace has besides the default one
   */
  static AppliedManifest apply(
      String name, Path file, KubernetesClient client, Kubectl kubectl, List<String> accounts) {
    String prefix =
        name.toLowerCase(Locale.ROOT).replaceAll("\\.ya?ml$", "").replaceAll("[^a-z0-9]+", "-");
    String created =
        client
            .resource(
                new NamespaceBuilder()
                    .withNewMetadata()
                    .withGenerateName(prefix + "-")
                    .endMetadata()
                    .build())
            .create()
            .getMetadata()
            .getName();
    TestNamespace namespace = new TestNamespace(created);
    Kubectl here = kubectl.inByDefault(namespace);
    accounts.forEach(account -> here.run("create", "serviceaccount", account).succeeds());
    // Pods are refused before there is an account to run them as.
    await()
        .until(
            () -> client.serviceAccounts().inNamespace(created).withName("default").get() != null);
    return new AppliedManifest(
        name,
        file,
        client,
        here,
        namespace,
        here.run("apply", "--validate=strict", "-f", file.toString()));
  }

  /** The RayClusters in it, as written. */
  List<JsonNode> rayClusters() {
    try {
      return Manifests.read(file).stream()
          .map(Manifest::content)
          .filter(content -> content.path("kind").asText().equals("RayCluster"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void assertApplyingAgainSaysUnchanged() {
    String said = kubectl.run("apply", "-f", file.toString()).succeeds().stdout();

    assertThat(said.lines().filter(line -> line.startsWith("raycluster.ray.io/")))
        .hasSameSizeAs(rayClusters())
        .allSatisfy(line -> assertThat(line).endsWith(" unchanged"));
  }

  /**
   * For manifests with nulls: kubectl compares them with the object, where there are none, and
   * sends a patch each time.
   */
  void assertApplyingAgainChangesNothing() {
    for (JsonNode written : rayClusters()) {
      Served served = new Served(client, namespace);
      ObjectNode before = served.v1(written.at("/metadata/name").asText());
      kubectl.run("apply", "-f", file.toString()).succeeds();

      assertThat(served.v1(written.at("/metadata/name").asText()).at("/metadata/generation"))
          .isEqualTo(before.at("/metadata/generation"));
    }
  }

  void assertShownAsWritten() {
    for (JsonNode written : rayClusters()) {
      Served served = new Served(client, namespace);
      String clusterName = written.at("/metadata/name").asText();
      boolean old = written.path("apiVersion").asText().equals("ray.io/v1alpha1");
      ObjectNode shown = old ? served.v1alpha1(clusterName) : served.v1(clusterName);

      assertThat(Written.missing(written, shown)).isEmpty();
      assertThat(served.v1(clusterName).path("apiVersion").asText()).isEqualTo("ray.io/v1");
      assertThat(served.v1alpha1(clusterName).path("apiVersion").asText())
          .isEqualTo("ray.io/v1alpha1");
    }
  }

  void assertStoredAsV1(Etcd etcd) {
    for (JsonNode written : rayClusters()) {
      assertThat(
              etcd.customResource(
                  "ray.io", "rayclusters", namespace, written.at("/metadata/name").asText()))
          .hasValueSatisfying(
              stored -> assertThat(stored).contains("\"apiVersion\":\"ray.io/v1\""));
    }
  }

  void awaitReady() {
    for (JsonNode written : rayClusters()) {
      String clusterName = written.at("/metadata/name").asText();
      Served served = new Served(client, namespace);
      await(name + " is ready")
          .atMost(READY_TIMEOUT)
          .untilAsserted(
              () ->
                  assertThat(served.v1(clusterName).at("/status/state").asText())
                      .as(() -> whatThePodsSay(clusterName))
                      .isEqualTo("ready"));
    }
  }

  private String whatThePodsSay(String clusterName) {
    List<Pod> pods =
        client
            .pods()
            .inNamespace(namespace.name())
            .withLabel(RayLabels.CLUSTER, clusterName)
            .list()
            .getItems();
    return pods.size()
        + " pods of "
        + clusterName
        + pods.stream()
            .map(
                pod ->
                    "\n  %s %s %s"
                        .formatted(
                            pod.getMetadata().getName(),
                            pod.getStatus().getPhase(),
                            pod.getStatus().getConditions().stream()
                                .filter(condition -> condition.getMessage() != null)
                                .map(condition -> condition.getMessage())
                                .toList()))
            .reduce("", String::concat)
        + "\n";
  }

  @Override
  public String toString() {
    return name;
  }
}
