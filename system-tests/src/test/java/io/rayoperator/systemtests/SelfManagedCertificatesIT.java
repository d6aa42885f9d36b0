package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.rayoperator.testing.AuditLog;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.TestNamespace;
import io.rayoperator.testing.kubelet.PodNetwork;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** config/overlays/self-managed-certs, and what can happen to the Secret that its servers share. */
@ControlPlane(
    components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK},
    own = true,
    podNetwork = true)
class SelfManagedCertificatesIT extends InstalledManifests {

  private static final String SECRET = "ray-operator-webhook-server-certificate";

  /** Servers look for changes every ten seconds. */
  private static final Duration SEEN_BY_ALL = Duration.ofSeconds(15);

  SelfManagedCertificatesIT(
      LocalControlPlane plane, KubernetesClient client, PodNetwork network, AuditLog audit) {
    super("overlays/self-managed-certs", plane, client, network, audit);
  }

  @Test
  @Order(30)
  void lostSecretIsPutBackAndNoCallFails(TestNamespace namespace) throws InterruptedException {
    Secret before = secret();
    assertNoCallFails(
        namespace,
        "Secret deleted",
        () -> {
          kubectl.run("delete", "secret", SECRET, "-n=ray-operator-system").succeeds();
          await().atMost(SEEN_BY_ALL).until(() -> secretOrNull() != null);
          assertThat(secret().getData()).isEqualTo(before.getData());
          awaitOthers();
        });
  }

  @Test
  @Order(40)
  void damagedSecretIsPutBackAndNoCallFails(TestNamespace namespace) throws InterruptedException {
    Secret before = secret();
    assertNoCallFails(
        namespace,
        "Secret damaged",
        () -> {
          damage("{\"data\": {\"authority.key\": null}}");
          await().atMost(SEEN_BY_ALL).until(() -> secret().getData().containsKey("authority.key"));
          damage("{\"data\": {\"tls.crt\": \"AAAA\"}}");
          await().atMost(SEEN_BY_ALL).until(() -> !secret().getData().containsValue("AAAA"));
          awaitOthers();
        });
    assertThat(secret().getData().get("authority.crt"))
        .isEqualTo(before.getData().get("authority.crt"));
  }

  @Test
  @Order(50)
  void expiredCertificateIsReplacedAndNoCallFails(TestNamespace namespace) throws Exception {
    Secret before = secret();
    Map<String, String> expired = ExpiredCertificates.ofTheAuthorityOf(before);
    assertNoCallFails(
        namespace,
        "certificate expired",
        () -> {
          damage(Serialization.asJson(Map.of("data", expired)));
          await()
              .atMost(SEEN_BY_ALL)
              .until(() -> !servingCertificate().equals(expired.get("tls.crt")));
          awaitOthers();
        });
    assertThat(secret().getData())
        .containsEntry("authority.crt", before.getData().get("authority.crt"))
        .containsEntry("ca.crt", before.getData().get("ca.crt"));
    assertTrustedAndGood();
  }

  /** As after months in which no server ran. */
  @Test
  @Order(60)
  void serversThatStartWithAnExpiredAuthorityIssueAnother(TestNamespace namespace)
      throws Exception {
    String deployment = "deployment/ray-operator-webhook-server";
    kubectl.run("scale", deployment, "-n=ray-operator-system", "--replicas=0").succeeds();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                kubectl
                    .run(
                        "get",
                        "pods",
                        "-n=ray-operator-system",
                        "-l=app.kubernetes.io/component=webhook-server",
                        "-o=name")
                    .succeeds()
                    .stdout()
                    .isEmpty());
    Map<String, String> expired = ExpiredCertificates.all();
    damage(Serialization.asJson(Map.of("data", expired)));

    rollingOut(
        () ->
            kubectl.run("scale", deployment, "-n=ray-operator-system", "--replicas=2").succeeds());

    assertThat(secret().getData()).doesNotContainValue(expired.get("authority.crt"));
    assertTrustedAndGood();
    assertNoCallFails(
        namespace, "certificates after a long absence", SelfManagedCertificatesIT::awaitOthers);
  }

  /** Today's certificate is of the authority that the API server is told to trust. */
  private void assertTrustedAndGood() throws GeneralSecurityException {
    X509Certificate serving =
        (X509Certificate) CertificateOnTheWire.first(decoded(servingCertificate()));
    serving.checkValidity();
    String trusted =
        client
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName("rayclusters.ray.io")
            .get()
            .getSpec()
            .getConversion()
            .getWebhook()
            .getClientConfig()
            .getCaBundle();
    assertThat(trusted).isEqualTo(secret().getData().get("ca.crt"));
    serving.verify(CertificateOnTheWire.first(decoded(trusted)).getPublicKey());
  }

  private String servingCertificate() {
    return Objects.requireNonNull(secret().getData().get("tls.crt"));
  }

  private static byte[] decoded(String text) {
    return Base64.getDecoder().decode(text);
  }

  private void damage(String patch) {
    kubectl
        .run("patch", "secret", SECRET, "-n=ray-operator-system", "--type=merge", "-p", patch)
        .succeeds();
  }

  private static void awaitOthers() {
    try {
      Thread.sleep(SEEN_BY_ALL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Secret secret() {
    return Objects.requireNonNull(secretOrNull(), SECRET);
  }

  private @Nullable Secret secretOrNull() {
    return client.secrets().inNamespace(Installation.NAMESPACE).withName(SECRET).get();
  }
}
