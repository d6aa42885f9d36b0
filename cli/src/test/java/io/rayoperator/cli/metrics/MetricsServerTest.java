package io.rayoperator.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rayoperator.cli.metrics.Access.Answer;
import io.rayoperator.webhook.selfmanaged.CertificatePolicy;
import io.rayoperator.webhook.selfmanaged.SelfManagedCertificates;
import io.rayoperator.webhook.selfmanaged.ServingNames;
import io.rayoperator.webhook.selfmanaged.TrustPublisher;
import io.rayoperator.webhook.tls.ServingTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class MetricsServerTest {

  private final HttpClient client = Tls.client();
  private final ServingTls tls;
  private final Path directory;
  private volatile boolean isBroken;
  private final MetricsServer server;

  MetricsServerTest(@TempDir Path directory) {
    this.directory = directory;
    this.tls = ServingTls.start(new CertificatesForMetrics(directory), Duration.ofMillis(20));
    this.server =
        MetricsServer.secure(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            tls.context(),
            token -> Answer.valueOf(token.value()),
            this::metrics);
  }

  private MetricsSource.Metrics metrics() throws IOException {
    if (isBroken) {
      throw new IOException("a detail that is nobody's business");
    }
    return MetricsSource.of(() -> "up 1\n").read();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    tls.close();
  }

  @ParameterizedTest
  @CsvSource({"ALLOWED,200", "UNAUTHENTICATED,401", "FORBIDDEN,403", "UNKNOWN,503"})
  void statusTellsWhatIsKnownOfTheReader(String token, int status) throws Exception {
    HttpResponse<String> response = Tls.get(client, server.port(), token);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body().equals("up 1\n")).isEqualTo(status == 200);
    assertThat(response.headers().allValues("WWW-Authenticate"))
        .isEqualTo(status == 401 ? List.of("Bearer") : List.of());
  }

  @Test
  void withoutATokenOneIsAskedFor() throws Exception {
    HttpResponse<String> response = Tls.get(client, server.port(), null);

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/,404",
    "GET,/metrics/,404",
    "GET,/metricsx,404",
    "GET,//metrics,404",
    "GET,/%6detrics,404",
    "POST,/metrics,405",
    "HEAD,/metrics,405",
    "DELETE,/metrics,405"
  })
  void nothingElseIsServed(String method, String path, int status) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Authorization", "Bearer ALLOWED")
            .build();

    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(status);
  }

  @Test
  void failureTellsNoDetails() throws Exception {
    isBroken = true;

    HttpResponse<String> response = Tls.get(client, server.port(), "ALLOWED");

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).isEqualTo("the metrics cannot be had now\n");
  }

  @Test
  void plainHttpGetsNoAnswer() {
    assertThatThrownBy(
            () ->
                client.send(
                    HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.port() + "/metrics"))
                        .build(),
                    HttpResponse.BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void certificateThatArrivesAndChangesIsTaken() throws Exception {
    X509Certificate own = Tls.certificate(server.port());

    X509Certificate first = issue("first");
    await().untilAsserted(() -> assertThat(Tls.certificate(server.port())).isEqualTo(first));
    assertThat(first).isNotEqualTo(own);

    X509Certificate second = issue("second");
    await().untilAsserted(() -> assertThat(Tls.certificate(server.port())).isEqualTo(second));
    assertThat(Tls.get(client, server.port(), "ALLOWED").statusCode()).isEqualTo(200);
  }

  /** Puts files there as the kubelet does. */
  private X509Certificate issue(String name) throws Exception {
    Path source = directory.resolveSibling(directory.getFileName() + name);
    SelfManagedCertificates certificates =
        SelfManagedCertificates.inDirectory(
            source,
            ServingNames.ofService(name, "default"),
            CertificatePolicy.USUAL,
            TrustPublisher.NONE);
    return MountedSecret.replace(directory, certificates.read());
  }

  @Test
  void slowClientsDoNotHoldOthersUp() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        slow.add(new Socket(InetAddress.getLoopbackAddress(), server.port())); // says nothing
        Socket halfHello = new Socket(InetAddress.getLoopbackAddress(), server.port());
        halfHello.getOutputStream().write(new byte[] {0x16, 3, 1});
        slow.add(halfHello);
        SSLSocket halfRequest = Tls.connect(server.port());
        halfRequest.getOutputStream().write(ascii("GET /metrics HTTP/1.1\r\nAuthoriz"));
        halfRequest.getOutputStream().flush();
        slow.add(halfRequest);
      }

      for (int i = 0; i < 20; i++) {
        assertThat(Tls.get(client, server.port(), "ALLOWED").statusCode()).isEqualTo(200);
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void hugeHeadersAreNotRead() throws Exception {
    try (SSLSocket socket = Tls.connect(server.port())) {
      socket.getOutputStream().write(ascii("GET /metrics HTTP/1.1\r\nHost: a\r\n"));
      byte[] header = ascii("A: " + "a".repeat(8000) + "\r\n");
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  socket.getOutputStream().write(header);
                }
              })
          .isInstanceOf(IOException.class);
    }
    assertThat(Tls.get(client, server.port(), "ALLOWED").statusCode()).isEqualTo(200);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
