package io.rayoperator.operator.metrics;

import static io.rayoperator.operator.model.TestPods.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.kubernetes.cache.StoredRayCluster;
import io.rayoperator.operator.model.status.ConditionTypes;
import io.rayoperator.operator.model.status.Conditions;
import io.rayoperator.testing.Contract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Contract("14")
class ClusterMetricsTest {

  private static final String LABELS = "name=\"demo\",namespace=\"ns\"";

  private Instant now = NOW;
  private final ClusterMetrics metrics = new ClusterMetrics(() -> now);

  @Test
  void clusterIsCountedWithItsOrigin() throws IOException {
    metrics.observed(cluster("u", Map.of()), status(false));
    assertThat(text())
        .contains("kuberay_cluster_info{" + LABELS + ",owner_kind=\"None\",uid=\"u\"} 1")
        .contains(
            "kuberay_cluster_condition_provisioned{condition=\"false\"," + LABELS + ",uid=\"u\"} 1")
        .doesNotContain("kuberay_cluster_provisioned_duration_seconds{");

    metrics.observed(
        cluster("u", Map.of("ray.io/originated-from-crd", "RayService")), status(true));
    assertThat(text()).contains("owner_kind=\"RayService\"").contains("condition=\"true\"");
  }

  @Test
  void timeUntilProvisionedIsThatOfTheChangeThatWasSeen() throws IOException {
    metrics.observed(cluster("u", Map.of()), status(false));
    now = NOW.plusSeconds(90);
    metrics.observed(cluster("u", Map.of()), status(true));
    now = NOW.plusSeconds(500);
    metrics.observed(cluster("u", Map.of()), status(true));
    assertThat(text())
        .contains("kuberay_cluster_provisioned_duration_seconds{" + LABELS + ",uid=\"u\"} 90.0");
  }

  @Test
  void clusterThatWasProvisionedBeforeTellsNoTime() throws IOException {
    metrics.observed(cluster("u", Map.of()), status(true));
    assertThat(text()).doesNotContain("kuberay_cluster_provisioned_duration_seconds{");
  }

  @Test
  void clusterThatIsGoneHasNoSeries() throws IOException {
    metrics.observed(cluster("u", Map.of()), status(true));
    metrics.forget(cluster("u", Map.of()));
    assertThat(text()).doesNotContain(LABELS);
  }

  private String text() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, metrics.collect());
    return out.toString(StandardCharsets.UTF_8);
  }

  private static StoredRayCluster cluster(String uid, Map<String, String> labels) {
    StoredRayCluster cluster = new StoredRayCluster();
    cluster.setMetadata(
        new ObjectMetaBuilder()
            .withName("demo")
            .withNamespace("ns")
            .withUid(uid)
            .withLabels(labels)
            .withCreationTimestamp(NOW.toString())
            .build());
    return cluster;
  }

  private static RayClusterStatus status(boolean provisioned) {
    RayClusterStatus status = new RayClusterStatus();
    status.setConditions(
        new Conditions(status, NOW).set(ConditionTypes.PROVISIONED, provisioned, "R", "").toList());
    return status;
  }
}
