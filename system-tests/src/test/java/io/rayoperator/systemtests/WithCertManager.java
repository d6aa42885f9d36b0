package io.rayoperator.systemtests;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.TestNamespace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Tests with a webhook server whose certificates cert-manager issues. */
abstract class WithCertManager {

  static CertManagedWebhooks webhooks;

  RawApi api;

  @BeforeAll
  static void start(LocalControlPlane controlPlane, KubernetesClient client) {
    webhooks = CertManagedWebhooks.start(controlPlane, client);
  }

  @AfterAll
  static void stop() {
    webhooks.close();
  }

  @BeforeEach
  void inThisNamespace(KubernetesClient client, TestNamespace namespace) {
    this.api = new RawApi(client, namespace);
  }

  /** What becomes of requests while something happens, until its certificate is served. */
  SteadyClients.Count during(String event, Runnable happening) throws InterruptedException {
    try (SteadyClients clients = SteadyClients.start(api)) {
      return clients.during(
          event,
          () -> {
            happening.run();
            webhooks.awaitServed();
          });
    }
  }

  /** Has a certificate issued anew, with another key, by the loss of its Secret. */
  static void loseSecret(String certificate) {
    byte[] before = webhooks.certificate(certificate);
    webhooks.deleteSecret(certificate);
    webhooks.awaitOtherThan(before, certificate);
  }
}
