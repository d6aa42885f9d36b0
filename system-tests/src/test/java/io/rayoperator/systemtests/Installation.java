package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.testing.CommandResult;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;

/** A directory of config, installed and removed as users do. */
final class Installation {

  static final String NAMESPACE = "ray-operator-system";
  static final String IMAGE = "controller:latest";

  /**
   * The assembled product, which takes the place of the image; or the files of a whole image, if
   * {@code RAY_OPERATOR_IMAGE} names their directory.
   */
  static final Path PRODUCT =
      Optional.ofNullable(System.getenv("RAY_OPERATOR_IMAGE"))
          .map(Path::of)
          .orElseGet(() -> Repository.root().resolve("cli/target/ray-operator"));

  private final Kubectl kubectl;
  private final String directory;

  Installation(Kubectl kubectl, String directory) {
    this.kubectl = kubectl;
    this.directory = Repository.root().resolve("config").resolve(directory).toString();
  }

  /** Applies it once, and returns after how long all of it is available. */
  Duration install() {
    Instant start = Instant.now();
    assertThat(kubectl.run("apply", "-k", directory).succeeds().stderr()).isEmpty();
    awaitRollout();
    return Duration.between(start, Instant.now());
  }

  /**
   * Applies it over a definition of RayClusters that nobody applied, such as KubeRay's, which is
   * too big for that; kubectl says so, and nothing else.
   */
  Duration takeOver() {
    Instant start = Instant.now();
    assertThat(kubectl.run("apply", "-k", directory).succeeds().stderr().lines())
        .singleElement(as(InstanceOfAssertFactories.STRING))
        .contains("customresourcedefinitions/rayclusters.ray.io is missing", "last-applied");
    awaitRollout();
    return Duration.between(start, Instant.now());
  }

  void awaitRollout() {
    for (String deployment : new String[] {"webhook-server", "controller-manager"}) {
      CommandResult rollout =
          kubectl.run(
              "rollout",
              "status",
              "--namespace=" + NAMESPACE,
              "--timeout=100s",
              "deployment/ray-operator-" + deployment);
      assertThat(rollout.exitCode()).as(() -> rollout + "\n" + leftovers()).isZero();
    }
  }

  /** The pods as they are, and what happened to them: to see why something waits. */
  private String leftovers() {
    return kubectl.run("get", "pods,events", "--namespace=" + NAMESPACE, "-o=wide").stdout()
        + kubectl.run("get", "pods", "--namespace=" + NAMESPACE, "-o=yaml").stdout();
  }

  /** Applies it again. */
  void assertUnchanged() {
    assertThat(kubectl.run("apply", "-k", directory).succeeds().stdout().lines())
        .allSatisfy(
            line -> assertThat(line).matches(".* unchanged|poddisruptionbudget.* configured"));
  }

  /** Removes it, and returns after how long nothing of it is left. */
  Duration remove() {
    Instant start = Instant.now();
    CommandResult deletion = kubectl.run("delete", "-k", directory, "--timeout=100s");
    assertThat(deletion.exitCode()).as(() -> deletion + "\n" + leftovers()).isZero();
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
    return Duration.between(start, Instant.now());
  }
}
