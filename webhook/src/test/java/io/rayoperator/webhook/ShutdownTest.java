package io.rayoperator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rayoperator.webhook.selfmanaged.SelfManagedCertificates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * No wait in here is as long as the drain time-out: a server that used it up would fail the test.
 */
@Timeout(60)
class ShutdownTest {

  private static final String REVIEW =
      "{\"request\": {\"uid\": \"u-1\", \"desiredAPIVersion\": \"ray.io/v1\", \"objects\": []}}";

  @TempDir Path directory;

  private TestServer start(Duration preStopDelay) throws Exception {
    SelfManagedCertificates certificates = TestServer.certificates(directory);
    WebhookServerConfig config =
        TestServer.local(certificates)
            .withShutdown(new WebhookServerConfig.Shutdown(preStopDelay, Duration.ofHours(1)));
    return TestServer.start(config, certificates.caBundle(), HttpClient.Version.HTTP_2);
  }

  @Test
  void requestThatRunsIsFinishedAndNewConnectionsAreRefused() throws Exception {
    TestServer server = start(Duration.ZERO);
    int port = server.server().port();
    String caBundle = TestServer.certificates(directory).caBundle();
    try (SSLSocket socket =
        (SSLSocket)
            TrustingClient.trusting(caBundle).getSocketFactory().createSocket("127.0.0.1", port)) {
      OutputStream request = socket.getOutputStream();
      String head =
          "POST /convert HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
              + REVIEW.length()
              + "\r\n\r\n";
      request.write((head + REVIEW.substring(0, 10)).getBytes(StandardCharsets.US_ASCII));
      request.flush();
      await().until(() -> server.server().runningRequests() == 1);

      CompletableFuture<Void> closing = CompletableFuture.runAsync(server.server()::close);
      await().until(() -> !accepts(port));
      assertThat(closing).isNotDone();

      request.write(REVIEW.substring(10).getBytes(StandardCharsets.US_ASCII));
      request.flush();
      BufferedReader response =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      assertThat(response.readLine()).isEqualTo("HTTP/1.1 200 OK");
      closing.join();
    }
  }

  /**
   * As the API server calls webhooks behind a Service: HTTP/1.1, with connections that it keeps.
   */
  @Test
  void eachAnswerIsTheLastOfItsConnectionOnceTheServerStops() throws Exception {
    TestServer server = start(Duration.ofHours(1));
    String caBundle = TestServer.certificates(directory).caBundle();
    try (SSLSocket socket =
        (SSLSocket)
            TrustingClient.trusting(caBundle)
                .getSocketFactory()
                .createSocket("127.0.0.1", server.server().port())) {
      BufferedReader answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      assertThat(ask(socket, answers)).contains("HTTP/1.1 200 OK").doesNotContain("close");

      Thread closing = Thread.ofVirtual().start(server.server()::close);
      await().until(() -> !server.server().isReady());

      assertThat(ask(socket, answers)).contains("HTTP/1.1 200 OK").contains("connection: close");
      assertThat(answers.read()).as("closed by the server").isEqualTo(-1);
      closing.interrupt();
      closing.join();
    }
  }

  /** Returns the head of the answer, without the case of its names, and reads its body. */
  private static String ask(SSLSocket socket, BufferedReader answers) throws IOException {
    String head =
        "POST /convert HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
            + REVIEW.length()
            + "\r\n\r\n";
    socket.getOutputStream().write((head + REVIEW).getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    StringBuilder answer = new StringBuilder(answers.readLine());
    int length = 0;
    for (String line = answers.readLine(); !line.isEmpty(); line = answers.readLine()) {
      String field = line.toLowerCase(Locale.ROOT);
      answer.append('\n').append(field);
      if (field.startsWith("content-length: ")) {
        length = Integer.parseInt(field.substring("content-length: ".length()));
      }
    }
    assertThat(answers.skip(length)).isEqualTo(length);
    return answer.toString();
  }

  /** What a Go client does: the API server is one. */
  @Test
  void requestThatIsBegunWhileTheServerStopsAndGivenUpCutsNobodyOff() throws Exception {
    byte[] review = REVIEW.getBytes(StandardCharsets.US_ASCII);
    TestServer server = start(Duration.ZERO);
    String caBundle = TestServer.certificates(directory).caBundle();
    try (Http2Connection connection =
        Http2Connection.to(server.server().port(), TrustingClient.trusting(caBundle))) {
      Http2Connection.Stream running = connection.request("POST", "/convert", review.length);
      await().until(() -> server.server().runningRequests() == 1);
      CompletableFuture<Void> closing = CompletableFuture.runAsync(server.server()::close);

      assertThat(connection.goAway()).isEqualTo(Integer.MAX_VALUE);
      connection.request("POST", "/convert", review.length).cancel();
      assertThat(connection.post("/convert", review)).contains("u-1");
      running.send(review, true);

      assertThat(running.answer()).contains("u-1");
      closing.join();
    }
  }

  private static boolean accepts(int port) {
    try (java.net.Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void serverIsNotReadyButServesDuringTheDelayBeforeItStops() throws Exception {
    TestServer server = start(Duration.ofHours(1));
    Thread closing = Thread.ofVirtual().start(server.server()::close);
    await().until(() -> !server.server().isReady());
    assertThat(server.health("/readyz").statusCode()).isEqualTo(503);
    assertThat(server.health("/readyz").body()).isEqualTo("not ready: the server is stopping\n");
    assertThat(server.health("/livez").statusCode()).isEqualTo(200);
    assertThat(server.post("/convert", REVIEW).statusCode()).isEqualTo(200);
    closing.interrupt();
    closing.join();
    assertThatThrownBy(() -> server.health("/livez")).isInstanceOf(IOException.class);
  }

  @Test
  void idleConnectionsAreNotWaitedFor() throws Exception {
    TestServer server = start(Duration.ZERO);
    server.post("/convert", REVIEW); // the client keeps its HTTP/2 connection
    HttpRequest late = server.request("/convert", REVIEW);
    server.server().close();
    assertThatThrownBy(() -> server.client().send(late, HttpResponse.BodyHandlers.discarding()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void closingTwiceIsFine() throws Exception {
    TestServer server = start(Duration.ZERO);
    server.server().close();
    server.server().close();
  }
}
