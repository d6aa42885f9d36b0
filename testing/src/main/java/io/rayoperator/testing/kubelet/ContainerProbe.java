package io.rayoperator.testing.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A probe of a container by HTTP or TCP, repeated and counted as its fields say. */
final class ContainerProbe {

  private static final int DEFAULT_PERIOD_SECONDS = 10;
  private static final int DEFAULT_FAILURES = 3;

  /** What looks once. */
  private interface Look {
    boolean succeeds(int timeoutMillis) throws IOException;
  }

  private final Look look;
  private final Duration period;
  private final int timeoutMillis;
  private final int failureThreshold;

  private Instant due;
  private int failures;
  private boolean succeeded;

  private ContainerProbe(Probe probe, Look look) {
    this.look = look;
    this.period =
        Duration.ofSeconds(
            Objects.requireNonNullElse(probe.getPeriodSeconds(), DEFAULT_PERIOD_SECONDS));
    this.timeoutMillis = 1000 * Objects.requireNonNullElse(probe.getTimeoutSeconds(), 1);
    this.failureThreshold =
        Objects.requireNonNullElse(probe.getFailureThreshold(), DEFAULT_FAILURES);
    this.due =
        Instant.now().plusSeconds(Objects.requireNonNullElse(probe.getInitialDelaySeconds(), 0));
  }

  /** Returns the probe of a container at an address; null for none. */
  static @Nullable ContainerProbe of(@Nullable Probe probe, Container container, String address) {
    if (probe == null) {
      return null;
    }
    if (probe.getHttpGet() != null) {
      HTTPGetAction get = probe.getHttpGet();
      String scheme = Objects.requireNonNullElse(get.getScheme(), "HTTP").toLowerCase(Locale.ROOT);
      URI uri =
          URI.create(
              scheme + "://" + address + ":" + port(get.getPort(), container) + get.getPath());
      return new ContainerProbe(probe, timeout -> answers(uri, timeout));
    }
    if (probe.getTcpSocket() != null) {
      InetSocketAddress socket =
          new InetSocketAddress(address, port(probe.getTcpSocket().getPort(), container));
      return new ContainerProbe(probe, timeout -> accepts(socket, timeout));
    }
    throw new IllegalStateException("This kubelet probes by HTTP and TCP only: " + probe);
  }

  private static int port(IntOrString port, Container container) {
    return port.getIntVal() != null
        ? port.getIntVal()
        : container.getPorts().stream()
            .filter(named -> named.getName().equals(port.getStrVal()))
            .map(ContainerPort::getContainerPort)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Container " + container.getName() + " has no port " + port.getStrVal()));
  }

  /** Looks, if it is time to. */
  void tick() {
    Instant now = Instant.now();
    if (now.isBefore(due)) {
      return;
    }
    due = now.plus(period);
    if (answers()) {
      failures = 0;
      succeeded = true;
    } else {
      failures++;
      if (failures >= failureThreshold) {
        succeeded = false;
      }
    }
  }

  /** Whether it has succeeded, and did not fail too often since. */
  boolean hasSucceeded() {
    return succeeded;
  }

  /** Whether it failed as often as it may in a row. */
  boolean hasFailed() {
    return failures >= failureThreshold;
  }

  private boolean answers() {
    try {
      return look.succeeds(timeoutMillis);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean answers(URI uri, int timeoutMillis) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(timeoutMillis);
    connection.setReadTimeout(timeoutMillis);
    int status = connection.getResponseCode();
    connection.disconnect();
    return status >= HttpURLConnection.HTTP_OK && status < HttpURLConnection.HTTP_BAD_REQUEST;
  }

  private static boolean accepts(InetSocketAddress address, int timeoutMillis) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address, timeoutMillis);
      return true;
    }
  }
}
