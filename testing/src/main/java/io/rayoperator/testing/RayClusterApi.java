package io.rayoperator.testing;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.time.Duration;

/**
 * Makes an API server know RayClusters: the generated custom resource definition, and the webhooks
 * of a server that runs beside it.
 *
 * <p>Both are cluster-wide; {@link ControlPlane} takes care that one test class at a time uses
 * them.
 */
public final class RayClusterApi {

  /** For {@link KubernetesClient#genericKubernetesResources} in the storage version. */
  public static final ResourceDefinitionContext V1 = version("v1");

  /** For {@link KubernetesClient#genericKubernetesResources} in the old version. */
  public static final ResourceDefinitionContext V1ALPHA1 = version("v1alpha1");

  private static final int TOO_MANY_REQUESTS = 429;

  private RayClusterApi() {}

  /**
   * Installs the custom resource definition, with conversion and admission by this webhook server,
   * and returns when the API server uses them. The server must run already.
   */
  public static void install(KubernetesClient client, WebhookEndpoint webhooks) {
    AdmissionWebhooks.remove(client);
    RayClusterDefinition.install(client, webhooks);
    AdmissionWebhooks.install(client, webhooks);
    RayClusterDefinition.awaitConversion(client);
  }

  /**
   * Installs the custom resource definition without any webhook: only the schema's own rules hold,
   * and a conversion changes the version's name and nothing else. For tests of {@code ray.io/v1}
   * alone.
   */
  public static void installWithoutWebhooks(KubernetesClient client) {
    AdmissionWebhooks.remove(client);
    RayClusterDefinition.installWithoutConversion(client);
  }

  /**
   * Takes all webhooks and RayClusters away. The custom resource definition stays, if there is one.
   */
  static void reset(KubernetesClient client) {
    AdmissionWebhooks.remove(client);
    ignoringAbsence(() -> RayClusterDefinition.switchConversionOff(client));
    ignoringAbsence(() -> onceStorageIsReady(() -> deleteRayClusters(client)));
  }

  /**
   * Repeats requests that come too early: a moment after a definition has changed, the API server
   * makes its storage anew, and says "too many requests" meanwhile.
   */
  private static void onceStorageIsReady(Runnable requests) {
    await("the storage of RayClusters is ready")
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              try {
                requests.run();
                return true;
              } catch (KubernetesClientException e) {
                if (e.getCode() != TOO_MANY_REQUESTS) {
                  throw e;
                }
                return false;
              }
            });
  }

  private static void deleteRayClusters(KubernetesClient client) {
    for (GenericKubernetesResource left :
        client.genericKubernetesResources(V1).inAnyNamespace().list().getItems()) {
      if (!left.getMetadata().getFinalizers().isEmpty()) {
        client
            .genericKubernetesResources(V1)
            .resource(left)
            .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
      }
      client.genericKubernetesResources(V1).resource(left).delete();
    }
  }

  /** Runs a request; it is fine if what it is about does not exist. */
  static void ignoringAbsence(Runnable request) {
    try {
      request.run();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    }
  }

  private static ResourceDefinitionContext version(String version) {
    return new ResourceDefinitionContext.Builder()
        .withGroup("ray.io")
        .withVersion(version)
        .withKind("RayCluster")
        .withPlural("rayclusters")
        .withNamespaced(true)
        .build();
  }
}
