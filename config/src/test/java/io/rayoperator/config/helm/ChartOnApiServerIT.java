package io.rayoperator.config.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rayoperator.testing.CommandResult;
import io.rayoperator.testing.Contract;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an administrator does who uses Helm instead of kustomize. */
@ControlPlane(own = true)
@Contract("16.5")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChartOnApiServerIT {

  private static final int LARGEST_SECRET = 1024 * 1024;

  private final LocalControlPlane plane;
  private final Kubectl kubectl;

  ChartOnApiServerIT(LocalControlPlane plane) {
    this.plane = plane;
    this.kubectl = plane.kubectl();
  }

  @BeforeAll
  void prepareCluster() throws IOException {
    kubectl
        .apply(
            Files.readString(Helm.file("../cert-manager-stand-in.yaml"))
                + "---\n"
                + Files.readString(Helm.file("service-monitor-stand-in.yaml")))
        .succeeds();
    kubectl.run("wait", "--for=condition=Established", "crd", "--all").succeeds();
    kubectl
        .run("apply", "-f", Repository.root().resolve("config/namespace/namespace.yaml").toString())
        .succeeds();
    kubectl.run("create", "namespace", "team-a").succeeds();
    kubectl.run("create", "namespace", "team-b").succeeds();
  }

  @ParameterizedTest
  @CsvSource({"default, default", "legacy-clusters, overlays/python-clusters"})
  @Order(1)
  void containsWhatTheKustomizeTreeContains(String name, String directory) {
    SortedMap<String, JsonNode> kustomize =
        Manifests.comparable(
            kubectl
                .run("kustomize", Repository.root().resolve("config").resolve(directory).toString())
                .succeeds()
                .stdout());
    SortedMap<String, JsonNode> chart = Manifests.comparable(Helm.render(name));

    // Whoever installs a chart creates the namespace.
    kustomize.remove("Namespace ray-operator-system");
    assertThat(chart.keySet()).isEqualTo(kustomize.keySet());
    chart.forEach(
        (key, object) ->
            assertThat(object.equals(kustomize.get(key)))
                .as("%s%n%s%nand in config/%s%n%s", key, object, directory, kustomize.get(key))
                .isTrue());
  }

  /** Least rights in one namespace are the same rights. */
  @Test
  @Order(2)
  void rolesOfNamespacesHaveTheRulesOfTheClusterRole() {
    SortedMap<String, JsonNode> everywhere = Manifests.comparable(Helm.render("default"));
    SortedMap<String, JsonNode> single = Manifests.comparable(Helm.render("single-namespace"));

    assertThat(rules(single, "Role ray-operator-controller-manager"))
        .isEqualTo(rules(everywhere, "ClusterRole ray-operator-controller-manager"));
    assertThat(single.keySet()).noneMatch(name -> name.startsWith("Cluster"));
  }

  @ParameterizedTest
  @MethodSource("io.rayoperator.config.helm.Helm#cases")
  @Order(3)
  void apiServerAcceptsWhatIsRendered(String name) {
    CommandResult applied =
        kubectl
            .apply(Helm.render(name), "--server-side", "--dry-run=server", "--validate=strict")
            .succeeds();

    assertThat(applied.stderr()).isEmpty();
  }

  @Test
  @Order(4)
  void installsAndUpgradesWithRoomInTheReleaseSecret() {
    String notes = helm("install", "--set", "operatorCommand=/manager").succeeds().stdout();
    assertThat(notes)
        .contains("RayClusters in all namespaces", "Without effect here: operatorCommand");
    helm("upgrade").succeeds();
    kubectl.run("wait", "--for=condition=Established", "crd/rayclusters.ray.io").succeeds();

    String size =
        kubectl
            .run(
                "get",
                "secret",
                "sh.helm.release.v1.ray-operator.v2",
                "--namespace",
                Helm.NAMESPACE,
                "-o=go-template={{len .data.release}}")
            .succeeds()
            .stdout();
    assertThat(Integer.parseInt(size)).isLessThan(LARGEST_SECRET / 2);
  }

  @Test
  @Order(5)
  void uninstallKeepsTheDefinition() {
    run(List.of("uninstall", Helm.RELEASE, "--namespace", Helm.NAMESPACE)).succeeds();

    kubectl.run("get", "crd", "rayclusters.ray.io").succeeds();
    kubectl.run("get", "validatingwebhookconfiguration", "ray-operator").fails();
  }

  @Test
  @Order(6)
  void aDefinitionOfSomebodyElseIsTakenOnlyOnDemand() {
    kubectl.run("annotate", "crd", "rayclusters.ray.io", "meta.helm.sh/release-name-").succeeds();

    assertThat(helm("install").fails().stderr())
        .contains("cannot be imported into the current release");
    helm("install", "--take-ownership").succeeds();
  }

  private static JsonNode rules(SortedMap<String, JsonNode> objects, String role) {
    return Objects.requireNonNull(objects.get(role), role).path("rules");
  }

  private CommandResult helm(String verb, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(verb, Helm.RELEASE, Helm.CHART.toString(), "--namespace", Helm.NAMESPACE));
    arguments.addAll(List.of(options));
    return run(arguments);
  }

  private CommandResult run(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--kubeconfig", plane.kubeconfig().toString()));
    return Helm.run(all.toArray(String[]::new));
  }
}
