package io.rayoperator.systemtests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Etcd;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.TestNamespace;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clusters that KubeRay installed become ours, and no object changes. */
@ControlPlane(own = true)
class MigrationIT {

  private static final int OK = 0;
  private static final int FINDINGS = 1;
  private static final int STOPPED = 3;
  private static final String FAST = "--qps=100000";

  private static WebhookProcess webhooks;

  private final LocalControlPlane controlPlane;
  private final KubernetesClient client;
  private final Etcd etcd;

  MigrationIT(LocalControlPlane controlPlane, KubernetesClient client, Etcd etcd) {
    this.controlPlane = controlPlane;
    this.client = client;
    this.etcd = etcd;
  }

  @BeforeAll
  static void start(LocalControlPlane controlPlane) {
    KubeRayDefinition.file();
    webhooks = WebhookProcess.start(controlPlane);
  }

  @AfterAll
  static void stop() {
    if (webhooks != null) {
      webhooks.close();
    }
  }

  /** With many objects this takes longer than the end of a test's namespace waits. */
  @AfterEach
  void removeDefinition() {
    WebhookProcess.unregister(client);
    KubeRayDefinition.remove(client);
  }

  private KubeRayObjects installed(KubeRayDefinition definition, TestNamespace namespace) {
    definition.install(client);
    return new KubeRayObjects(client, namespace);
  }

  @Test
  void twoThousandObjectsOfKubeRayStayAsTheyAre(TestNamespace namespace) throws IOException {
    KubeRayObjects objects = installed(KubeRayDefinition.V1_STORED, namespace);
    objects.create(2_000);
    webhooks.register(client);
    Map<String, JsonNode> before = objects.shown("v1");
    Map<String, JsonNode> storedBefore = KubeRayObjects.storedObjects(etcd);
    Map<String, List<String>> managers = objects.managers();
    assertThat(before).hasSize(2_000);

    JsonNode plan =
        new ObjectMapper()
            .readTree(
                MigrateRun.start(controlPlane, "--plan", "-o=json").endsWith(FINDINGS).output());
    assertThat(plan.at("/definition/origin").asText()).isEqualTo("KubeRay");
    assertThat(plan.at("/namespaces/0/layouts/kuberay").asLong()).isEqualTo(2_000);
    assertThat(plan.at("/refusedToday/count").asLong()).isEqualTo(2_000 / 6);
    assertThat(plan.at("/refusedToday/findings/0/reasons").toString()).contains("minReplicas");
    assertThat(plan.at("/v1alpha1Writers/0/manager").asText()).isNotEmpty();
    assertThat(plan.at("/losingFields/count").asLong()).isZero();
    assertThat(objects.shown("v1")).as("after a mere plan").isEqualTo(before);
    assertThat(KubeRayDefinition.installed(client).at("/spec/conversion/strategy").asText())
        .isEqualTo("None");

    MigrateRun run = MigrateRun.start(controlPlane, FAST).endsWith(OK);

    assertThat(run.output()).contains("Done: every RayCluster is stored as ray.io/v1.");
    assertThat(run.progress())
        .contains("v1 shows 2,000 objects, v1alpha1 shows 2,000, 0 of them differ");
    assertThat(objects.shown("v1")).isEqualTo(before);
    assertThat(KubeRayObjects.storedObjects(etcd)).isEqualTo(storedBefore);
    assertThat(objects.managers()).isEqualTo(managers);
    assertThat(KubeRayObjects.stored(etcd)).isEqualTo(Map.of("ray.io/v1", 2_000L));
    KubeRayDefinition.assertIsOursAndClean(client);
  }

  @ParameterizedTest
  @EnumSource(names = {"V1ALPHA1_STORED", "V1ALPHA1_ONLY"})
  void objectsStoredAsV1alpha1AreStoredAsV1Afterwards(
      KubeRayDefinition definition, TestNamespace namespace) {
    KubeRayObjects objects = installed(definition, namespace);
    objects.createOld(200);
    webhooks.register(client);
    Map<String, JsonNode> before = objects.shown("v1alpha1");
    assertThat(KubeRayObjects.stored(etcd)).isEqualTo(Map.of("ray.io/v1alpha1", 200L));

    MigrateRun run = MigrateRun.start(controlPlane, FAST).endsWith(OK);

    assertThat(run.progress()).contains("Rewritten: 200 objects; 0 were in the storage version");
    assertThat(KubeRayObjects.stored(etcd)).isEqualTo(Map.of("ray.io/v1", 200L));
    assertThat(objects.shown("v1alpha1")).isEqualTo(before);
    KubeRayDefinition.assertIsOursAndClean(client);
  }

  @Test
  void killedAgainAndAgainItFinishesTheWorkInTheEnd(TestNamespace namespace) {
    KubeRayObjects objects = installed(KubeRayDefinition.V1ALPHA1_STORED, namespace);
    objects.createOld(600);
    webhooks.register(client);
    Map<String, JsonNode> before = objects.shown("v1alpha1");
    String slow = "--qps=300";

    MigrateRun.start(controlPlane, slow).killAfter("The definition is ray-operator's now");
    assertThat(KubeRayObjects.stored(etcd)).isEqualTo(Map.of("ray.io/v1alpha1", 600L));
    MigrateRun.start(controlPlane, slow).killAfter("120 of 600 objects rewritten");
    assertMixed(1);
    MigrateRun.start(controlPlane, slow).killAfter("480 of 600 objects rewritten");
    assertMixed(480);
    MigrateRun.start(controlPlane, FAST).killAfter("Rewritten: ");
    assertThat(KubeRayDefinition.installed(client).at("/status/storedVersions"))
        .as("before the end")
        .hasToString("[\"v1alpha1\",\"v1\"]");

    MigrateRun.start(controlPlane, FAST).endsWith(OK);

    assertThat(KubeRayObjects.stored(etcd)).isEqualTo(Map.of("ray.io/v1", 600L));
    assertThat(objects.shown("v1alpha1")).isEqualTo(before);
    KubeRayDefinition.assertIsOursAndClean(client);
    assertThat(MigrateRun.start(controlPlane, FAST, "--keep-definition").endsWith(OK).progress())
        .contains("Rewritten: 0 objects; 600 were in the storage version already");
  }

  private void assertMixed(long rewrittenAtLeast) {
    Map<String, Long> stored = KubeRayObjects.stored(etcd);
    assertThat(stored).containsOnlyKeys("ray.io/v1", "ray.io/v1alpha1");
    assertThat(stored.get("ray.io/v1")).isGreaterThanOrEqualTo(rewrittenAtLeast);
  }

  @Test
  void writersAtTheSameTimeLoseNothing(TestNamespace namespace) {
    KubeRayObjects objects = installed(KubeRayDefinition.V1ALPHA1_STORED, namespace);
    objects.createOld(300);
    webhooks.register(client);

    try (ConcurrentWriters writers = ConcurrentWriters.start(controlPlane, namespace, 300)) {
      MigrateRun run = MigrateRun.start(controlPlane, "--qps=150");
      writers.writeAsLongAs(run::isRunning);
      run.endsWith(OK);

      writers.assertNothingIsLost(objects.shown("v1"));
      writers.assertNothingIsLost(objects.shown("v1alpha1"));
    }
    assertThat(KubeRayObjects.stored(etcd)).containsOnlyKeys("ray.io/v1");
    KubeRayDefinition.assertIsOursAndClean(client);
  }

  @Test
  void withoutAWebhookServerThatConvertsNothingIsTouched(TestNamespace namespace) {
    KubeRayObjects objects = installed(KubeRayDefinition.V1_STORED, namespace);
    objects.create(6);
    JsonNode definition = KubeRayDefinition.installed(client);

    assertThat(MigrateRun.start(controlPlane).endsWith(STOPPED).progress())
        .contains(
            "There is no webhook server", "Install ray-operator first", "Nothing was changed");

    webhooks.registerAt(client, URI.create("https://127.0.0.1:" + WebhookProcess.freePort()));
    assertThat(MigrateRun.start(controlPlane).endsWith(STOPPED).progress())
        .contains(
            "Nothing was changed, since the webhook server", "does not convert", "got no answer");
    assertThat(KubeRayDefinition.installed(client).get("spec")).isEqualTo(definition.get("spec"));
    assertThat(KubeRayDefinition.installed(client).at("/metadata/generation"))
        .isEqualTo(definition.at("/metadata/generation"));
    assertThat(KubeRayObjects.stored(etcd)).isEqualTo(Map.of("ray.io/v1", 6L));
  }

  @Test
  void managedFieldsOfV1alpha1GoWhenAskedFor(TestNamespace namespace) {
    KubeRayObjects objects = installed(KubeRayDefinition.V1_STORED, namespace);
    objects.create(60);
    webhooks.register(client);
    Map<String, JsonNode> before = objects.shown("v1");
    MigrateRun.start(controlPlane, FAST).endsWith(OK);
    assertThat(objects.managers().values().toString()).contains("ray.io/v1alpha1");

    MigrateRun.start(controlPlane, FAST, "--drop-v1alpha1-managed-fields").endsWith(OK);

    assertThat(objects.managers().values())
        .hasSize(60)
        .allSatisfy(
            entries ->
                assertThat(entries)
                    .isNotEmpty()
                    .allSatisfy(entry -> assertThat(entry).endsWith(" ray.io/v1")));
    assertThat(objects.shown("v1")).isEqualTo(before);
  }
}
