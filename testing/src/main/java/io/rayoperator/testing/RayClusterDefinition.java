package io.rayoperator.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The custom resource definition of RayClusters as it is generated into {@code config/crd/bases}.
 */
final class RayClusterDefinition {

  private static final Path FILE = Path.of("config", "crd", "bases", "ray.io_rayclusters.yaml");
  private static final String NAME = "rayclusters.ray.io";
  private static final String CONVERSIONS =
      "apiserver_crd_conversion_webhook_duration_seconds_count";
  private static final String FINGERPRINT = "testing.ray.io/fingerprint";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  static final ResourceDefinitionContext DEFINITIONS =
      new ResourceDefinitionContext.Builder()
          .withGroup("apiextensions.k8s.io")
          .withVersion("v1")
          .withKind("CustomResourceDefinition")
          .withPlural("customresourcedefinitions")
          .withNamespaced(false)
          .build();

  /** Whether they are served shows in the first; there may be thousands. */
  private static final ListOptions ONE = new ListOptionsBuilder().withLimit(1L).build();

  private RayClusterDefinition() {}

  static void install(KubernetesClient client, WebhookEndpoint webhooks) {
    installSchema(client);
    ObjectNode conversion = JSON.createObjectNode().put("strategy", "Webhook");
    ObjectNode webhook = conversion.putObject("webhook");
    webhook.putArray("conversionReviewVersions").add("v1");
    webhook
        .putObject("clientConfig")
        .put("url", webhooks.path("/convert").toString())
        .put("caBundle", base64(webhooks.caBundle()))
        .putNull("service");
    setConversion(client, conversion);
    awaitServed(client);
  }

  static void installWithoutConversion(KubernetesClient client) {
    installSchema(client);
    switchConversionOff(client);
    awaitServed(client);
  }

  /** Fails with "not found" if there is no definition. */
  static void switchConversionOff(KubernetesClient client) {
    setConversion(client, JSON.createObjectNode().put("strategy", "None").putNull("webhook"));
  }

  /**
   * Waits until the API server calls the conversion webhook. It learns of a changed definition a
   * moment after it has stored it. Admission of an old version's object takes a conversion, and the
   * API server counts those.
   */
  static void awaitConversion(KubernetesClient client) {
    long before = conversions(client);
    await("the API server converts RayClusters by the webhook server")
        .atMost(TIMEOUT)
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              createInOldVersionWithoutStoring(client);
              return conversions(client) > before;
            });
  }

  private static void createInOldVersionWithoutStoring(KubernetesClient client) {
    GenericKubernetesResource empty =
        new GenericKubernetesResourceBuilder()
            .withApiVersion("ray.io/v1alpha1")
            .withKind("RayCluster")
            .withNewMetadata()
            .withName("sentinel")
            .endMetadata()
            .build();
    try {
      client
          .genericKubernetesResources(RayClusterApi.V1ALPHA1)
          .inNamespace("default")
          .resource(empty)
          .dryRun()
          .create();
    } catch (KubernetesClientException e) {
      // Nearly always refused: it has no spec.
      if (e.getCode() == 0) {
        throw e;
      }
    }
  }

  private static long conversions(KubernetesClient client) {
    return client
        .raw("/metrics")
        .lines()
        .filter(
            line ->
                line.startsWith(CONVERSIONS)
                    && line.contains(NAME)
                    && line.contains("succeeded=\"true\""))
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** The definition is large: an API server works seconds on it, so it is sent once. */
  private static void installSchema(KubernetesClient client) {
    String text = read();
    String fingerprint = Integer.toHexString(text.hashCode());
    if (fingerprint.equals(installedFingerprint(client))) {
      return;
    }
    GenericKubernetesResource definition =
        Serialization.unmarshal(text, GenericKubernetesResource.class);
    definition.getMetadata().getAnnotations().put(FINGERPRINT, fingerprint);
    client
        .genericKubernetesResources(DEFINITIONS)
        .resource(definition)
        .forceConflicts()
        .serverSideApply();
  }

  private static @Nullable String installedFingerprint(KubernetesClient client) {
    GenericKubernetesResource installed =
        client.genericKubernetesResources(DEFINITIONS).withName(NAME).get();
    return installed == null ? null : installed.getMetadata().getAnnotations().get(FINGERPRINT);
  }

  private static void setConversion(KubernetesClient client, ObjectNode conversion) {
    ObjectNode patch = JSON.createObjectNode();
    patch.putObject("spec").set("conversion", conversion);
    client
        .genericKubernetesResources(DEFINITIONS)
        .withName(NAME)
        .patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
  }

  private static void awaitServed(KubernetesClient client) {
    await("RayClusters are served")
        .atMost(TIMEOUT)
        .pollDelay(Duration.ZERO)
        .until(() -> isServed(client));
  }

  private static boolean isServed(KubernetesClient client) {
    try {
      client.genericKubernetesResources(RayClusterApi.V1).inNamespace("default").list(ONE);
      return true;
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

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
