package io.rayoperator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apiextensions.v1.WebhookClientConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.TestNamespace;
import io.rayoperator.webhook.registration.CaBundleInjector;
import io.rayoperator.webhook.registration.WebhookRegistration;
import io.rayoperator.webhook.selfmanaged.CertificatePolicy;
import io.rayoperator.webhook.selfmanaged.SelfManagedCertificates;
import io.rayoperator.webhook.selfmanaged.ServingNames;
import io.rayoperator.webhook.selfmanaged.TrustPublisher;
import io.rayoperator.webhook.tls.KeyPairPem;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of our own, and how the API server learns to trust them. */
@ControlPlane
class SelfManagedOnApiServerIT {

  private static final String NAME = "ray-operator";
  private static final String SERVICE =
      """
      {"spec": {"conversion": {"strategy": "Webhook", "webhook": {"conversionReviewVersions": ["v1"],
        "clientConfig": {"url": null, "caBundle": null,
          "service": {"namespace": "default", "name": "webhooks", "path": "/convert", "port": 443}}}}}}
      """;
  private static final String CLUSTER =
      """
      apiVersion: ray.io/v1alpha1
      kind: RayCluster
      metadata: {name: demo%d}
      spec:
        headGroupSpec:
          rayStartParams: {}
          template: {spec: {containers: [{name: head, image: ray}]}}
      """;

  @TempDir Path directory;

  @BeforeEach
  void define(KubernetesClient client) {
    RayClusterApi.installWithoutWebhooks(client);
  }

  private static WebhookClientConfig conversion(KubernetesClient client) {
    return client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("rayclusters.ray.io")
        .get()
        .getSpec()
        .getConversion()
        .getWebhook()
        .getClientConfig();
  }

  private static void nameAService(KubernetesClient client) {
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("rayclusters.ray.io")
        .patch(PatchContext.of(PatchType.JSON_MERGE), SERVICE);
  }

  private SelfManagedCertificates certificates(int generation, TrustPublisher publisher) {
    return SelfManagedCertificates.inDirectory(
        directory,
        new ServingNames(Set.of("localhost", "generation-" + generation), Set.of("127.0.0.1")),
        CertificatePolicy.USUAL,
        publisher);
  }

  @Test
  void registrationByUrlTakesThePlaceOfAService(KubernetesClient client) throws Exception {
    nameAService(client);
    WebhookRegistration registration =
        new WebhookRegistration(client, URI.create("https://127.0.0.1:12345"));
    String caBundle = certificates(0, TrustPublisher.NONE).caBundle();
    registration.publish(caBundle);
    registration.publish(caBundle);
    assertThat(conversion(client).getUrl()).isEqualTo("https://127.0.0.1:12345/convert");
    assertThat(conversion(client).getService()).isNull();
    assertThat(
            client
                .admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName(NAME)
                .get())
        .isNotNull();

    registration.remove();
    assertThat(
            client
                .admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName(NAME)
                .get())
        .isNull();
  }

  @Test
  void injectorWritesTheCaBundleAndLeavesTheServiceAlone(KubernetesClient client) throws Exception {
    String caBundle = certificates(0, TrustPublisher.NONE).caBundle();
    WebhookRegistration registration =
        new WebhookRegistration(client, URI.create("https://127.0.0.1:12345"));
    registration.publish(caBundle + caBundle);
    nameAService(client);
    new CaBundleInjector(client, NAME, NAME).publish(caBundle);
    String encoded =
        Base64.getEncoder().encodeToString(caBundle.getBytes(StandardCharsets.US_ASCII));
    assertThat(conversion(client).getCaBundle()).isEqualTo(encoded);
    assertThat(conversion(client).getService().getName()).isEqualTo("webhooks");
    assertThat(
            client
                .admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName(NAME)
                .get()
                .getWebhooks())
        .allMatch(webhook -> webhook.getClientConfig().getCaBundle().equals(encoded));
    registration.remove();
  }

  @Test
  void replicasThatShareASecretAgree(KubernetesClient client, TestNamespace namespace)
      throws Exception {
    List<Callable<KeyPairPem>> replicas = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      replicas.add(() -> inSecret(client, namespace).read());
    }
    List<KeyPairPem> served = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(replicas.size())) {
      for (Future<KeyPairPem> replica : executor.invokeAll(replicas)) {
        served.add(replica.get());
      }
    }
    assertThat(served).containsOnly(inSecret(client, namespace).read());
  }

  private static SelfManagedCertificates inSecret(
      KubernetesClient client, TestNamespace namespace) {
    return SelfManagedCertificates.inSecret(
        client,
        namespace.name(),
        "webhook-certificates",
        ServingNames.ofService("webhooks", namespace.name()),
        CertificatePolicy.USUAL,
        TrustPublisher.NONE);
  }

  @Test
  void rotationUnderLoadLosesNoRequest(
      KubernetesClient client, Kubectl kubectl, TestNamespace namespace) throws Exception {
    AtomicInteger generation = new AtomicInteger();
    WebhookServerConfig config =
        WebhookServerConfig.serving(
                () -> certificates(generation.get(), TrustPublisher.NONE).read())
            .withAddress(WebhookServerConfig.Address.LOCAL)
            .withCertificateRefresh(Duration.ofMillis(20))
            .withShutdown(WebhookServerConfig.Shutdown.PROMPT);
    try (WebhookServer server = WebhookServer.start(config)) {
      WebhookRegistration registration =
          new WebhookRegistration(client, URI.create("https://127.0.0.1:" + server.port()));
      registration.publish(certificates(0, TrustPublisher.NONE).caBundle());
      Kubectl user = kubectl.in(namespace);
      await().until(() -> user.apply(CLUSTER.formatted(0)).exitCode() == 0);
      for (int i = 1; i <= 15; i++) {
        generation.set(i);
        user.apply(CLUSTER.formatted(i)).succeeds();
      }
      registration.remove();
    }
  }
}
