package io.rayoperator.migration.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that a real API server gives only minutes later, or when it is in trouble. */
class RayClusterObjectsTest {

  private record Answer(int code, ObjectNode body) {}

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> queries = new ArrayList<>();
  private HttpServer server;
  private KubernetesClient client;
  private RayClusterObjects objects;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/apis/ray.io/v1/rayclusters",
        exchange -> {
          try (exchange) {
            queries.add(exchange.getRequestURI().getQuery());
            Answer answer = answers.remove();
            byte[] body = answer.body().toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.code(), body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
    objects = new RayClusterObjects(new ApiServer(client), 2);
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private static Answer page(String continuation, int remaining, String... uids) {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    page.putObject("metadata").put("continue", continuation).put("remainingItemCount", remaining);
    page.putArray("items");
    for (String uid : uids) {
      page.withArrayProperty("items").addObject().putObject("metadata").put("uid", uid);
    }
    return new Answer(200, page);
  }

  private static Answer failure(int code, String continuation) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("message", "no luck");
    status.putObject("metadata").put("continue", continuation);
    return new Answer(code, status);
  }

  private List<String> visited() throws IOException {
    List<String> visited = new ArrayList<>();
    objects.forEachMetadata(
        "v1", (object, total) -> visited.add(object.at("/metadata/uid").asText() + "/" + total));
    return visited;
  }

  @Test
  void chunksAreReadToTheEnd() throws IOException {
    answers.add(page("next", 1, "a", "b"));
    answers.add(page("", 0, "c"));

    assertThat(visited()).containsExactly("a/3", "b/3", "c/3");
    assertThat(queries).containsExactly("limit=2", "limit=2&continue=next");
  }

  @Test
  void expiredListGoesOnAtTheSamePlace() throws IOException {
    answers.add(page("next", 2, "a", "b"));
    answers.add(failure(410, "fresh"));
    answers.add(page("", 0, "c", "d"));

    assertThat(visited()).containsExactly("a/4", "b/4", "c/4", "d/4");
    assertThat(queries).last().isEqualTo("limit=2&continue=fresh");
  }

  @Test
  void expiredListWithoutAPlaceBeginsAgainAndShowsNothingTwice() throws IOException {
    answers.add(page("next", 1, "a", "b"));
    answers.add(failure(410, ""));
    answers.add(page("next", 1, "a", "b"));
    answers.add(page("", 0, "c"));

    assertThat(visited()).extracting(text -> text.charAt(0)).containsExactly('a', 'b', 'c');
  }

  @Test
  void busyServerIsAskedAgain() throws IOException {
    answers.add(failure(429, ""));
    answers.add(failure(503, ""));
    answers.add(page("", 0, "a"));

    assertThat(visited()).containsExactly("a/1");
  }

  @Test
  void refusalIsReportedInTheWordsOfTheServer() {
    answers.add(failure(403, ""));

    assertThatThrownBy(this::visited).isInstanceOf(ApiFailure.class).hasMessage("no luck");
  }
}
