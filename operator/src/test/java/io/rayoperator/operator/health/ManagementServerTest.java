package io.rayoperator.operator.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rayoperator.operator.health.ManagementServer.Page;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ManagementServerTest {

  @Test
  void answersOnItsPathAndNowhereElse() throws Exception {
    try (ManagementServer server =
        ManagementServer.start("127.0.0.1:0").serve("/healthz", () -> Page.text(503, "no\n"))) {
      assertThat(get(server, "/healthz").statusCode()).isEqualTo(503);
      assertThat(get(server, "/healthz").body()).isEqualTo("no\n");
      assertThat(get(server, "/healthz/more").statusCode()).isEqualTo(404);
      assertThat(get(server, "/").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void addressesThatAreNoneAreRefused() {
    assertThatThrownBy(() -> ManagementServer.start("8080")).hasMessageContaining("host:port");
    assertThatThrownBy(() -> ManagementServer.start(":x")).hasMessageContaining("host:port");
    assertThatThrownBy(() -> ManagementServer.start(":99999")).hasMessageContaining("host:port");
  }

  private static HttpResponse<String> get(ManagementServer server, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
