package io.rayoperator.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamMetricsTest {

  @Test
  void metricsAreThoseOfTheUpstream() throws IOException {
    try (MetricsServer upstream = upstream("up 1\n");
        UpstreamMetrics metrics = new UpstreamMetrics(uri(upstream.port()));
        MetricsSource.Metrics read = metrics.read()) {
      assertThat(read.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
      assertThat(new String(read.text().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("up 1\n");
    }
  }

  @Test
  void whatIsTooLongFailsInsteadOfBeingCut() throws IOException {
    try (MetricsServer upstream = upstream("0123456789");
        UpstreamMetrics enough = new UpstreamMetrics(uri(upstream.port()), 10);
        UpstreamMetrics tooFew = new UpstreamMetrics(uri(upstream.port()), 9)) {
      assertThat(enough.read().text().readAllBytes()).hasSize(10);
      assertThatThrownBy(() -> tooFew.read().text().readAllBytes())
          .hasMessageContaining("too long");
    }
  }

  @Test
  void failureOfTheUpstreamIsAFailure() throws IOException {
    try (UpstreamMetrics metrics = new UpstreamMetrics(uri(closedPort()))) {
      assertThatThrownBy(metrics::read).isInstanceOf(IOException.class);
    }
    MetricsSource broken =
        () -> {
          throw new IOException("broken");
        };
    try (MetricsServer upstream = MetricsServer.open(local(), broken);
        UpstreamMetrics metrics = new UpstreamMetrics(uri(upstream.port()))) {
      assertThatThrownBy(metrics::read).hasMessage("the upstream answered 502");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080/",
        "http://127.0.0.2:1",
        "http://localhost:8080",
        "http://[::1]:8080/"
      })
  void upstreamMayBeOnThisMachine(String upstream) {
    assertThatCode(() -> new UpstreamMetrics(URI.create(upstream)).close())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1:8080/",
        "http://0.0.0.0:8080/",
        "http://[::2]:8080/",
        "http://127.0.0.1.example.com/",
        "http://localhost.example.com/",
        "http://127.0.0.1@example.com/",
        "https://127.0.0.1:8080/",
        "file:///etc/passwd",
        "127.0.0.1:8080",
        "/metrics"
      })
  void upstreamElsewhereIsRefused(String upstream) {
    assertThatThrownBy(() -> new UpstreamMetrics(asUri(upstream)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static URI asUri(String text) {
    return URI.create(text);
  }

  private static MetricsServer upstream(String text) {
    return MetricsServer.open(local(), MetricsSource.of(() -> text));
  }

  private static URI uri(int port) {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  private static InetSocketAddress local() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }
}
