package io.rayoperator.config.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.testing.CommandResult;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.GuideRow;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The commands of the guide to the Python operator's chart, in their order, on an empty cluster.
 */
@ControlPlane(own = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RayChartOnApiServerIT {

  private static final Path CHART = Repository.root().resolve("helm/ray");
  private static final int LARGEST_SECRET = 1024 * 1024;

  private final LocalControlPlane plane;
  private final Kubectl kubectl;

  RayChartOnApiServerIT(LocalControlPlane plane) {
    this.plane = plane;
    this.kubectl = plane.kubectl();
  }

  @Test
  @Order(1)
  @GuideRow("003-4")
  void row003x4OneCommandInstallsOperatorAndCluster() {
    String notes = install("ray", "example-cluster").succeeds().stdout();

    assertThat(notes)
        .contains(
            "An operator in namespace default serves the RayClusters of all namespaces",
            "RayCluster example-cluster with its pods");
    assertThat(clusters()).containsExactly("ray example-cluster");
    assertThat(deployments()).containsExactly("default ray-operator");
  }

  @Test
  @Order(2)
  void releaseFitsIntoItsSecret() {
    String size =
        kubectl
            .run(
                "get",
                "secret",
                "sh.helm.release.v1.example-cluster.v1",
                "--namespace=ray",
                "-o=go-template={{len .data.release}}")
            .succeeds()
            .stdout();

    assertThat(Integer.parseInt(size)).isLessThan(LARGEST_SECRET / 2);
  }

  @Test
  @Order(3)
  @GuideRow("003-5")
  void row003x5SecondReleaseIsAClusterForTheSameOperator() {
    install("ray", "example-cluster2", "--set", "clusterOnly=true").succeeds();

    assertThat(clusters()).containsExactly("ray example-cluster", "ray example-cluster2");
    assertThat(deployments()).containsExactly("default ray-operator");
  }

  @Test
  @GuideRow("003-13")
  @Order(4)
  void row003x13SecondOperatorOfAllNamespacesIsRefused() {
    assertThat(install("other", "third").fails().stderr())
        .contains("ray-operator", "cannot be imported into the current release");
    assertThat(clusters()).hasSize(2);
  }

  @Test
  @Order(5)
  @GuideRow("003-15")
  void row003x15UpgradeChangesTheLiveClusterAndNothingElseOfIt() {
    JsonNode before = cluster("example-cluster");
    assertThat(before.at("/spec/podTypes/1/minWorkers").intValue()).isEqualTo(2);

    helm("upgrade", "ray", "example-cluster", "--set", "podTypes.rayWorkerType.minWorkers=3")
        .succeeds();

    JsonNode after = cluster("example-cluster");
    assertThat(after.at("/spec/podTypes/1/minWorkers").intValue()).isEqualTo(3);
    assertThat(after.at("/metadata/uid")).isEqualTo(before.at("/metadata/uid"));
    assertThat(after.at("/metadata/labels")).isEqualTo(before.at("/metadata/labels"));
    assertThat(after.at("/metadata/annotations")).isEqualTo(before.at("/metadata/annotations"));
    ((ObjectNode) after.at("/spec/podTypes/1")).put("minWorkers", 2);
    assertThat(after.get("spec")).isEqualTo(before.get("spec"));
  }

  @Test
  @Order(6)
  void upgradeWithoutAChangeChangesNothing() {
    JsonNode before = cluster("example-cluster2");

    helm("upgrade", "ray", "example-cluster2", "--set", "clusterOnly=true").succeeds();

    assertThat(cluster("example-cluster2")).isEqualTo(before);
  }

  @Test
  @Order(7)
  void uninstallTakesOperatorAndClusterAndLeavesTheOtherClusterAndTheDefinitions() {
    run(List.of("uninstall", "example-cluster", "--namespace", "ray")).succeeds();

    assertThat(clusters()).containsExactly("ray example-cluster2");
    assertThat(deployments()).isEmpty();
    assertThat(kubectl.run("get", "clusterroles,clusterrolebindings", "-o=name").stdout())
        .doesNotContain("ray-operator");
    kubectl.run("get", "crd", "rayclusters.cluster.ray.io", "rayclusters.ray.io").succeeds();
    run(List.of("uninstall", "example-cluster2", "--namespace", "ray")).succeeds();
  }

  @Test
  @Order(8)
  @GuideRow("003-6")
  void row003x6OperatorAndClustersAreReleasesOfTheirOwn() {
    install("ray", "ray-operator", "--set", "operatorOnly=true").succeeds();
    install("ray", "example-cluster", "--set", "clusterOnly=true").succeeds();
    install("ray2", "example-cluster", "--set", "clusterOnly=true").succeeds();
    assertThat(clusters()).containsExactly("ray example-cluster", "ray2 example-cluster");

    run(List.of("uninstall", "example-cluster", "--namespace", "ray")).succeeds();

    assertThat(clusters()).containsExactly("ray2 example-cluster");
    assertThat(deployments()).containsExactly("default ray-operator");
    run(List.of("uninstall", "ray-operator", "--namespace", "ray")).succeeds();
    assertThat(clusters()).containsExactly("ray2 example-cluster");
  }

  @Test
  @Order(9)
  @GuideRow("003-12")
  void row003x12EachNamespaceMayHaveItsOwnOperator() {
    install("team-a", "a", "--set", "namespacedOperator=True").succeeds();
    String notes =
        install(
                "team-b",
                "b",
                "--set",
                "namespacedOperator=True,operatorImage=rayproject/ray:1.13.0")
            .succeeds()
            .stdout();

    assertThat(notes)
        .contains(
            "An operator in namespace team-b serves the RayClusters of this namespace",
            "Without effect here: operatorImage. rayproject/ray:1.13.0 cannot run this operator");
    assertThat(deployments()).containsExactly("team-a ray-operator", "team-b ray-operator");
    assertThat(may("team-a", "team-a")).isEqualTo("yes");
    assertThat(may("team-a", "team-b")).isEqualTo("no");
  }

  private String may(String operator, String namespace) {
    return kubectl
        .run(
            "auth",
            "can-i",
            "create",
            "pods",
            "-n=" + namespace,
            "--as=system:serviceaccount:" + operator + ":ray-operator-serviceaccount")
        .stdout()
        .strip();
  }

  private List<String> clusters() {
    return names("rayclusters.cluster.ray.io");
  }

  private List<String> deployments() {
    return names("deployments");
  }

  private List<String> names(String resource) {
    return kubectl
        .run(
            "get",
            resource,
            "-A",
            "-o=go-template={{range .items}}{{.metadata.namespace}} {{.metadata.name}}\n{{end}}")
        .succeeds()
        .stdout()
        .lines()
        .toList();
  }

  private JsonNode cluster(String name) {
    String text =
        kubectl
            .run("get", "rayclusters.cluster.ray.io", name, "-n=ray", "-o=json")
            .succeeds()
            .stdout();
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  private CommandResult install(String namespace, String release, String... options) {
    List<String> all = new ArrayList<>(List.of("--create-namespace"));
    all.addAll(List.of(options));
    return helm("install", namespace, release, all.toArray(String[]::new));
  }

  private CommandResult helm(String verb, String namespace, String release, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of(verb, release, CHART.toString(), "--namespace", namespace));
    arguments.addAll(List.of(options));
    return run(arguments);
  }

  private CommandResult run(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--kubeconfig", plane.kubeconfig().toString()));
    return Helm.run(all.toArray(String[]::new));
  }
}
