package io.rayoperator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rayoperator.webhook.selfmanaged.CertificatePolicy;
import io.rayoperator.webhook.selfmanaged.SelfManagedCertificates;
import io.rayoperator.webhook.selfmanaged.ServingNames;
import io.rayoperator.webhook.selfmanaged.TrustPublisher;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateRotationUnderLoadTest {

  private static final int CERTIFICATES = 10;

  @TempDir Path directory;

  @Test
  void noHandshakeFailsWhileCertificatesChange() throws Exception {
    AtomicInteger generation = new AtomicInteger();
    String caBundle = certificates(0).caBundle();
    WebhookServerConfig config =
        WebhookServerConfig.serving(() -> certificates(generation.get()).read())
            .withAddress(WebhookServerConfig.Address.LOCAL)
            .withCertificateRefresh(Duration.ofMillis(10))
            .withShutdown(WebhookServerConfig.Shutdown.PROMPT);
    AtomicBoolean done = new AtomicBoolean();
    Set<X509Certificate> seen = ConcurrentHashMap.newKeySet();
    SSLContext trust = TrustingClient.trusting(caBundle);
    try (TestServer server = TestServer.start(config, caBundle, HttpClient.Version.HTTP_1_1);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> handshakes = new ArrayList<>();
      for (int caller = 0; caller < 4; caller++) {
        handshakes.add(
            callers.submit(
                () -> {
                  int count = 0;
                  for (; !done.get(); count++) {
                    seen.add(handshake(trust, server.server().port()));
                  }
                  return count;
                }));
      }
      for (int next = 1; next <= CERTIFICATES; next++) {
        int expected = next;
        generation.set(next);
        await()
            .until(() -> seen.size() >= expected || handshakes.stream().anyMatch(Future::isDone));
      }
      done.set(true);
      for (Future<Integer> caller : handshakes) {
        assertThat(caller.get()).isPositive(); // throws if a handshake failed
      }
    }
    assertThat(seen).hasSizeGreaterThanOrEqualTo(CERTIFICATES);
  }

  private static X509Certificate handshake(SSLContext trust, int port) throws java.io.IOException {
    try (SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  /** Another name each time, and so another certificate of the same authority. */
  private SelfManagedCertificates certificates(int generation) {
    return SelfManagedCertificates.inDirectory(
        directory,
        new ServingNames(Set.of("localhost", "generation-" + generation), Set.of("127.0.0.1")),
        CertificatePolicy.USUAL,
        TrustPublisher.NONE);
  }
}
