package io.rayoperator.cli;

import io.rayoperator.cli.metrics.ListenAddress;
import io.rayoperator.cli.metrics.MetricsSource;
import io.rayoperator.cli.metrics.SecureMetrics;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Metrics for those whom the API server knows and allows; both servers have them. */
final class MetricsOptions {

  private static final Logger LOG = LoggerFactory.getLogger(MetricsOptions.class);

  /** Where certificates are by default. */
  static final String CERTIFICATES = "/metrics-certificates";

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  private @Nullable InetSocketAddress address;

  @Option(
      names = "--secure-metrics-certificates",
      paramLabel = "DIR",
      defaultValue = CERTIFICATES,
      description =
          "Where tls.crt and tls.key of that listener are, such as a mounted Secret; changes are noticed. Without them"
              + " it has a certificate of its own (default: ${DEFAULT-VALUE}).")
  private Path certificates = Path.of(CERTIFICATES);

  @Option(
      names = "--secure-metrics-addr",
      paramLabel = "[HOST]:PORT",
      defaultValue = "0",
      description =
          "Where to serve metrics over TLS to those who may get the URL /metrics of the API server; 0 for nowhere"
              + " (default: ${DEFAULT-VALUE}).")
  void address(String text) {
    address = parse(spec, text);
  }

  /** Whether there are such metrics. */
  boolean isOn() {
    return address != null;
  }

  /**
   * Starts to serve metrics, if that was asked for.
   *
   * @return ends that
   */
  AutoCloseable start(ServerOptions server, Supplier<String> metrics) {
    if (address == null) {
      return () -> {};
    }
    SecureMetrics secure =
        SecureMetrics.start(address, certificates, server.connection(), MetricsSource.of(metrics));
    LOG.info("metrics for those who may read them on port {}", secure.port());
    return secure;
  }

  /** An address that a user gave; null for none. */
  static @Nullable InetSocketAddress parse(CommandSpec spec, String text) {
    try {
      return ListenAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }
}
