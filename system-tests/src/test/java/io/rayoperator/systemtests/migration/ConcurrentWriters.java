package io.rayoperator.systemtests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.TestNamespace;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Clients that edit objects through both versions, and remember what the API server has accepted.
 * Each has fields of its own.
 */
final class ConcurrentWriters implements AutoCloseable {

  private static final int WRITERS = 3;
  private static final int MIN_ACCEPTED = 100;

  private final KubernetesClient client;
  private final TestNamespace namespace;
  private final int objects;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  private final Map<Field, String> accepted = new ConcurrentHashMap<>();

  private record Field(String object, String pointer) {

    String in(Map<String, JsonNode> shown) {
      return Objects.requireNonNull(shown.get(object), object).at(pointer).asText();
    }
  }

  private ConcurrentWriters(KubernetesClient client, TestNamespace namespace, int objects) {
    this.client = client;
    this.namespace = namespace;
    this.objects = objects;
  }

  static ConcurrentWriters start(
      LocalControlPlane controlPlane, TestNamespace namespace, int objects) {
    return new ConcurrentWriters(controlPlane.newClient(), namespace, objects);
  }

  void writeAsLongAs(BooleanSupplier goOn) {
    CompletableFuture.allOf(
            IntStream.range(0, WRITERS)
                .mapToObj(
                    writer ->
                        CompletableFuture.runAsync(
                            () -> {
                              Random random = new Random(writer);
                              for (int edit = 1; goOn.getAsBoolean(); edit++) {
                                edit(writer, edit, KubeRayObjects.name(random.nextInt(objects)));
                              }
                            },
                            executor))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  private void edit(int writer, int edit, String object) {
    String annotation = "writer-" + writer;
    String patch =
        "{\"metadata\": {\"annotations\": {\"%s\": \"%d\"}}, \"spec\": {\"headGroupSpec\": {\"rayStartParams\": {\"%s\": \"%d\"}}}}"
            .formatted(annotation, edit, annotation, edit);
    boolean old = edit % 2 == 0;
    while (true) {
      try {
        client
            .genericKubernetesResources(old ? RayClusterApi.V1ALPHA1 : RayClusterApi.V1)
            .inNamespace(namespace.name())
            .withName(object)
            .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
        break;
      } catch (KubernetesClientException e) {
        // For a moment after the definition has changed, the API server makes its storage anew.
        if (e.getCode() != 0 && e.getCode() != 429 && e.getCode() < 500) {
          throw e;
        }
      }
    }
    accepted.put(new Field(object, "/metadata/annotations/" + annotation), "" + edit);
    accepted.put(new Field(object, "/spec/headGroupSpec/rayStartParams/" + annotation), "" + edit);
  }

  void assertNothingIsLost(Map<String, JsonNode> shown) {
    assertThat(accepted).hasSizeGreaterThan(MIN_ACCEPTED);
    assertThat(accepted)
        .allSatisfy(
            (field, value) -> assertThat(field.in(shown)).as(field.toString()).isEqualTo(value));
  }

  @Override
  public void close() {
    executor.close();
    client.close();
  }
}
