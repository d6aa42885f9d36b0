package io.rayoperator.testing;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperationsBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * The registration of the admission webhooks as {@code config/webhook} has it, but for a server at
 * a URL.
 *
 * <p>The API server learns of a registration a moment after it has stored it, and nothing tells
 * when. So each registration also holds a sentinel: a webhook that nobody serves, for service
 * accounts with a label that is new each time. As soon as the API server refuses such a service
 * account, it uses this registration.
 */
final class AdmissionWebhooks {

  private static final Path FILE = Path.of("config", "webhook", "admission.yaml");
  private static final String SENTINEL_LABEL = "sentinel.testing.ray.io";
  private static final String SENTINEL = "sentinel.";
  private static final URI NOBODY = URI.create("https://127.0.0.1:1");
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private AdmissionWebhooks() {}

  static void install(KubernetesClient client, WebhookEndpoint webhooks) {
    for (HasMetadata registration : read(client)) {
      String sentinel = UUID.randomUUID().toString();
      switch (registration) {
        case MutatingWebhookConfiguration mutating -> prepare(mutating, webhooks, sentinel);
        case ValidatingWebhookConfiguration validating -> prepare(validating, webhooks, sentinel);
        default -> throw new IllegalStateException(FILE + " holds a " + registration.getKind());
      }
      client.resource(registration).forceConflicts().serverSideApply();
      awaitUse(client, sentinel);
    }
  }

  static void remove(KubernetesClient client) {
    read(client).forEach(registration -> client.resource(registration).delete());
  }

  private static void prepare(
      MutatingWebhookConfiguration registration, WebhookEndpoint webhooks, String sentinel) {
    registration
        .getWebhooks()
        .forEach(webhook -> webhook.setClientConfig(at(webhooks, webhook.getClientConfig())));
    registration
        .getWebhooks()
        .add(
            new MutatingWebhookBuilder(registration.getWebhooks().getFirst())
                .withName(SENTINEL + registration.getWebhooks().getFirst().getName())
                .withClientConfig(nobody(webhooks))
                .withRules(serviceAccounts())
                .withNewObjectSelector()
                .addToMatchLabels(SENTINEL_LABEL, sentinel)
                .endObjectSelector()
                .build());
  }

  private static void prepare(
      ValidatingWebhookConfiguration registration, WebhookEndpoint webhooks, String sentinel) {
    registration
        .getWebhooks()
        .forEach(webhook -> webhook.setClientConfig(at(webhooks, webhook.getClientConfig())));
    registration
        .getWebhooks()
        .add(
            new ValidatingWebhookBuilder(registration.getWebhooks().getFirst())
                .withName(SENTINEL + registration.getWebhooks().getFirst().getName())
                .withClientConfig(nobody(webhooks))
                .withRules(serviceAccounts())
                .withNewObjectSelector()
                .addToMatchLabels(SENTINEL_LABEL, sentinel)
                .endObjectSelector()
                .build());
  }

  private static WebhookClientConfig at(WebhookEndpoint webhooks, WebhookClientConfig inCluster) {
    return clientConfig(webhooks.path(inCluster.getService().getPath()), webhooks.caBundle());
  }

  private static WebhookClientConfig nobody(WebhookEndpoint webhooks) {
    return clientConfig(NOBODY, webhooks.caBundle());
  }

  private static WebhookClientConfig clientConfig(URI url, String caBundle) {
    return new WebhookClientConfigBuilder()
        .withUrl(url.toString())
        .withCaBundle(RayClusterDefinition.base64(caBundle))
        .build();
  }

  private static RuleWithOperations serviceAccounts() {
    return new RuleWithOperationsBuilder()
        .withApiGroups("")
        .withApiVersions("v1")
        .withResources("serviceaccounts")
        .withOperations("CREATE")
        .build();
  }

  private static void awaitUse(KubernetesClient client, String sentinel) {
    ServiceAccount account =
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withGenerateName("sentinel-")
            .withNamespace("default")
            .addToLabels(SENTINEL_LABEL, sentinel)
            .endMetadata()
            .build();
    await("the API server uses the webhooks")
        .atMost(TIMEOUT)
        .pollDelay(Duration.ZERO)
        .until(() -> isRefused(client, account));
  }

  private static boolean isRefused(KubernetesClient client, ServiceAccount account) {
    try {
      client.resource(account).dryRun().create();
      return false;
    } catch (KubernetesClientException e) {
      return String.valueOf(e.getMessage()).contains(SENTINEL);
    }
  }

  private static List<HasMetadata> read(KubernetesClient client) {
    try (InputStream file = Files.newInputStream(Repository.root().resolve(FILE))) {
      return client.load(file).items();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
