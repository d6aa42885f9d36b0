package io.rayoperator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.webhook.selfmanaged.SelfManagedCertificates;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The API server has one connection for all its requests. What is answered before it is read leaves
 * the connection as good as it was.
 */
@Timeout(300)
class Http2EarlyAnswersTest {

  /** Netty ends connections with more than 200 resets in half a minute, a few for each of these. */
  private static final int REQUESTS = 30;

  private static final byte[] LARGE = new byte[200_000];
  private static final byte[] REVIEW =
      "{\"request\": {\"uid\": \"u-1\", \"desiredAPIVersion\": \"ray.io/v1\", \"objects\": []}}"
          .getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;

  private TestServer server;
  private Http2Connection connection;

  @BeforeEach
  void connect() throws Exception {
    SelfManagedCertificates certificates = TestServer.certificates(directory);
    WebhookServerConfig config =
        TestServer.local(certificates)
            .withLimits(
                TestServer.limits(
                    LARGE.length / 2, LARGE.length / 4, (long) REQUESTS * LARGE.length));
    server = TestServer.start(config, certificates.caBundle(), HttpClient.Version.HTTP_2);
    connection =
        Http2Connection.to(
            server.server().port(), TrustingClient.trusting(certificates.caBundle()));
  }

  @AfterEach
  void close() {
    connection.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /convert, true, 413",
    "POST, /convert, false, 413",
    "POST, /validate, true, 413",
    "POST, /validate, false, 413",
    "POST, /nowhere, true, 404",
    "POST, /nowhere, false, 404",
    "PUT, /convert, true, 405"
  })
  void connectionServesOnAfterRefusals(String method, String path, boolean isLengthKnown, int code)
      throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        answers.add(
            clients.submit(
                () -> {
                  Http2Connection.Stream stream =
                      connection.request(method, path, isLengthKnown ? LARGE.length : -1);
                  stream.send(LARGE, true);
                  return stream.answer();
                }));
      }
      for (Future<String> answer : answers) {
        assertThat(answer.get()).contains("\"code\":" + code);
      }
    }
    assertServes();
  }

  @Test
  void connectionServesOnAfterRequestsThatWereGivenUp() throws Exception {
    for (int i = 0; i < REQUESTS; i++) {
      Http2Connection.Stream stream = connection.request("POST", "/convert", LARGE.length / 2);
      stream.send(new byte[LARGE.length / 10], false);
      stream.cancel();
    }
    assertServes();
  }

  /** RFC 9113 says which one: the answer counts, and nothing went wrong. */
  @Test
  void clientIsAskedToStopWithoutError() throws Exception {
    Http2Connection.Stream stream = connection.request("POST", "/convert", LARGE.length);
    stream.send(LARGE, false);

    assertThat(stream.answer()).contains("\"code\":413");
    assertThat(stream.reset()).isEqualTo(Http2Connection.NO_ERROR);
  }

  @Test
  void bodyThatNeverEndsIsRefusedAtTheLimit() throws Exception {
    Http2Connection.Stream stream = connection.request("POST", "/convert", -1);
    boolean isTaken = true;
    for (int i = 0; isTaken && i < 20; i++) {
      isTaken = stream.send(LARGE, false);
    }

    assertThat(isTaken).isFalse();
    assertThat(stream.answer()).contains("\"code\":413");
    assertServes();
  }

  @Test
  void bodiesThatDoNotGoOnLeaveRoomForOthers() throws Exception {
    List<Http2Connection.Stream> slow = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      Http2Connection.Stream stream = connection.request("POST", "/convert", LARGE.length / 2);
      stream.send(new byte[LARGE.length / 10], false);
      slow.add(stream);
    }
    assertServes();

    for (Http2Connection.Stream stream : slow) {
      stream.send(new byte[LARGE.length / 2 - LARGE.length / 10], true);
      assertThat(stream.answer()).contains("\"code\":400");
    }
  }

  private void assertServes() throws IOException {
    assertThat(connection.post("/convert", REVIEW)).contains("\"status\":\"Success\"");
  }
}
