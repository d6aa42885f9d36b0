package io.rayoperator.cli.metrics;

import java.util.Map;

/** What the JDK's HTTP servers of this process bear from one client. */
public final class HttpLimits {

  /**
   * Seconds to send a request (of which the first are the TLS handshake's) and to take an answer,
   * and bytes of headers. The JDK's own values are forever, forever, and 380 kB.
   */
  private static final Map<String, String> LIMITS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "10",
          "sun.net.httpserver.maxRspTime", "60",
          "sun.net.httpserver.maxReqHeaderSize", "65536");

  private HttpLimits() {}

  /**
   * Sets them, but for those that were set by hand. To be called before the first server is made.
   */
  public static void set() {
    LIMITS.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }
}
