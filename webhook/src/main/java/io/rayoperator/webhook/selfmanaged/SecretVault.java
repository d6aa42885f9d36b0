package io.rayoperator.webhook.selfmanaged;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Secret of type {@code kubernetes.io/tls}. Its resource version makes sure that one replica wins
 * when several write; the others read what it wrote.
 */
final class SecretVault implements CertificateVault {

  private static final String TYPE = "kubernetes.io/tls";

  private final KubernetesClient client;
  private final String namespace;
  private final String name;

  SecretVault(KubernetesClient client, String namespace, String name) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
  }

  @Override
  public @Nullable Content read() throws IOException {
    try {
      Secret secret = client.secrets().inNamespace(namespace).withName(name).get();
      return secret == null
          ? null
          : new Content(decoded(secret), secret.getMetadata().getResourceVersion());
    } catch (KubernetesClientException e) {
      throw new IOException(
          "Secret " + namespace + "/" + name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Map<String, byte[]> decoded(Secret secret) {
    Map<String, byte[]> files = new TreeMap<>();
    if (secret.getData() != null) {
      secret.getData().forEach((key, value) -> files.put(key, Base64.getDecoder().decode(value)));
    }
    return files;
  }

  @Override
  public boolean write(Map<String, byte[]> files, @Nullable String version) throws IOException {
    Map<String, String> data = new TreeMap<>();
    files.forEach((key, value) -> data.put(key, Base64.getEncoder().encodeToString(value)));
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .withResourceVersion(version)
            .addToLabels("app.kubernetes.io/name", "ray-operator")
            .addToLabels("app.kubernetes.io/component", "webhook")
            .endMetadata()
            .withType(TYPE)
            .withData(data)
            .build();
    try {
      if (version == null) {
        client.resource(secret).create();
      } else {
        client.resource(secret).update();
      }
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return false;
      }
      throw new IOException(
          "Secret " + namespace + "/" + name + " cannot be written: " + e.getMessage(), e);
    }
  }
}
