package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.AuditLog;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.kubelet.PodNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What all directories have that let cert-manager issue certificates: metrics behind TLS. */
abstract class CertManagedManifests extends InstalledManifests {

  private static final String READER = "--serviceaccount=default:default";

  CertManagedManifests(
      String directory,
      LocalControlPlane plane,
      KubernetesClient client,
      PodNetwork network,
      AuditLog audit) {
    super(directory, plane, client, network, audit);
  }

  @Test
  @Order(30)
  void metricsAreForThoseWhoMayReadThem() throws IOException, GeneralSecurityException {
    List<Pod> pods = client.pods().inNamespace(Installation.NAMESPACE).list().getItems();
    assertThat(pods).hasSize(3);
    String token = kubectl.run("create", "token", "default", "-n=default").succeeds().stdout();
    for (Pod pod : pods) {
      assertThat(metrics(pod, "")).isEqualTo(HttpURLConnection.HTTP_UNAUTHORIZED + "");
      assertThat(metrics(pod, token)).isEqualTo(HttpURLConnection.HTTP_FORBIDDEN + "");
    }

    kubectl
        .run(
            "create",
            "clusterrolebinding",
            "metrics-of-default",
            "--clusterrole=ray-operator-metrics-reader",
            READER)
        .succeeds();
    String another = kubectl.run("create", "token", "default", "-n=default").succeeds().stdout();
    for (Pod pod : pods) {
      assertThat(metrics(pod, another)).startsWith("# HELP ");
    }
    kubectl.run("delete", "clusterrolebinding", "metrics-of-default").succeeds();
  }

  @Test
  @Order(85)
  void theApiServerWasAskedAboutReaders() {
    for (String account : new String[] {"controller-manager", "webhook-server"}) {
      assertThat(UsedRights.all())
          .contains(account + " tokenreviews create", account + " subjectaccessreviews create");
    }
  }

  /** Returns the metrics of a pod with the certificate that cert-manager issued, or the status. */
  private String metrics(Pod pod, String token) throws IOException, GeneralSecurityException {
    URI uri = URI.create("https://" + pod.getStatus().getPodIP() + ":8443/metrics");
    HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
    connection.setSSLSocketFactory(Trust.in(authority()).getSocketFactory());
    // It is for the name of the Service; the address is the pod's.
    connection.setHostnameVerifier((host, session) -> true);
    if (!token.isEmpty()) {
      connection.setRequestProperty("Authorization", "Bearer " + token.strip());
    }
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      return connection.getResponseCode() + "";
    }
    try (InputStream body = connection.getInputStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private byte[] authority() {
    return Base64.getDecoder()
        .decode(
            client
                .secrets()
                .inNamespace(Installation.NAMESPACE)
                .withName("ray-operator-metrics-certificate")
                .get()
                .getData()
                .get("ca.crt"));
  }
}
