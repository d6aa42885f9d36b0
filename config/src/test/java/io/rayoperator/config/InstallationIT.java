package io.rayoperator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rayoperator.testing.CommandResult;
import io.rayoperator.testing.Contract;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What an administrator does with a cluster that has never seen a RayCluster. */
@ControlPlane(own = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InstallationIT {

  private static final String SMALLEST_CLUSTER =
      """
      apiVersion: ray.io/v1
      kind: RayCluster
      metadata: {name: smallest}
      spec:
        headGroupSpec:
          template:
            spec:
              containers:
              - {name: ray-head, image: 'rayproject/ray:2.52.0'}
      """;

  private static final String TWO_GROUPS_OF_ONE_NAME =
      SMALLEST_CLUSTER.replace("smallest", "twins")
          + """
            workerGroupSpecs:
            - {groupName: twin, template: {spec: {containers: [{name: a}]}}}
            - {groupName: twin, template: {spec: {containers: [{name: b}]}}}
          """;

  private final Kubectl kubectl;

  InstallationIT(Kubectl kubectl) {
    this.kubectl = kubectl;
  }

  @Test
  @Order(1)
  void clientSideApplyInstallsTheDefinition() {
    assertThat(kubectl.run("apply", "-k", directory("crd")).succeeds().stdout())
        .contains("rayclusters.ray.io created");
    assertThat(kubectl.run("apply", "-k", directory("crd")).succeeds().stdout())
        .contains("rayclusters.ray.io unchanged");
    kubectl.run("wait", "--for=condition=Established", "crd/rayclusters.ray.io").succeeds();
  }

  @Test
  @Order(2)
  @Contract("13.6")
  void v1WorksBeforeTheWebhookServerRuns() {
    kubectl.apply(SMALLEST_CLUSTER).succeeds();

    assertThat(kubectl.run("get", "rayclusters.v1.ray.io").succeeds().stdout())
        .startsWith("NAME")
        .contains(
            "DESIRED WORKERS",
            "AVAILABLE WORKERS",
            "CPUS",
            "MEMORY",
            "GPUS",
            "STATUS",
            "AGE",
            "smallest")
        .doesNotContain("TPUS", "HEAD POD IP");
    kubectl.run("delete", "raycluster", "smallest").succeeds();
  }

  /** KubeRay's definition does not forbid them, so they may be stored. */
  @Test
  @Order(3)
  void storedGroupsOfOneNameDoNotBlockOtherEdits() {
    String groups =
        "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/workerGroupSpecs";
    kubectl
        .run(
            "patch",
            "crd",
            "rayclusters.ray.io",
            "--type=json",
            "-p",
            "[%s,%s]"
                .formatted(
                    removal(groups + "/x-kubernetes-list-type"),
                    removal(groups + "/x-kubernetes-list-map-keys")))
        .succeeds();
    await()
        .until(() -> kubectl.runWithInput(TWO_GROUPS_OF_ONE_NAME, "create", "-f-").exitCode() == 0);
    kubectl.run("apply", "-k", directory("crd")).succeeds();
    await()
        .until(
            () ->
                kubectl
                    .runWithInput(
                        TWO_GROUPS_OF_ONE_NAME.replace("twins", "others"),
                        "create",
                        "--dry-run=server",
                        "-f-")
                    .stderr()
                    .contains("Duplicate value"));

    kubectl.run("annotate", "raycluster", "twins", "a=b").succeeds();
    kubectl
        .run(
            "patch",
            "raycluster",
            "twins",
            "--type=json",
            "-p",
            "[{\"op\":\"replace\",\"path\":\"/spec/workerGroupSpecs/1/replicas\",\"value\":2}]")
        .succeeds();
    kubectl
        .run(
            "patch",
            "raycluster",
            "twins",
            "--subresource=status",
            "--type=merge",
            "-p",
            "{\"status\":{\"state\":\"ready\"}}")
        .succeeds();
    kubectl.run("delete", "raycluster", "twins").succeeds();
  }

  @Test
  @Order(4)
  void explainTeaches() {
    assertThat(kubectl.run("explain", "raycluster.spec.workerGroupSpecs").succeeds().stdout())
        .contains("scaled on its own")
        .contains("held between minReplicas and maxReplicas")
        .contains("More than one is for accelerators")
        .contains("-required-");
    assertThat(kubectl.run("explain", "raycluster.spec.upgradeStrategy.type").succeeds().stdout())
        .containsSubsequence("ENUM:", "Recreate", "RollingUpdate", "None", "DESCRIPTION:");
    assertThat(
            kubectl
                .run("explain", "--api-version=ray.io/v1alpha1", "raycluster.spec")
                .succeeds()
                .stdout())
        .contains("Ant:", "ByteDance:", "Microsoft:", "KubeRay:");
  }

  @Test
  @Order(5)
  void everythingOfTheDefaultDeploymentIsAccepted() throws IOException {
    kubectl.apply(resource("cert-manager-stand-in.yaml")).succeeds();
    kubectl.run("wait", "--for=condition=Established", "crd", "--all").succeeds();

    CommandResult applied =
        kubectl.run("apply", "--validate=strict", "-k", directory("default")).succeeds();

    // A warning would be about a pod that the restricted Pod Security standard forbids, or about an
    // unknown field.
    assertThat(applied.stderr()).isEmpty();
    assertThat(applied.stdout())
        .contains("deployment.apps/ray-operator-controller-manager created")
        .contains("deployment.apps/ray-operator-webhook-server created")
        .contains("certificate.cert-manager.io/ray-operator-webhook-server created")
        .contains("rayclusters.ray.io configured");
    // The merge strategy of this kind makes kubectl send a patch each time.
    assertThat(kubectl.run("apply", "-k", directory("default")).succeeds().stdout().lines())
        .allSatisfy(
            line -> assertThat(line).matches(".* unchanged|poddisruptionbudget.* configured"));
  }

  @Test
  @Order(6)
  void certManagerIsAskedToInjectItsCertificate() {
    assertThat(
            kubectl
                .run(
                    "get",
                    "crd/rayclusters.ray.io",
                    "mutatingwebhookconfiguration/ray-operator",
                    "validatingwebhookconfiguration/ray-operator",
                    "-o=jsonpath={.items[*].metadata.annotations.cert-manager\\.io/inject-ca-from}")
                .succeeds()
                .stdout())
        .isEqualTo("ray-operator-system/ray-operator-webhook-server ".repeat(3).strip());
  }

  private static String removal(String path) {
    return "{\"op\":\"remove\",\"path\":\"" + path + "\"}";
  }

  private static String directory(String name) {
    return Repository.root().resolve("config").resolve(name).toString();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(InstallationIT.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
