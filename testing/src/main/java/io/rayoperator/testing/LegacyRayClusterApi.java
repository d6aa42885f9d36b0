package io.rayoperator.testing;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Makes an API server know the Python operator's RayClusters ({@code cluster.ray.io/v1}), by the
 * definition that is generated into {@code config/crd/legacy}.
 *
 * <p>They change what a bare {@code kubectl get rayclusters} means, and kubectl remembers that for
 * hours: a class that uses both writes the group, or runs {@code kubectl api-resources}, which
 * looks anew. The next class starts without them.
 */
public final class LegacyRayClusterApi {

  /** For {@link KubernetesClient#genericKubernetesResources}. */
  public static final ResourceDefinitionContext V1 =
      new ResourceDefinitionContext.Builder()
          .withGroup("cluster.ray.io")
          .withVersion("v1")
          .withKind("RayCluster")
          .withPlural("rayclusters")
          .withNamespaced(true)
          .build();

  private static final Path FILE =
      Path.of("config", "crd", "legacy", "cluster.ray.io_rayclusters.yaml");
  private static final String NAME = "rayclusters.cluster.ray.io";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private LegacyRayClusterApi() {}

  /** Installs the definition, and returns when the API server serves such RayClusters. */
  public static void install(KubernetesClient client) {
    client
        .genericKubernetesResources(RayClusterDefinition.DEFINITIONS)
        .resource(Serialization.unmarshal(read(), GenericKubernetesResource.class))
        .forceConflicts()
        .serverSideApply();
    await("the Python operator's RayClusters are served")
        .atMost(TIMEOUT)
        .pollDelay(Duration.ZERO)
        .until(() -> isServed(client));
  }

  /**
   * Takes the definition away and all objects with it, whatever finalizers they have.
   *
   * @return whether it was there
   */
  public static boolean remove(KubernetesClient client) {
    if (client
        .genericKubernetesResources(RayClusterDefinition.DEFINITIONS)
        .withName(NAME)
        .delete()
        .isEmpty()) {
      return false;
    }
    await("the Python operator's RayClusters are gone")
        .atMost(TIMEOUT)
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              RayClusterApi.ignoringAbsence(() -> removeFinalizers(client));
              return client
                      .genericKubernetesResources(RayClusterDefinition.DEFINITIONS)
                      .withName(NAME)
                      .get()
                  == null;
            });
    return true;
  }

  private static void removeFinalizers(KubernetesClient client) {
    for (GenericKubernetesResource left :
        client.genericKubernetesResources(V1).inAnyNamespace().list().getItems()) {
      if (!left.getMetadata().getFinalizers().isEmpty()) {
        RayClusterApi.ignoringAbsence(
            () ->
                client
                    .genericKubernetesResources(V1)
                    .resource(left)
                    .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"finalizers\":null}}"));
      }
    }
  }

  private static boolean isServed(KubernetesClient client) {
    try {
      List<GenericKubernetesResource> served =
          client.genericKubernetesResources(V1).inNamespace("default").list().getItems();
      return served != null;
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private static String read() {
    try {
      return Files.readString(Repository.root().resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
