package io.rayoperator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rayoperator.webhook.selfmanaged.SelfManagedCertificates;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bodies of all clients together have their limit, and nobody can keep the others out. */
@Timeout(300)
class BodyBudgetOverHttp2Test {

  private static final int LARGE = 200_000;
  private static final int ROOM_FOR = 3;
  private static final int REQUESTS = 80;
  private static final Duration FOREVER = Duration.ofHours(1);
  private static final byte[] REVIEW =
      "{\"request\": {\"uid\": \"u-1\", \"desiredAPIVersion\": \"ray.io/v1\", \"objects\": []}}"
          .getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;

  private @Nullable SSLContext trust;
  private @Nullable TestServer server;

  private void start(Duration longest) throws Exception {
    SelfManagedCertificates certificates = TestServer.certificates(directory);
    trust = TrustingClient.trusting(certificates.caBundle());
    WebhookServerConfig.Limits limits =
        new WebhookServerConfig.Limits(LARGE, LARGE, (long) ROOM_FOR * LARGE, longest, 2);
    server =
        TestServer.start(
            TestServer.local(certificates).withLimits(limits),
            certificates.caBundle(),
            HttpClient.Version.HTTP_2);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void whoFindsNoRoomWaitsForIt() throws Exception {
    start(FOREVER);
    try (Http2Connection others = connect();
        ExecutorService client = Executors.newVirtualThreadPerTaskExecutor()) {
      Http2Connection.Stream promised = fill(others).getFirst();
      Future<String> answer = client.submit(() -> connect().post("/convert", REVIEW));
      assertThatThrownBy(() -> answer.get(1, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);

      promised.cancel();

      assertThat(answer.get()).contains("Success");
    }
  }

  @Test
  void requestsThatTakeTooLongMakeRoomForOthers() throws Exception {
    start(Duration.ofMillis(300));
    try (Http2Connection others = connect();
        Http2Connection connection = connect()) {
      Http2Connection.Stream promised = fill(others).getFirst();

      assertThat(connection.post("/convert", REVIEW)).contains("Success");

      assertThat(promised.reset()).isEqualTo(Http2Connection.CANCEL);
    }
  }

  @Test
  void lostConnectionsGiveBackWhatTheyHeld() throws Exception {
    start(FOREVER);
    for (int i = 0; i < 3; i++) {
      try (Http2Connection others = connect()) {
        fill(others);
        others.request("POST", "/convert", LARGE).send(new byte[10], false); // It waits.
      }
    }
    try (Http2Connection connection = connect()) {
      assertThat(connection.post("/convert", REVIEW)).contains("Success");
    }
    await().until(() -> server().server().runningRequests() == 0);
  }

  /** Many more than there is room for, all on one connection, as those of the API server. */
  @Test
  void allAreAnswered() throws Exception {
    start(FOREVER);
    try (Http2Connection connection = connect();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        answers.add(clients.submit(() -> connection.post("/convert", large())));
      }
      for (Future<String> answer : answers) {
        assertThat(answer.get()).contains("Success");
      }
    }
    assertThat(server().health("/metrics").body())
        .containsPattern("ray_operator_webhook_requests_waited_total [1-9]")
        .contains("ray_operator_webhook_requests_given_up_total 0.0");
  }

  private static byte[] large() {
    byte[] body = new byte[LARGE];
    Arrays.fill(body, (byte) ' ');
    System.arraycopy(REVIEW, 0, body, 0, REVIEW.length);
    return body;
  }

  private TestServer server() {
    return Objects.requireNonNull(server);
  }

  private Http2Connection connect() throws IOException {
    return Http2Connection.to(server().server().port(), Objects.requireNonNull(trust));
  }

  /** Takes all the room there is, with bodies that begin and do not go on. */
  private List<Http2Connection.Stream> fill(Http2Connection connection) throws IOException {
    List<Http2Connection.Stream> promised = new ArrayList<>();
    for (int i = 0; i < ROOM_FOR; i++) {
      Http2Connection.Stream stream = connection.request("POST", "/convert", LARGE);
      stream.send(new byte[10], false);
      promised.add(stream);
    }
    await().until(() -> server().server().runningRequests() >= ROOM_FOR);
    return promised;
  }
}
