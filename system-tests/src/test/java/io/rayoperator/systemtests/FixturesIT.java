package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Etcd;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The manifests that other operators published: accepted as they are and running, or refused with a
 * true reason ({@code docs/compatibility.md} lists these).
 */
@ControlPlane(components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK})
class FixturesIT {

  /** Refused, with a part of what kubectl says. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "kuberay-v1.0.0/ray-cluster.custom-head-service.yaml",
          "metadata.name: Invalid value: \"raycluster-custom-head-service.yaml\"");

  /** For these kubectl always says "configured", with any operator. */
  private static final Set<String> WITH_NULLS =
      Set.of("kuberay-v1.0.0/ray-cluster-tpu.yaml", "msft/ray-cluster.heterogeneous.yaml");

  /** Service accounts that manifests expect. */
  private static final List<String> ACCOUNTS = List.of("my-ksa");

  private static Product product;
  private static List<AppliedManifest> fixtures;

  @BeforeAll
  static void applyAll(LocalControlPlane controlPlane, KubernetesClient client, Kubectl kubectl)
      throws IOException {
    Optional<Path> directory = Repository.fixtures();
    assumeTrue(
        directory.isPresent(),
        "no published manifests here: set RAY_OPERATOR_FIXTURES to their directory");
    product = Product.start(controlPlane, client);
    prepareNodes(kubectl);
    fixtures =
        files(directory.orElseThrow()).stream()
            .map(
                file ->
                    AppliedManifest.apply(
                        directory.orElseThrow().relativize(file).toString(),
                        file,
                        client,
                        kubectl,
                        ACCOUNTS))
            .toList();
  }

  @AfterAll
  static void stop() {
    if (product != null) {
      product.close();
    }
  }

  static List<AppliedManifest> fixtures() {
    return fixtures;
  }

  private static List<Path> files(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String origin : List.of("ant", "bytedance", "kuberay-v1.0.0", "msft")) {
      try (Stream<Path> published = Files.list(directory.resolve(origin))) {
        published.filter(file -> isRayCluster(origin, file)).sorted().forEach(files::add);
      }
    }
    return files;
  }

  /** Not the definitions and ConfigMaps beside them, nor Ant's older generations. */
  private static boolean isRayCluster(String origin, Path file) {
    String name = file.getFileName().toString();
    return switch (origin) {
      case "ant" -> name.startsWith("ray_v1_raycluster.");
      case "msft" -> name.startsWith("ray-cluster.");
      case "bytedance" -> name.startsWith("examples_");
      default -> true;
    };
  }

  /** Gives the nodes what these manifests ask of theirs. */
  private static void prepareNodes(Kubectl kubectl) {
    kubectl
        .run(
            "label",
            "nodes",
            "--all",
            "--overwrite",
            "key1=true",
            "key2=true",
            "cloud.google.com/gke-tpu-accelerator=tpu-v4-podslice",
            "cloud.google.com/gke-tpu-topology=2x2x2",
            "iam.gke.io/gke-metadata-server-enabled=true")
        .succeeds();
    String nodes = kubectl.run("get", "nodes", "-o", "name").succeeds().stdout();
    String capacity =
        "{\"status\": {\"capacity\": %1$s, \"allocatable\": %1$s}}"
            .formatted("{\"google.com/tpu\": \"64\"}");
    nodes
        .lines()
        .forEach(
            node ->
                kubectl
                    .run(
                        "patch",
                        node,
                        "--subresource=status",
                        "--type=merge",
                        "--patch=" + capacity)
                    .succeeds());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fixtures")
  void manifestRunsOrIsRefusedWithATrueReason(AppliedManifest fixture, Etcd etcd) {
    if (REFUSED.containsKey(fixture.name())) {
      assertThat(fixture.result().fails().stderr()).contains(REFUSED.get(fixture.name()));
      return;
    }
    fixture.result().succeeds();
    fixture.awaitReady();
    fixture.assertShownAsWritten();
    fixture.assertStoredAsV1(etcd);
    if (WITH_NULLS.contains(fixture.name())) {
      fixture.assertApplyingAgainChangesNothing();
    } else {
      fixture.assertApplyingAgainSaysUnchanged();
    }
  }
}
