package io.rayoperator.testing.hostile;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a client may do to a server that it should not. */
public enum Attack {
  MALFORMED_JSON("bodies that are no review: empty, cut, wrong types", "200", "400") {
    @Override
    void run(Target target, int times, Outcomes outcomes) throws InterruptedException {
      Requests.send(target, Reviews.malformed(), JSON, "", times, outcomes);
    }
  },
  NOT_UTF_8("names that are no UTF-8", "200", "400") {
    @Override
    void run(Target target, int times, Outcomes outcomes) throws InterruptedException {
      Requests.send(target, Reviews.notUtf8(), JSON, "", times, outcomes);
    }
  },
  COMPRESSED("bodies compressed by gzip, one of them 100 MB of zeros", "400", "413", "415") {
    @Override
    void run(Target target, int times, Outcomes outcomes) throws InterruptedException {
      List<byte[]> bodies =
          List.of(
              Reviews.compressed(Reviews.bytes(Reviews.good())),
              Reviews.compressed(new byte[BOMB]),
              Reviews.bytes("no gzip"));
      Requests.send(target, bodies, JSON, "gzip", times, outcomes);
    }
  },
  WRONG_CONTENT_TYPE("reviews that call themselves text", "415") {
    @Override
    void run(Target target, int times, Outcomes outcomes) throws InterruptedException {
      List<byte[]> bodies = List.of(Reviews.bytes(Reviews.good()));
      Requests.send(target, bodies, "text/plain", "", times, outcomes);
    }
  },
  DEEP_NESTING("10,000 lists in each other", "200", "400") {
    @Override
    void run(Target target, int times, Outcomes outcomes) throws InterruptedException {
      Requests.send(target, List.of(Reviews.nested(DEPTH)), JSON, "", times, outcomes);
    }
  },
  HUGE_NUMBERS("numbers of 100,000 digits, and of an exponent of a billion", "200", "400") {
    @Override
    void run(Target target, int times, Outcomes outcomes) throws InterruptedException {
      Requests.send(target, Reviews.hugeNumbers(), JSON, "", times, outcomes);
    }
  },
  ENDLESS_HEADERS(
      "HTTP/1.1: a megabyte of headers", "431", "400", "413", Ending.CLOSED, Ending.LOST) {
    @Override
    void run(Target target, int times, Outcomes outcomes) throws InterruptedException {
      String headers = "POST /convert HTTP/1.1\r\n" + "X-More: y\r\n".repeat(100_000);
      byte[] request = headers.getBytes(StandardCharsets.US_ASCII);
      Connections.hold(times, () -> Connections.answer(target.openTls(HTTP_1), request), outcomes);
    }
  },
  SLOW_HEADERS("HTTP/1.1: a byte of the headers now and then", Ending.HELD, Ending.LOST) {
    @Override
    void run(Target target, int times, Outcomes outcomes) throws InterruptedException {
      String beginning = "POST /convert HTTP/1.1\r\nHost: a\r\nX-More: ";
      Connections.hold(
          times, () -> Connections.dribble(target.openTls(HTTP_1), beginning, PAUSES), outcomes);
    }
  },
  SLOW_BODIES("HTTP/1.1: a byte of the body now and then", Ending.HELD, Ending.LOST) {
    @Override
    void run(Target target, int times, Outcomes outcomes) throws InterruptedException {
      Connections.hold(
          times,
          () -> Connections.dribble(target.openTls(HTTP_1), body(1_000_000), PAUSES),
          outcomes);
    }
  },
  LOST_BODIES("HTTP/1.1: connections that end in the body", Ending.BROKEN_OFF, Ending.LOST) {
    @Override
    void run(Target target, int times, Outcomes outcomes) throws InterruptedException {
      String beginning = body(1_000_000) + "x".repeat(100_000);
      Connections.hold(
          times, () -> Connections.breakOff(target.openTls(HTTP_1), beginning), outcomes);
    }
  },
  SILENT_CONNECTIONS("connections that say nothing", Ending.HELD, Ending.LOST) {
    @Override
    void run(Target target, int times, Outcomes outcomes) throws InterruptedException {
      Connections.hold(
          times, () -> Connections.stall(target.open(), new byte[0], PAUSES), outcomes);
    }
  },
  HALF_OPEN_TLS("a handshake that stops in the first message", Ending.HELD, Ending.LOST) {
    @Override
    void run(Target target, int times, Outcomes outcomes) throws InterruptedException {
      byte[] beginning = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3};
      Connections.hold(times, () -> Connections.stall(target.open(), beginning, PAUSES), outcomes);
    }
  },
  NO_TLS("HTTP without TLS", Ending.CLOSED, "400", Ending.LOST) {
    @Override
    void run(Target target, int times, Outcomes outcomes) throws InterruptedException {
      byte[] request = (body(2) + "{}").getBytes(StandardCharsets.US_ASCII);
      Connections.hold(times, () -> Connections.answer(target.open(), request), outcomes);
    }
  },
  RAPID_RESET("HTTP/2: 10,000 requests, each reset at once", Ending.ENDED, Ending.LOST) {
    @Override
    void run(Target target, int times, Outcomes outcomes) throws InterruptedException {
      Connections.hold(times, () -> Http2Flood.resets(target.openTls(HTTP_2), FRAMES), outcomes);
    }
  },
  PING_FLOOD(
      "HTTP/2: 10,000 pings, whose answers are not read", Ending.ENDED, Ending.TAKEN, Ending.LOST) {
    @Override
    void run(Target target, int times, Outcomes outcomes) throws InterruptedException {
      Connections.hold(times, () -> Http2Flood.pings(target.openTls(HTTP_2), FRAMES), outcomes);
    }
  },
  SETTINGS_FLOOD(
      "HTTP/2: 10,000 settings, whose answers are not read",
      Ending.ENDED,
      Ending.TAKEN,
      Ending.LOST) {
    @Override
    void run(Target target, int times, Outcomes outcomes) throws InterruptedException {
      Connections.hold(times, () -> Http2Flood.settings(target.openTls(HTTP_2), FRAMES), outcomes);
    }
  },
  CONTINUATION_FLOOD("HTTP/2: headers that go on for 10,000 frames", Ending.ENDED, Ending.LOST) {
    @Override
    void run(Target target, int times, Outcomes outcomes) throws InterruptedException {
      Connections.hold(
          times, () -> Http2Flood.continuations(target.openTls(HTTP_2), FRAMES), outcomes);
    }
  };

  private static final String SEPARATOR = "\n";
  private static final String JSON = "application/json";
  private static final String HTTP_1 = "http/1.1";
  private static final String HTTP_2 = "h2";
  private static final int BOMB = 100_000_000;
  private static final int DEPTH = 10_000;
  private static final int FRAMES = 10_000;
  private static final int PAUSES = 8;

  private final String description;
  private final String fineOutcomes;

  Attack(String description, String... fineOutcomes) {
    this.description = description;
    this.fineOutcomes = String.join(SEPARATOR, fineOutcomes);
  }

  /** What is sent, in words. */
  public String description() {
    return description;
  }

  /** Whether a server that is well may let a request or a connection end so. */
  public boolean isFine(String outcome) {
    return List.of(fineOutcomes.split(SEPARATOR, -1)).contains(outcome);
  }

  abstract void run(Target target, int times, Outcomes outcomes) throws InterruptedException;

  /**
   * Does it, and returns what became of it.
   *
   * @param times how many requests, or connections
   */
  public Outcomes on(Target target, int times) throws InterruptedException {
    Outcomes outcomes = new Outcomes();
    run(target, times, outcomes);
    return outcomes;
  }

  private static String body(int length) {
    return "POST /convert HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }
}
