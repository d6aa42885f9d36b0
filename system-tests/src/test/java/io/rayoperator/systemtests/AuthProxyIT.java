package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.LocalProcess;
import io.rayoperator.testing.Repository;
import io.rayoperator.testing.TestNamespace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The sidecar of config/overlays/auth-proxy beside an operator. */
@ControlPlane
class AuthProxyIT {

  private static final Path READER = Repository.root().resolve("config/rbac/metrics.yaml");

  /** More than it works on at a time. */
  private static final int SILENT_CLIENTS = 200;

  @Test
  void showsTheOperatorsMetricsToThoseWhoMayReadThem(
      LocalControlPlane controlPlane,
      KubernetesClient client,
      Kubectl kubectl,
      TestNamespace namespace)
      throws Exception {
    Path certificates = controlPlane.kubeconfig().resolveSibling("webhook-certificates");
    int port = Product.freePort();
    try (Product product = Product.start(controlPlane, client);
        LocalProcess proxy =
            Product.launch(
                controlPlane,
                "auth-proxy",
                "auth-proxy",
                "--kubeconfig=" + controlPlane.kubeconfig(),
                "--secure-listen-address=127.0.0.1:" + port,
                "--upstream=" + product.operatorMetrics().resolve("/"),
                "--certificates=" + certificates,
                "--log-stdout-encoder=console");
        HttpClient http = trusting(product.webhooks().caBundle())) {
      proxy.awaitOutput(
          Pattern.compile("for those who may read them on port"), Duration.ofSeconds(60));
      kubectl.in(namespace).run("create", "serviceaccount", "prometheus").succeeds();
      kubectl.run("apply", "-f", READER.toString()).succeeds();
      kubectl
          .run(
              "create",
              "clusterrolebinding",
              "test-auth-proxy",
              "--clusterrole=ray-operator-metrics-reader",
              "--serviceaccount=" + namespace.name() + ":prometheus")
          .succeeds();
      String token =
          kubectl.in(namespace).run("create", "token", "prometheus").succeeds().stdout().strip();
      try {
        assertThat(get(http, port, null).statusCode()).isEqualTo(401);
        await()
            .untilAsserted(
                () ->
                    assertThat(get(http, port, token).body())
                        .contains("controller_runtime_active_workers"));
        slowClientsAreCutOff(port);
        assertThat(get(http, port, token).statusCode()).isEqualTo(200);
        assertThat(proxy.output()).doesNotContain(token);
      } finally {
        kubectl.run("delete", "clusterrolebinding", "test-auth-proxy").succeeds();
        kubectl.run("delete", "-f", READER.toString()).succeeds();
      }
    }
  }

  /** All of them begin a handshake and say no more. */
  private static void slowClientsAreCutOff(int port) throws Exception {
    List<Socket> clients = new ArrayList<>();
    try {
      for (int i = 0; i < SILENT_CLIENTS; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(0x16);
        socket.setSoTimeout(30_000);
        clients.add(socket);
      }
      for (Socket client : clients) {
        assertThat(isEnded(client)).isTrue();
      }
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  private static boolean isEnded(Socket client) throws IOException {
    try {
      return client.getInputStream().readAllBytes().length < 100; // a TLS alert at most
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true; // reset: not all that it sent has been read
    }
  }

  private static HttpResponse<String> get(HttpClient http, int port, @Nullable String token)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/metrics"));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpClient trusting(String caBundle) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(caBundle.getBytes(StandardCharsets.US_ASCII)))) {
      store.setCertificateEntry("ca-" + store.size(), certificate);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }
}
