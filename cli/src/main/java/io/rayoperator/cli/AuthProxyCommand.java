package io.rayoperator.cli;

import io.rayoperator.cli.metrics.SecureMetrics;
import io.rayoperator.cli.metrics.UpstreamMetrics;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "auth-proxy",
    header =
        "Guard the metrics of another container of the pod: the API server says who may read them.",
    description = {
      "Serves /metrics of a server on the loopback interface over TLS, to those who may get the URL /metrics of the API"
          + " server. Both servers can do that themselves (--secure-metrics-addr); this is for pods that are to have a"
          + " sidecar for it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  Beside a manager with --metrics-addr=127.0.0.1:8080:",
      "    ray-operator auth-proxy --secure-listen-address=:8443 --upstream=http://127.0.0.1:8080/"
    })
final class AuthProxyCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(AuthProxyCommand.class);

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Option(
      names = "--secure-listen-address",
      paramLabel = "[HOST]:PORT",
      defaultValue = ":8443",
      description = "Where to listen (default: ${DEFAULT-VALUE}).")
  private String address = ":8443";

  @Option(
      names = "--upstream",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080/",
      description = "The server whose /metrics are guarded (default: ${DEFAULT-VALUE}).")
  private URI upstream = URI.create("http://127.0.0.1:8080/");

  @Option(
      names = "--certificates",
      paramLabel = "DIR",
      defaultValue = MetricsOptions.CERTIFICATES,
      description =
          "Where tls.crt and tls.key are, such as a mounted Secret; changes are noticed. Without them it has a"
              + " certificate of its own (default: ${DEFAULT-VALUE}).")
  private Path certificates = Path.of(MetricsOptions.CERTIFICATES);

  @Override
  public Integer call() throws InterruptedException {
    InetSocketAddress listen = MetricsOptions.parse(spec, address);
    if (listen == null) {
      throw new ParameterException(spec.commandLine(), "Without an address there is nothing to do");
    }
    try (UpstreamMetrics source = source()) {
      server.startLogs();
      SecureMetrics secure = SecureMetrics.start(listen, certificates, server.connection(), source);
      LOG.info("metrics of {} for those who may read them on port {}", upstream, secure.port());
      Service.runUntilStopped(secure);
    }
    return ExitCode.OK;
  }

  private UpstreamMetrics source() {
    try {
      return new UpstreamMetrics(upstream);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }
}
