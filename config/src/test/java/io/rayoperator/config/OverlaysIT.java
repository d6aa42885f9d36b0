package io.rayoperator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rayoperator.testing.CommandResult;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What stands in config besides the default: each renders by itself, installs, and leaves nothing.
 */
@ControlPlane(components = Component.CONTROLLER_MANAGER, own = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverlaysIT {

  private static final Path CONFIG = Repository.root().resolve("config");
  private static final String OPERATOR =
      "--as=system:serviceaccount:ray-operator-system:ray-operator-controller-manager";

  private static final Set<Path> WITH_PYTHON_OPERATORS_CLUSTERS =
      Set.of(Path.of("crd/legacy"), Path.of("python"), Path.of("overlays/python-clusters"));

  private final Kubectl kubectl;

  OverlaysIT(Kubectl kubectl) throws IOException {
    this.kubectl = kubectl;
    try (InputStream standIn =
        Objects.requireNonNull(getClass().getResourceAsStream("cert-manager-stand-in.yaml"))) {
      kubectl.apply(new String(standIn.readAllBytes(), StandardCharsets.UTF_8)).succeeds();
    }
    kubectl.run("wait", "--for=condition=Established", "crd", "--all").succeeds();
  }

  static List<Path> kustomizations() throws IOException {
    try (Stream<Path> files = Files.walk(CONFIG)) {
      return files
          .filter(file -> file.endsWith("kustomization.yaml"))
          .filter(file -> !file.startsWith(CONFIG.resolve("target")) && !isComponent(file))
          .map(Path::getParent)
          .sorted()
          .toList();
    }
  }

  private static boolean isComponent(Path kustomization) {
    try {
      return Files.readString(kustomization).contains("kind: Component");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void directoryRendersByItself(Path directory) {
    String rendered = kubectl.run("kustomize", directory.toString()).succeeds().stdout();

    assertThat(rendered).contains("apiVersion: ");
    assertThat(rendered.contains("name: rayclusters.cluster.ray.io"))
        .as("it changes what `kubectl get rayclusters` means, so only who asks for it gets it")
        .isEqualTo(WITH_PYTHON_OPERATORS_CLUSTERS.contains(CONFIG.relativize(directory)));
  }

  @Test
  void operatorAloneServesTheNewVersionOnly() {
    installing(
        "no-webhook",
        () -> {
          assertThat(
                  kubectl
                      .run(
                          "get",
                          "crd",
                          "rayclusters.ray.io",
                          "-o=jsonpath={.spec.conversion.strategy}")
                      .succeeds()
                      .stdout())
              .isEqualTo("None");
          await()
              .untilAsserted(
                  () ->
                      assertThat(kubectl.run("get", "--raw", "/apis/ray.io").succeeds().stdout())
                          .contains("ray.io/v1\"")
                          .doesNotContain("v1alpha1"));
          assertThat(kubectl.run("get", "deployments", "-A", "-o=name").succeeds().stdout())
              .isEqualTo("deployment.apps/ray-operator-controller-manager\n");
          assertThat(
                  kubectl
                      .run("get", "mutatingwebhookconfigurations,validatingwebhookconfigurations")
                      .stdout())
              .isEmpty();
        });
  }

  @Test
  void operatorOfNamespacesHasRightsInThemOnly() {
    installing(
        "namespaced",
        () -> {
          for (String served : List.of("ray-team-a", "ray-team-b")) {
            assertThat(mayMakePods(served)).isEqualTo("yes");
          }
          assertThat(mayMakePods("default")).isEqualTo("no");
          assertThat(mayMakePods("ray-operator-system")).isEqualTo("no");
          assertThat(kubectl.run("get", "clusterrolebindings", "-o=name").succeeds().stdout())
              .doesNotContain("ray-operator");
          // Nobody can be asked who may read them.
          assertThat(kubectl.run("get", "deployments", "-A", "-o=yaml").succeeds().stdout())
              .contains("--metrics-addr=127.0.0.1:8080")
              .doesNotContain("--secure-metrics-addr");
        });
  }

  @Test
  void operatorOfThePythonOperatorsClustersHasTheirRightsAndTheirDefinition() {
    installing(
        "python-clusters",
        () -> {
          for (String right :
              List.of(
                  "create rayclusters.ray.io",
                  "patch rayclusters.cluster.ray.io",
                  "patch rayclusters.cluster.ray.io/status",
                  "update rayclusters.cluster.ray.io/finalizers",
                  "create deployments.apps",
                  "get pods/log")) {
            assertThat(may(right)).as(right).isEqualTo("yes");
          }
          for (String right :
              List.of("delete rayclusters.cluster.ray.io", "create rayclusters.cluster.ray.io")) {
            assertThat(may(right)).as(right).isEqualTo("no");
          }
          assertThat(kubectl.run("get", "deployments", "-A", "-o=yaml").succeeds().stdout())
              .contains("- --legacy-clusters");
        });
  }

  /** As "VERB RESOURCE". */
  private String may(String right) {
    String[] words = right.split(" ", 2);
    String[] resource = words[1].split("/", 2);
    List<String> command =
        new ArrayList<>(List.of("auth", "can-i", words[0], resource[0], "-n", "default", OPERATOR));
    if (resource.length > 1) {
      command.add("--subresource=" + resource[1]);
    }
    return kubectl.run(command.toArray(String[]::new)).stdout().strip();
  }

  private String mayMakePods(String namespace) {
    return kubectl
        .run("auth", "can-i", "create", "pods", "-n", namespace, OPERATOR)
        .stdout()
        .strip();
  }

  @Test
  void sidecarGuardsTheMetricsWithTheImageOfTheOperator() {
    installing(
        "auth-proxy",
        () -> {
          assertThat(ofManager("{.spec.template.spec.containers[*].name}"))
              .isEqualTo("manager kube-rbac-proxy");
          assertThat(ofManager("{.spec.template.spec.containers[*].image}"))
              .isEqualTo("controller:latest controller:latest");
          assertThat(ofManager("{.spec.template.spec.containers[0].args}"))
              .contains("127.0.0.1:8080")
              .doesNotContain("--secure-metrics-addr");
          assertThat(
                  ofManager("{.spec.template.spec.containers[?(@.ports[0].name=='metrics')].name}"))
              .isEqualTo("kube-rbac-proxy");
        });
  }

  private String ofManager(String path) {
    return kubectl
        .run(
            "get",
            "deployment",
            "-n=ray-operator-system",
            "ray-operator-controller-manager",
            "-o=jsonpath=" + path)
        .succeeds()
        .stdout();
  }

  @Test
  void takeoverBringsTheRightsOfTheMigration() {
    installing(
        "kuberay-takeover",
        () -> {
          kubectl.run("get", "clusterrole", "ray-operator-migration").succeeds();
          kubectl
              .run("get", "deployment", "-n=ray-operator-system", "ray-operator-webhook-server")
              .succeeds();
        });
  }

  @Test
  void localInstallsNothingThatRuns() {
    installing(
        "local",
        () -> {
          assertThat(kubectl.run("get", "deployments,services", "-A", "-o=name").stdout())
              .doesNotContain("ray-operator");
          assertThat(
                  kubectl
                      .run(
                          "get",
                          "crd/rayclusters.ray.io",
                          "-o=jsonpath={.spec.conversion.webhook.clientConfig.url}")
                      .succeeds()
                      .stdout())
              .isEqualTo("https://127.0.0.1:9443/convert");
        });
  }

  /** Applies an overlay twice, looks at what is there, and deletes it. */
  private void installing(String overlay, Runnable look) {
    String directory = CONFIG.resolve("overlays").resolve(overlay).toString();
    CommandResult applied = kubectl.run("apply", "--validate=strict", "-k", directory).succeeds();
    assertThat(applied.stderr()).isEmpty();
    assertThat(kubectl.run("apply", "-k", directory).succeeds().stdout().lines())
        .allSatisfy(
            line -> assertThat(line).matches(".* unchanged|poddisruptionbudget.* configured"));

    look.run();

    kubectl.run("delete", "-k", directory, "--timeout=60s").succeeds();
    assertThat(
            kubectl
                .run(
                    "get",
                    "crd,clusterroles,clusterrolebindings,priorityclasses,namespaces,"
                        + "mutatingwebhookconfigurations,validatingwebhookconfigurations",
                    "-o=name")
                .succeeds()
                .stdout())
        .doesNotContain("ray-operator", "rayclusters");
  }
}
