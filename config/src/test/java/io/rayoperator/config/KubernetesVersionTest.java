package io.rayoperator.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rayoperator.testing.GuideRow;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oldest Kubernetes that this release runs on is the same wherever it is told. */
class KubernetesVersionTest {

  private static final String OLDEST = "1.30";

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/operations.md", "docs/python-operator.md"})
  @GuideRow("004-5")
  void documentsTellTheOldest(String file) throws IOException {
    assertThat(Files.readString(Repository.root().resolve(file)))
        .contains("Kubernetes " + OLDEST + " or newer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"helm/ray", "helm/ray-operator"})
  @GuideRow("004-5")
  void chartsRefuseAnOlderOne(String chart) throws IOException {
    assertThat(
            new YAMLMapper()
                .readTree(Repository.root().resolve(chart).resolve("Chart.yaml").toFile())
                .path("kubeVersion")
                .asText())
        .isEqualTo(">=" + OLDEST + ".0-0");
  }
}
