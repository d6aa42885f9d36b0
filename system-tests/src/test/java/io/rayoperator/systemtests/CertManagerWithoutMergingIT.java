package io.rayoperator.systemtests;

import static io.rayoperator.systemtests.CertManagedWebhooks.AUTHORITY;
import static io.rayoperator.systemtests.CertManagedWebhooks.SERVING;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.TestNamespace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A cert-manager that replaces an injected CA by the next one, as all did before version 1.19: it
 * is why the CA of {@code config/certmanager} keeps its key.
 */
@ControlPlane(
    components = Component.CERT_MANAGER,
    flags = "cert-manager=--feature-gates=CAInjectorMerging=false",
    own = true)
class CertManagerWithoutMergingIT {

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
  void renewedAuthorityLosesNothing() throws InterruptedException {
    SteadyClients.Count count =
        during("without merging, the CA is renewed", () -> webhooks.renew(AUTHORITY));

    assertThat(count.failures()).as(count.toString()).isEmpty();
  }

  @Test
  void otherKeyOfTheAuthorityLosesRequests() throws InterruptedException {
    SteadyClients.Count count =
        during(
            "without merging, the CA gets another key",
            () -> {
              byte[] before = webhooks.certificate(AUTHORITY);
              webhooks.deleteSecret(AUTHORITY);
              webhooks.awaitOtherThan(before, AUTHORITY);
            });

    assertThat(count.failures()).isNotEmpty();
  }

  private SteadyClients.Count during(String event, Runnable happening) throws InterruptedException {
    try (SteadyClients clients = SteadyClients.start(api)) {
      return clients.during(
          event,
          () -> {
            happening.run();
            webhooks.renew(SERVING);
            webhooks.awaitServed();
          });
    }
  }
}
