package io.rayoperator.testing;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperationsBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;

/**
 * The registration of the admission webhooks for {@code ray.io/v1} RayClusters.
 *
 * <p>The API server learns of a registration a moment after it has stored it, and nothing tells
 * when. So each registration also holds a sentinel: a webhook that nobody serves, for service
 * accounts with a label that is new each time. As soon as the API server refuses such a service
 * account, it uses this registration.
 */
final class AdmissionWebhooks {

  private static final String NAME = "ray-operator-test";
  private static final String SENTINEL_LABEL = "sentinel.testing.ray.io";
  private static final URI NOBODY = URI.create("https://127.0.0.1:1/");
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private AdmissionWebhooks() {}

  static void install(KubernetesClient client, WebhookEndpoint webhooks) {
    String mutatingSentinel = installMutating(client, webhooks);
    String validatingSentinel = installValidating(client, webhooks);
    awaitSentinel(client, mutatingSentinel);
    awaitSentinel(client, validatingSentinel);
  }

  static void remove(KubernetesClient client) {
    client.admissionRegistration().v1().mutatingWebhookConfigurations().withName(NAME).delete();
    client.admissionRegistration().v1().validatingWebhookConfigurations().withName(NAME).delete();
  }

  private static String installMutating(KubernetesClient client, WebhookEndpoint webhooks) {
    String sentinel = UUID.randomUUID().toString();
    MutatingWebhook mutate =
        new MutatingWebhookBuilder()
            .withName("mutate.rayclusters.ray.io")
            .withClientConfig(clientConfig(webhooks, "/mutate"))
            .withRules(rayClusters())
            .withMatchPolicy("Equivalent")
            .withFailurePolicy("Fail")
            .withSideEffects("None")
            .withTimeoutSeconds(10)
            .withAdmissionReviewVersions("v1")
            .build();
    MutatingWebhook nobody =
        new MutatingWebhookBuilder(mutate)
            .withName("sentinel.mutate.rayclusters.ray.io")
            .withClientConfig(nobody(webhooks))
            .withRules(serviceAccounts())
            .withNewObjectSelector()
            .addToMatchLabels(SENTINEL_LABEL, sentinel)
            .endObjectSelector()
            .build();
    client
        .resource(
            new MutatingWebhookConfigurationBuilder()
                .withMetadata(metadata())
                .withWebhooks(mutate, nobody)
                .build())
        .forceConflicts()
        .serverSideApply();
    return sentinel;
  }

  private static String installValidating(KubernetesClient client, WebhookEndpoint webhooks) {
    String sentinel = UUID.randomUUID().toString();
    ValidatingWebhook validate =
        new ValidatingWebhookBuilder()
            .withName("validate.rayclusters.ray.io")
            .withClientConfig(clientConfig(webhooks, "/validate"))
            .withRules(rayClusters())
            .withMatchPolicy("Equivalent")
            .withFailurePolicy("Fail")
            .withSideEffects("None")
            .withTimeoutSeconds(10)
            .withAdmissionReviewVersions("v1")
            .build();
    ValidatingWebhook nobody =
        new ValidatingWebhookBuilder(validate)
            .withName("sentinel.validate.rayclusters.ray.io")
            .withClientConfig(nobody(webhooks))
            .withRules(serviceAccounts())
            .withNewObjectSelector()
            .addToMatchLabels(SENTINEL_LABEL, sentinel)
            .endObjectSelector()
            .build();
    client
        .resource(
            new ValidatingWebhookConfigurationBuilder()
                .withMetadata(metadata())
                .withWebhooks(validate, nobody)
                .build())
        .forceConflicts()
        .serverSideApply();
    return sentinel;
  }

  private static ObjectMeta metadata() {
    return new ObjectMetaBuilder().withName(NAME).build();
  }

  private static RuleWithOperations rayClusters() {
    return rule("ray.io", "rayclusters");
  }

  private static RuleWithOperations serviceAccounts() {
    return rule("", "serviceaccounts");
  }

  private static RuleWithOperations rule(String group, String resource) {
    return new RuleWithOperationsBuilder()
        .withApiGroups(group)
        .withApiVersions("v1")
        .withResources(resource)
        .withOperations("CREATE", "UPDATE")
        .withScope("Namespaced")
        .build();
  }

  private static WebhookClientConfig clientConfig(WebhookEndpoint webhooks, String path) {
    return new WebhookClientConfigBuilder()
        .withUrl(webhooks.path(path).toString())
        .withCaBundle(RayClusterDefinition.base64(webhooks.caBundle()))
        .build();
  }

  private static WebhookClientConfig nobody(WebhookEndpoint webhooks) {
    return clientConfig(new WebhookEndpoint(NOBODY, webhooks.caBundle()), "/");
  }

  private static void awaitSentinel(KubernetesClient client, String sentinel) {
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
      return String.valueOf(e.getMessage()).contains("sentinel.");
    }
  }
}
