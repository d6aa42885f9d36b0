package io.rayoperator.systemtests;

import static io.rayoperator.systemtests.CertManagedWebhooks.AUTHORITY;
import static io.rayoperator.systemtests.CertManagedWebhooks.SERVING;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.TestNamespace;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever happens to the certificates of cert-manager, no request is lost. */
@ControlPlane(components = Component.CERT_MANAGER, own = true)
class CertManagerIT {

  private static final Duration OUTAGE = Duration.ofSeconds(10);

  private static CertManagedWebhooks webhooks;

  private RawApi api;

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
    api = new RawApi(client, namespace);
  }

  @Test
  void renewedServingCertificate() throws InterruptedException {
    losesNothing("the serving certificate is renewed", () -> webhooks.renew(SERVING));
  }

  @Test
  void deletedSecret() throws InterruptedException {
    losesNothing("the Secret is deleted", () -> replaceSecret(SERVING));
  }

  @Test
  void renewedAuthority() throws InterruptedException {
    byte[] key = webhooks.key(AUTHORITY);

    losesNothing(
        "the CA is renewed",
        () -> {
          webhooks.renew(AUTHORITY);
          webhooks.renew(SERVING);
        });

    assertThat(webhooks.key(AUTHORITY)).isEqualTo(key);
  }

  @Test
  void otherKeyOfTheAuthority() throws InterruptedException {
    byte[] key = webhooks.key(AUTHORITY);

    losesNothing(
        "the CA gets another key",
        () -> {
          replaceSecret(AUTHORITY);
          webhooks.renew(SERVING);
        });

    assertThat(webhooks.key(AUTHORITY)).isNotEqualTo(key);
  }

  @Test
  void certManagerIsAway(LocalControlPlane controlPlane) throws InterruptedException {
    losesNothing(
        "cert-manager is away",
        () -> {
          byte[] before = webhooks.certificate(SERVING);
          controlPlane.stop(Component.CERT_MANAGER.processName());
          webhooks.deleteSecret(SERVING);
          sleep(OUTAGE);
          controlPlane.start(Component.CERT_MANAGER.processName());
          webhooks.awaitOtherThan(before, SERVING);
        });
  }

  private static void replaceSecret(String certificate) {
    byte[] before = webhooks.certificate(certificate);
    webhooks.deleteSecret(certificate);
    webhooks.awaitOtherThan(before, certificate);
  }

  private void losesNothing(String event, Runnable happening) throws InterruptedException {
    try (SteadyClients clients = SteadyClients.start(api)) {
      SteadyClients.Count count =
          clients.during(
              event,
              () -> {
                happening.run();
                webhooks.awaitServed();
              });

      assertThat(count.failures()).as(count.toString()).isEmpty();
      assertThat(count.sent()).isPositive();
    }
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
