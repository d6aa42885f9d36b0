package io.rayoperator.systemtests;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.LocalProcess;
import io.rayoperator.testing.MountedSecret;
import io.rayoperator.testing.Repository;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The webhook server with certificates of cert-manager: {@code config/default} without its pods,
 * which a process replaces that has the certificate's Secret mounted. The API server calls it by
 * the name of its Service, so that this name is what the certificate has to have.
 */
final class CertManagedWebhooks implements AutoCloseable {

  static final String AUTHORITY = "ray-operator-ca";
  static final String SERVING = "ray-operator-webhook-server";

  private static final String NAMESPACE = "ray-operator-system";
  private static final String SERVING_SECRET = "ray-operator-webhook-server-certificate";
  private static final String SERVER_NAME = "ray-operator-webhook-server.ray-operator-system.svc";
  private static final Set<String> KINDS =
      Set.of(
          "Namespace",
          "CustomResourceDefinition",
          "Service",
          "Issuer",
          "Certificate",
          "MutatingWebhookConfiguration",
          "ValidatingWebhookConfiguration");
  private static final Pattern READY = Pattern.compile("webhook server is ready");
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Duration MOUNT_DELAY = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final Kubectl kubectl;
  private final int port;
  private final MountedSecret mount;
  private final LocalProcess server;

  private CertManagedWebhooks(
      KubernetesClient client,
      Kubectl kubectl,
      int port,
      MountedSecret mount,
      LocalProcess server) {
    this.client = client;
    this.kubectl = kubectl;
    this.port = port;
    this.mount = mount;
    this.server = server;
  }

  /** Returns when the certificates are issued, injected and served. */
  static CertManagedWebhooks start(LocalControlPlane controlPlane, KubernetesClient client) {
    Kubectl kubectl = controlPlane.kubectl();
    int port = Product.freePort();
    kubectl.apply(configuration(kubectl, port)).succeeds();
    Path certificates = controlPlane.kubeconfig().resolveSibling("certificates");
    MountedSecret mount =
        MountedSecret.follow(client, NAMESPACE, SERVING_SECRET, certificates, MOUNT_DELAY);
    LocalProcess server =
        Product.launch(
            controlPlane,
            "webhook",
            "webhook",
            "--host=127.0.0.1",
            "--port=" + port,
            "--health-port=0",
            "--certificates=" + certificates,
            "--log-stdout-encoder=console");
    CertManagedWebhooks webhooks = new CertManagedWebhooks(client, kubectl, port, mount, server);
    server.awaitOutput(READY, TIMEOUT);
    kubectl
        .run("wait", "certificates", "--all", "--for=condition=Ready", "--namespace=" + NAMESPACE)
        .succeeds();
    webhooks.awaitServed();
    return webhooks;
  }

  /** What {@code config/default} says, but that the Service leads to this machine. */
  private static String configuration(Kubectl kubectl, int port) {
    String all =
        kubectl
            .run("kustomize", Repository.root().resolve("config/default").toString())
            .succeeds()
            .stdout();
    return Stream.of(all.split("\n---\n"))
        .map(yaml -> Serialization.unmarshal(yaml, ObjectNode.class))
        .filter(object -> KINDS.contains(object.path("kind").asText()))
        .map(object -> leadingToThisMachine(object, port).toString())
        .collect(Collectors.joining("\n---\n"));
  }

  private static ObjectNode leadingToThisMachine(ObjectNode object, int port) {
    if (object.path("kind").asText().equals("Service")) {
      object.putObject("spec").put("type", "ExternalName").put("externalName", "localhost");
    }
    for (JsonNode service : object.findValues("service")) {
      if (service.path("name").asText().equals(SERVING)) {
        ((ObjectNode) service).put("port", port);
      }
    }
    return object;
  }

  /** Has a certificate renewed before its time, as {@code cmctl renew} does, and waits for it. */
  void renew(String certificate) {
    byte[] before = certificate(certificate);
    String renewal =
        """
        {"apiVersion": "cert-manager.io/v1", "kind": "Certificate", "metadata": {"name": "%s", "namespace": "%s"},
         "status": {"conditions": [{"type": "Issuing", "status": "True", "reason": "ManuallyTriggered"}]}}
        """
            .formatted(certificate, NAMESPACE);
    kubectl.apply(renewal, "--server-side", "--force-conflicts", "--subresource=status").succeeds();
    awaitOtherThan(before, certificate);
  }

  /** Deletes the Secret of a certificate. */
  void deleteSecret(String certificate) {
    client.secrets().inNamespace(NAMESPACE).withName(secretOf(certificate)).delete();
  }

  /** Waits until a certificate is issued that is not this one. */
  void awaitOtherThan(byte[] before, String certificate) {
    await(certificate + " is issued anew")
        .atMost(TIMEOUT)
        .until(
            () -> {
              Secret secret = secret(certificate);
              return secret != null
                  && secret.getData().containsKey("tls.crt")
                  && !Arrays.equals(before, data(secret, "tls.crt"));
            });
  }

  /** Waits until the server shows the certificate it should, to who trusts what was injected. */
  void awaitServed() {
    await("the certificate is served, and trusted")
        .atMost(TIMEOUT)
        .ignoreExceptions()
        .until(
            () -> {
              Certificate issued = CertificateOnTheWire.first(certificate(SERVING));
              for (byte[] bundle : caBundles()) {
                if (!CertificateOnTheWire.of(port, SERVER_NAME, bundle).equals(issued)) {
                  return false;
                }
              }
              return true;
            });
  }

  /** The bundles of the definition and of both webhook configurations. */
  List<byte[]> caBundles() {
    return Stream.of(
            caBundle("crd/rayclusters.ray.io", ".spec.conversion.webhook"),
            caBundle("mutatingwebhookconfiguration/ray-operator", ".webhooks[0]"),
            caBundle("validatingwebhookconfiguration/ray-operator", ".webhooks[0]"))
        .map(Base64.getDecoder()::decode)
        .toList();
  }

  private String caBundle(String object, String webhook) {
    return kubectl
        .run("get", object, "-o=jsonpath={" + webhook + ".clientConfig.caBundle}")
        .succeeds()
        .stdout();
  }

  /** A certificate (PEM) as it is stored now. */
  byte[] certificate(String certificate) {
    return stored(certificate, "tls.crt");
  }

  /** A certificate's key (PEM) as it is stored now. */
  byte[] key(String certificate) {
    return stored(certificate, "tls.key");
  }

  private byte[] stored(String certificate, String file) {
    Secret secret = secret(certificate);
    if (secret == null) {
      throw new IllegalStateException("There is no Secret of " + certificate);
    }
    return data(secret, file);
  }

  private @Nullable Secret secret(String certificate) {
    return client.secrets().inNamespace(NAMESPACE).withName(secretOf(certificate)).get();
  }

  private static byte[] data(Secret secret, String file) {
    return Base64.getDecoder().decode(secret.getData().get(file));
  }

  private static String secretOf(String certificate) {
    return certificate.equals(SERVING) ? SERVING_SECRET : certificate;
  }

  @Override
  public void close() {
    server.close();
    mount.close();
  }
}
