package io.rayoperator.operator;

import static io.rayoperator.testing.RayClusters.withWorkers;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rayoperator.testing.ApiRequest;
import io.rayoperator.testing.AuditLog;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.TestNamespace;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One cluster in which much happens. */
@ControlPlane(components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK})
class BusyClusterIT {

  private static final int MANY = 150;
  private static final Pattern PASSES =
      Pattern.compile("controller_runtime_reconcile_total\\{[^}]*result=\"success\"} ([0-9.]+)");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private RayClusterOperator operator;

  @BeforeEach
  void start(KubernetesClient client) {
    RayClusterApi.installWithoutWebhooks(client);
    operator = RayClusterOperator.start(TestOperator.config().build(), client, registry);
  }

  @AfterEach
  void stop() {
    operator.close();
  }

  @Test
  void itsStatusIsWrittenSeldomWhileManyPodsStart(
      KubernetesClient client, TestNamespace namespace, AuditLog audit) {
    AuditLog.Mark mark = audit.mark();
    long begin = System.nanoTime();
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo", withWorkers("small", MANY));
    demo.awaitReady();
    int seconds = (int) Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    assertThat(
            audit.requestsSince(mark).stream()
                .filter(ApiRequest::isWrite)
                .filter(request -> request.namespace().equals(namespace.name()))
                .filter(request -> request.resource().equals("rayclusters/status")))
        .hasSizeBetween(2, 8 + seconds / 8);
  }

  @Test
  void isLookedAtAFewTimesASecond(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo");
    demo.awaitReady();
    int passesBefore = passes();
    long begin = System.nanoTime();
    for (int i = 0; i < MANY; i++) {
      demo.resource()
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              "{\"metadata\": {\"annotations\": {\"change\": \"%d\"}}}".formatted(i));
    }
    Duration taken = Duration.ofNanos(System.nanoTime() - begin);
    int seconds = (int) taken.toSeconds() + 1;
    assertThat(passes() - passesBefore).isBetween(1, 3 * seconds + 1).isLessThan(MANY / 2);
  }

  private int passes() {
    Matcher passes = PASSES.matcher(registry.scrape());
    assertThat(passes.find()).isTrue();
    return (int) Double.parseDouble(passes.group(1));
  }
}
