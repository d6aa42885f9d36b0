package io.rayoperator.webhook.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rayoperator.webhook.WebhookServer;
import io.rayoperator.webhook.WebhookServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientCertificateTest {

  private static final String REQUEST =
      "POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

  @TempDir Path directory;

  private static KeyPairPem pair() throws GeneralSecurityException, IOException {
    Instant now = Instant.now();
    return Certificates.pair("EC", now.minusSeconds(60), now.plusSeconds(600));
  }

  private static String firstLine(int port, KeyPairPem server, KeyPairPem client)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = CertificateStore.emptyKeyStore();
    trusted.setCertificateEntry("server", ServingCertificate.parse(server).leaf());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(ServingCertificate.parse(client).keyStore(), null);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void onlyClientsOfTheGivenAuthorityAreServed() throws Exception {
    KeyPairPem serving = pair();
    KeyPairPem known = pair();
    Path clientCa = Files.write(directory.resolve("ca.crt"), known.certificate());
    WebhookServerConfig config =
        WebhookServerConfig.serving(() -> serving)
            .withAddress(WebhookServerConfig.Address.LOCAL)
            .withClientCa(clientCa)
            .withShutdown(WebhookServerConfig.Shutdown.PROMPT);
    try (WebhookServer server = WebhookServer.start(config)) {
      assertThat(firstLine(server.port(), serving, known)).isEqualTo("HTTP/1.1 404");
      KeyPairPem stranger = pair();
      assertThatThrownBy(() -> firstLine(server.port(), serving, stranger))
          .isInstanceOf(IOException.class);
    }
  }
}
