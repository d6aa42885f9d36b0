package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample is accepted as it is, runs, and is shown in both versions. */
@ControlPlane(components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK})
class SamplesIT {

  private static final Path SAMPLES = Repository.root().resolve("samples");

  private static Product product;
  private static List<AppliedManifest> samples;

  /** All are applied before the first test, so that they get ready side by side. */
  @BeforeAll
  static void applyAll(LocalControlPlane controlPlane, KubernetesClient client, Kubectl kubectl)
      throws IOException {
    product = Product.start(controlPlane, client);
    samples =
        sampleFiles().stream()
            .map(
                file ->
                    AppliedManifest.apply(
                        SAMPLES.relativize(file).toString(), file, client, kubectl, List.of()))
            .toList();
  }

  @AfterAll
  static void stop() {
    product.close();
  }

  static List<AppliedManifest> samples() {
    return samples;
  }

  private static List<Path> sampleFiles() throws IOException {
    try (Stream<Path> files = Files.walk(SAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void sampleIsAcceptedShownAsWrittenAndGetsReady(AppliedManifest sample, Etcd etcd) {
    sample.result().succeeds();
    assertThat(sample.rayClusters()).isNotEmpty();
    sample.awaitReady();
    sample.assertShownAsWritten();
    sample.assertStoredAsV1(etcd);
    sample.assertApplyingAgainSaysUnchanged();
  }

  @Test
  void readmeHasALineForEachSample() throws IOException {
    String readme = Files.readString(SAMPLES.resolve("README.md"));

    assertThat(sampleFiles())
        .allSatisfy(file -> assertThat(readme).contains("(" + SAMPLES.relativize(file) + ")"));
  }
}
