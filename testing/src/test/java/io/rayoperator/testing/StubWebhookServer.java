package io.rayoperator.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Changes the version's name, allows everything, and remembers what it was asked for. */
final class StubWebhookServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "changeit";

  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final HttpsServer server;
  private final String certificate;

  StubWebhookServer(Path directory)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path keyStore = directory.resolve("keys.p12");
    keytool(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-alias",
        "stub",
        "-dname",
        "CN=stub",
        "-ext",
        "san=ip:127.0.0.1",
        keyStore);
    certificate = keytool("-exportcert", "-rfc", "-alias", "stub", keyStore);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(keyStore)));
    server.createContext("/convert", exchange -> answer(exchange, StubWebhookServer::converted));
    server.createContext("/mutate", exchange -> answer(exchange, StubWebhookServer::allowed));
    server.createContext("/validate", exchange -> answer(exchange, StubWebhookServer::allowed));
    server.start();
  }

  WebhookEndpoint endpoint() {
    return new WebhookEndpoint(
        URI.create("https://127.0.0.1:" + server.getAddress().getPort()), certificate);
  }

  /** Path and object name of each request: {@code /convert demo}. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private void answer(HttpExchange exchange, Answer answer) throws IOException {
    ObjectNode review = (ObjectNode) JSON.readTree(exchange.getRequestBody());
    JsonNode request = review.path("request");
    JsonNode object =
        request.has("objects") ? request.path("objects").path(0) : request.path("object");
    requests.add(exchange.getRequestURI().getPath() + " " + object.at("/metadata/name").asText());
    byte[] body =
        JSON.writeValueAsBytes(
            review.<ObjectNode>set("response", answer.to(request)).without("request"));
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static ObjectNode converted(JsonNode request) {
    ObjectNode response = JSON.createObjectNode().put("uid", request.path("uid").asText());
    response.putObject("result").put("status", "Success");
    ArrayNode objects = response.putArray("convertedObjects");
    for (JsonNode object : request.path("objects")) {
      objects.add(((ObjectNode) object).set("apiVersion", request.path("desiredAPIVersion")));
    }
    return response;
  }

  private static ObjectNode allowed(JsonNode request) {
    return JSON.createObjectNode().put("uid", request.path("uid").asText()).put("allowed", true);
  }

  private interface Answer {
    ObjectNode to(JsonNode request);
  }

  private static SSLContext tls(Path keyStore) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static String keytool(Object... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    command.add(command.size() - 1, "-keystore");
    command.addAll(List.of("-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
    return output;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
