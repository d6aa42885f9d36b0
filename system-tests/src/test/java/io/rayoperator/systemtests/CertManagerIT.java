package io.rayoperator.systemtests;

import static io.rayoperator.systemtests.CertManagedWebhooks.AUTHORITY;
import static io.rayoperator.systemtests.CertManagedWebhooks.SERVING;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.LocalControlPlane;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whatever happens to the certificates of cert-manager, no request is lost. */
@ControlPlane(components = Component.CERT_MANAGER, own = true)
class CertManagerIT extends WithCertManager {

  private static final Duration OUTAGE = Duration.ofSeconds(10);

  @Test
  void renewedServingCertificate() throws InterruptedException {
    losesNothing("the serving certificate is renewed", () -> webhooks.renew(SERVING));
  }

  @Test
  void lostSecret() throws InterruptedException {
    losesNothing("the Secret is deleted", () -> loseSecret(SERVING));
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

    assertThat(webhooks.key(AUTHORITY)).as("key of the renewed CA").isEqualTo(key);
  }

  @Test
  void otherKeyOfTheAuthority() throws InterruptedException {
    byte[] key = webhooks.key(AUTHORITY);

    losesNothing(
        "the CA gets another key",
        () -> {
          loseSecret(AUTHORITY);
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

  private void losesNothing(String event, Runnable happening) throws InterruptedException {
    SteadyClients.Count count = during(event, happening);

    assertThat(count.failures()).as(count.toString()).isEmpty();
    assertThat(count.sent()).isPositive();
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
