package io.rayoperator.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.cli.metrics.MetricsServer;
import io.rayoperator.cli.metrics.MetricsSource;
import io.rayoperator.webhook.WebhookServer;
import io.rayoperator.webhook.WebhookServerConfig;
import io.rayoperator.webhook.WebhookServerConfig.Address;
import io.rayoperator.webhook.WebhookServerConfig.Shutdown;
import io.rayoperator.webhook.registration.CaBundleInjector;
import io.rayoperator.webhook.registration.WebhookRegistration;
import io.rayoperator.webhook.selfmanaged.CertificatePolicy;
import io.rayoperator.webhook.selfmanaged.SelfManagedCertificates;
import io.rayoperator.webhook.selfmanaged.ServingNames;
import io.rayoperator.webhook.selfmanaged.TrustPublisher;
import io.rayoperator.webhook.tls.CertificateDirectory;
import io.rayoperator.webhook.tls.CertificateSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "webhook",
    header =
        "Run the webhook server: it converts, defaults and validates RayClusters for the API server.",
    description = {
      "Serves /convert, /mutate and /validate over TLS, and /livez and /readyz on the health port without it. It keeps no"
          + " state: run as many as you like."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  In a pod, with a certificate that cert-manager mounts at /certificates:",
      "    ray-operator webhook",
      "  In a pod without cert-manager (config/overlays/self-managed-certs):",
      "    ray-operator webhook --self-managed-secret ray-operator-webhook-server-certificate",
      "  Beside an API server on this machine, with a certificate of its own, registered by its address:",
      "    ray-operator webhook --host 127.0.0.1 --self-managed-certificates ./certificates --register-url"
    })
final class WebhookCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookCommand.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final String LOOPBACK = "127.0.0.1";

  /** Of both kinds, in config/webhook. */
  private static final String WEBHOOK_CONFIGURATION = "ray-operator";

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Mixin private MetricsOptions metrics;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "0.0.0.0",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  private String host = "0.0.0.0";

  @Option(
      names = "--port",
      defaultValue = "9443",
      description = "Port for the API server; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--health-port",
      defaultValue = "8081",
      description = "Port for probes; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int healthPort;

  @Option(
      names = "--metrics-addr",
      paramLabel = "[HOST]:PORT",
      description =
          "Where to serve metrics to everybody; 0 for nowhere (default: on the health port, or with"
              + " --secure-metrics-addr nowhere).")
  private @Nullable String metricsAddress;

  @Option(
      names = "--certificates",
      paramLabel = "DIR",
      defaultValue = "/certificates",
      description =
          "Where tls.crt and tls.key are, such as a mounted Secret; changes are noticed (default: ${DEFAULT-VALUE}).")
  private Path certificates = Path.of("/certificates");

  @Option(
      names = "--self-managed-certificates",
      paramLabel = "DIR",
      description =
          "Issue the certificates instead, for this machine alone, and keep them here. Their authority is in ca.crt.")
  private @Nullable Path selfManaged;

  @Option(
      names = "--self-managed-secret",
      paramLabel = "NAME",
      description = {
        "Issue the certificates instead, for the Service, and keep them in this Secret of the pod's namespace, which all replicas share.",
        "The authority is written into the definition of RayClusters and into the webhook configurations named ray-operator."
      })
  private @Nullable String selfManagedSecret;

  @Option(
      names = "--service",
      paramLabel = "NAME",
      defaultValue = "ray-operator-webhook-server",
      description =
          "The Service that the certificates in the Secret are for (default: ${DEFAULT-VALUE}).")
  private String service = "ray-operator-webhook-server";

  @Option(
      names = "--register-url",
      description =
          "Tell the API server to call this server at https://127.0.0.1:PORT. Needs --self-managed-certificates.")
  private boolean registerUrl;

  @Option(
      names = "--client-ca",
      paramLabel = "FILE",
      description = "Answer only to clients with a certificate of these authorities (PEM).")
  private @Nullable Path clientCa;

  @Override
  public Integer call() throws Exception {
    if (registerUrl && selfManaged == null) {
      throw new ParameterException(
          spec.commandLine(), "--register-url needs --self-managed-certificates");
    }
    if (selfManaged != null && selfManagedSecret != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--self-managed-certificates and --self-managed-secret exclude each other");
    }
    server.startLogs();
    if (selfManagedSecret != null) {
      try (KubernetesClient client = server.client()) {
        run(inSecret(client, selfManagedSecret));
      }
    } else if (registerUrl) {
      port = port == 0 ? freePort() : port;
      try (KubernetesClient client = server.client()) {
        run(inDirectory(new WebhookRegistration(client, loopbackUrl())));
      }
    } else {
      run(inDirectory(TrustPublisher.NONE));
    }
    return ExitCode.OK;
  }

  private URI loopbackUrl() {
    return URI.create("https://" + LOOPBACK + ":" + port);
  }

  private CertificateSource inDirectory(TrustPublisher trust) {
    return selfManaged == null
        ? new CertificateDirectory(certificates)
        : SelfManagedCertificates.inDirectory(
            selfManaged, ServingNames.local(), CertificatePolicy.USUAL, trust);
  }

  private CertificateSource inSecret(KubernetesClient client, String secret) {
    String namespace = client.getNamespace();
    if (namespace == null) {
      throw new ParameterException(
          spec.commandLine(), "--self-managed-secret needs a namespace, such as that of a pod");
    }
    return SelfManagedCertificates.inSecret(
        client,
        namespace,
        secret,
        ServingNames.ofService(service, namespace),
        CertificatePolicy.USUAL,
        new CaBundleInjector(client, WEBHOOK_CONFIGURATION, WEBHOOK_CONFIGURATION));
  }

  private void run(CertificateSource source) throws InterruptedException {
    InetSocketAddress open =
        metricsAddress == null ? null : MetricsOptions.parse(spec, metricsAddress);
    WebhookServer running = WebhookServer.start(config(source));
    AutoCloseable openMetrics =
        open == null ? () -> {} : MetricsServer.open(open, MetricsSource.of(running::metrics));
    AutoCloseable secureMetrics = metrics.start(server, running::metrics);
    if (!running.isReady()) {
      LOG.info("waiting: {}", running.notReadyBecause());
    }
    while (!running.isReady()) {
      Thread.sleep(LOOK_AGAIN);
    }
    LOG.info(
        "webhook server is ready on port {}, health on port {}",
        running.port(),
        running.healthPort());
    Service.runUntilStopped(running, openMetrics, secureMetrics);
  }

  private WebhookServerConfig config(CertificateSource source) {
    return WebhookServerConfig.serving(source)
        .withAddress(new Address(host, port, healthPort))
        .withClientCa(clientCa)
        .withMetricsOnHealthPort(metricsAddress == null && !metrics.isOn())
        // On this machine nobody balances load between servers, so there is nobody to tell about
        // the end.
        .withShutdown(selfManaged == null ? Shutdown.GRACEFUL : Shutdown.PROMPT);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(LOOPBACK))) {
      return socket.getLocalPort();
    }
  }
}
