package io.rayoperator.cli.metrics;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;

/** Metrics of another process on this machine, or in this pod, over plain HTTP. */
public final class UpstreamMetrics implements MetricsSource, AutoCloseable {

  /** Far above what tens of thousands of series take. */
  private static final long LONGEST = 64L << 20;

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(8);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final HttpRequest request;
  private final long longest;

  /**
   * Reads metrics from a server.
   *
   * @param upstream such as {@code http://127.0.0.1:8080/}; its path does not count
   * @throws IllegalArgumentException if it is not on this machine; the message is for the user
   */
  public UpstreamMetrics(URI upstream) {
    this(upstream, LONGEST);
  }

  UpstreamMetrics(URI upstream, long longest) {
    requireLoopback(upstream);
    this.request =
        HttpRequest.newBuilder(upstream.resolve(MetricsServer.PATH)).timeout(ANSWER).build();
    this.longest = longest;
  }

  private static void requireLoopback(URI upstream) {
    String host = upstream.getHost();
    if (!"http".equals(upstream.getScheme()) || host == null || !isLoopback(host)) {
      throw new IllegalArgumentException(
          "'%s' is no HTTP server of this pod, such as http://127.0.0.1:8080/: what is not on the loopback interface could be read by others"
              .formatted(upstream));
    }
  }

  /** Only literals and the one name that needs no DNS. */
  private static boolean isLoopback(String host) {
    if (host.toLowerCase(Locale.ROOT).equals("localhost")) {
      return true;
    }
    try {
      return host.matches("[0-9.]+|\\[.*]") && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Override
  public Metrics read() throws IOException {
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        response.body().close();
        throw new IOException("the upstream answered " + response.statusCode());
      }
      return new Metrics(
          response.headers().firstValue("Content-Type").orElse("text/plain; charset=utf-8"),
          new Bounded(response.body(), longest));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  /** Fails when there is more, so that nobody takes a part for the whole. */
  private static final class Bounded extends FilterInputStream {

    private long left;

    Bounded(InputStream in, long most) {
      super(in);
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      return counted(super.read(), 1);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      return counted(read, read);
    }

    private int counted(int result, int bytes) throws IOException {
      if (result >= 0) {
        left -= bytes;
        if (left < 0) {
          throw new IOException("the upstream's answer is too long");
        }
      }
      return result;
    }
  }
}
