package io.rayoperator.systemtests;

import static io.rayoperator.systemtests.CertManagedWebhooks.AUTHORITY;
import static io.rayoperator.systemtests.CertManagedWebhooks.SERVING;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import org.junit.jupiter.api.Test;

/**
 * A cert-manager that replaces an injected CA by the next one, as all did before version 1.19: it
 * is why the CA of {@code config/certmanager} keeps its key.
 */
@ControlPlane(
    components = Component.CERT_MANAGER,
    flags = "cert-manager=--feature-gates=CAInjectorMerging=false",
    own = true)
class CertManagerWithoutMergingIT extends WithCertManager {

  @Test
  void renewedAuthorityLosesNothing() throws InterruptedException {
    SteadyClients.Count count =
        during(
            "without merging, the CA is renewed",
            () -> {
              webhooks.renew(AUTHORITY);
              webhooks.renew(SERVING);
            });

    assertThat(count.failures()).as(count.toString()).isEmpty();
  }

  @Test
  void otherKeyOfTheAuthorityLosesRequests() throws InterruptedException {
    SteadyClients.Count count =
        during(
            "without merging, the CA gets another key",
            () -> {
              loseSecret(AUTHORITY);
              webhooks.renew(SERVING);
            });

    assertThat(count.failures()).isNotEmpty();
  }
}
