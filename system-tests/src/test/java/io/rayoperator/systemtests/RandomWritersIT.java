package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Etcd;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.TestNamespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Eight clients write at random to the same objects, through both versions and in every way that
 * there is: each revision, in both versions, is what the writes mean.
 *
 * <p>System properties: {@code random.writers.seconds}, {@code random.writers.seed}.
 */
@ControlPlane
class RandomWritersIT {

  private static final int CLIENTS = 8;
  private static final int OBJECTS_PER_KIND = 4;
  private static final Duration DURATION =
      Duration.ofSeconds(Integer.getInteger("random.writers.seconds", 40));
  private static final Duration SHORT = Duration.ofSeconds(3);
  private static final int MAX_SHORT_RUNS = 20;

  private final long seed =
      Long.getLong("random.writers.seed", ThreadLocalRandom.current().nextInt(1_000_000));

  @Test
  void noFieldIsLostAndNoneComesBack(
      LocalControlPlane controlPlane, KubernetesClient client, Etcd etcd, TestNamespace namespace) {
    try (Product _ = Product.startWithoutOperator(controlPlane, client)) {
      List<WrittenObject> objects = objects(client, namespace);
      try (RandomWriting writing = new RandomWriting(client, namespace, objects)) {
        writing.run(CLIENTS, seed, DURATION);
        print(writing, objects);

        assertThat(writing.differences()).as("seed " + seed).isEmpty();
      }
      assertThat(etcd.customResources("ray.io", "rayclusters").values())
          .hasSizeGreaterThanOrEqualTo(objects.size())
          .allSatisfy(
              stored ->
                  assertThat(
                          Serialization.unmarshal(stored, JsonNode.class)
                              .path("apiVersion")
                              .asText())
                      .isEqualTo("ray.io/v1"));
    }
  }

  /** The test of the test: with the conversion of Kubernetes itself, v1alpha1 loses fields. */
  @Test
  void lossesAreFoundWhereThereAreSome(KubernetesClient client, TestNamespace namespace) {
    RayClusterApi.installWithoutWebhooks(client);
    RawApi api = new RawApi(client, namespace);
    ObjectNode probe = Serialization.unmarshal(OldManifest.KUBERAY.yaml(), ObjectNode.class);
    await("the API server converts by itself")
        .atMost(Duration.ofMinutes(1))
        .until(() -> api.create(probe, "?dryRun=All").isSuccess());
    List<WrittenObject> objects =
        List.of(
            WrittenObject.create(OldManifest.KUBERAY, "v1alpha1", 0, api),
            WrittenObject.create(OldManifest.KUBERAY, "v1", 1, api));
    try (RandomWriting writing = new RandomWriting(client, namespace, objects)) {
      List<WritePath> plain =
          List.of(WritePath.JSON_PATCH, WritePath.MERGE_PATCH, WritePath.REPLACE);
      for (int i = 0; i < MAX_SHORT_RUNS && writing.differences().isEmpty(); i++) {
        writing.run(CLIENTS, seed + i, SHORT, plain);
      }

      assertThat(writing.differences())
          .as("seed " + seed)
          .anySatisfy(difference -> assertThat(difference).contains(" lost in v1:"));
    }
  }

  private static List<WrittenObject> objects(KubernetesClient client, TestNamespace namespace) {
    RawApi api = new RawApi(client, namespace);
    List<WrittenObject> objects = new ArrayList<>();
    for (int number = 0; number < OBJECTS_PER_KIND; number++) {
      for (OldManifest layout : OldManifest.values()) {
        objects.add(WrittenObject.create(layout, "v1alpha1", number, api));
      }
      objects.add(WrittenObject.create(OldManifest.KUBERAY, "v1", number, api));
    }
    return objects;
  }

  private void print(RandomWriting writing, List<WrittenObject> objects) {
    int revisions = objects.stream().mapToInt(WrittenObject::revisions).sum();
    Map<OldManifest, Long> perLayout =
        objects.stream()
            .collect(Collectors.groupingBy(WrittenObject::layout, Collectors.counting()));
    System.out.printf(
        "random writers: seed %d, %d clients, %d s, objects %s, %d revisions checked in both versions%n",
        seed, CLIENTS, DURATION.toSeconds(), perLayout, revisions);
    writing.counts().forEach((how, count) -> System.out.printf("%8d  %s%n", count, how));
  }
}
