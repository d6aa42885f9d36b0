package io.rayoperator.migration.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gives answers that a real API server gives only in rare moments, one after the other. */
final class ScriptedApiServer implements AutoCloseable {

  record Answer(int code, JsonNode body) {}

  private final Deque<Answer> answers = new ConcurrentLinkedDeque<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final KubernetesClient client;

  ScriptedApiServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String content =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(
                (exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + content)
                    .strip());
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
  }

  ApiServer api() {
    return new ApiServer(client);
  }

  void answers(Answer answer) {
    answers.add(answer);
  }

  /** Method, path with query, and body of each request. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
  }
}
