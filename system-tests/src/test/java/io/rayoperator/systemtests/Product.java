package io.rayoperator.systemtests;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.AuditLog;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.LocalProcess;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.Repository;
import io.rayoperator.testing.WebhookEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The assembled product, running beside a control plane. */
final class Product implements AutoCloseable {

  private static final Path LAUNCHER =
      Repository.root().resolve("cli/target/ray-operator/bin/ray-operator");
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Pattern WEBHOOKS_READY = Pattern.compile("webhook server is ready");
  private static final Pattern OPERATOR_READY = Pattern.compile("operator is ready");

  private final Webhooks webhooks;
  private final @Nullable LocalProcess operator;
  private final int operatorPort;
  private final AuditLog audit;
  private final AuditLog.Mark start;

  private Product(
      LocalControlPlane controlPlane,
      Webhooks webhooks,
      @Nullable LocalProcess operator,
      int operatorPort,
      AuditLog.Mark start) {
    this.webhooks = webhooks;
    this.operator = operator;
    this.operatorPort = operatorPort;
    this.audit = controlPlane.auditLog();
    this.start = start;
  }

  private record Webhooks(LocalProcess process, WebhookEndpoint endpoint, int healthPort) {}

  /**
   * Starts webhook server and operator, and returns when the API server uses the one and the other
   * is ready. The operator has the rights that it is installed with.
   */
  static Product start(LocalControlPlane controlPlane, KubernetesClient client) {
    AuditLog.Mark start = controlPlane.auditLog().mark();
    Webhooks webhooks = startWebhooks(controlPlane, client);
    int port = freePort();
    LocalProcess operator =
        launch(
            controlPlane,
            "operator",
            "manager",
            "--kubeconfig=" + ShippedAccount.kubeconfig(controlPlane, client),
            "--metrics-addr=127.0.0.1:" + port,
            "--health-probe-bind-address=127.0.0.1:0",
            "--enable-leader-election=false",
            "--log-stdout-encoder=console");
    operator.awaitOutput(OPERATOR_READY, START_TIMEOUT);
    return new Product(controlPlane, webhooks, operator, port, start);
  }

  /** Starts the webhook server alone: objects stay as they are written. */
  static Product startWithoutOperator(LocalControlPlane controlPlane, KubernetesClient client) {
    return new Product(
        controlPlane, startWebhooks(controlPlane, client), null, 0, controlPlane.auditLog().mark());
  }

  private static Webhooks startWebhooks(LocalControlPlane controlPlane, KubernetesClient client) {
    Path certificates = controlPlane.kubeconfig().resolveSibling("webhook-certificates");
    int port = freePort();
    int healthPort = freePort();
    LocalProcess webhooks =
        launch(
            controlPlane,
            "webhook",
            "webhook",
            "--host=127.0.0.1",
            "--port=" + port,
            "--health-port=" + healthPort,
            "--self-managed-certificates=" + certificates,
            "--log-stdout-encoder=console");
    webhooks.awaitOutput(WEBHOOKS_READY, START_TIMEOUT);
    WebhookEndpoint endpoint =
        new WebhookEndpoint(
            URI.create("https://127.0.0.1:" + port), read(certificates.resolve("ca.crt")));
    RayClusterApi.install(client, endpoint);
    return new Webhooks(webhooks, endpoint, healthPort);
  }

  /** Starts a command of the launcher. */
  static LocalProcess launch(LocalControlPlane controlPlane, String name, String... arguments) {
    if (!Files.isExecutable(LAUNCHER)) {
      throw new IllegalStateException(LAUNCHER + " is missing; `mvn package` makes it");
    }
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    return LocalProcess.start(
        controlPlane,
        name,
        command,
        Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS", "-Xmx256m"));
  }

  /** Ends the operator as a lost node does. */
  void killOperator() {
    operator().kill();
  }

  void restartOperator() {
    operator().restart();
    operator().awaitOutput(OPERATOR_READY, START_TIMEOUT);
  }

  /** Where the webhook server is, for calls that pass the API server by. */
  WebhookEndpoint webhooks() {
    return webhooks.endpoint;
  }

  /** Where the webhook server shows its metrics. */
  URI webhookMetrics() {
    return URI.create("http://127.0.0.1:" + webhooks.healthPort + "/metrics");
  }

  /** Where the operator shows its metrics. */
  URI operatorMetrics() {
    return URI.create("http://127.0.0.1:" + operatorPort + "/metrics");
  }

  /** The webhook server's process. */
  ProcessHandle webhookProcess() {
    return webhooks.process.handle();
  }

  void killWebhooks() {
    webhooks.process.kill();
  }

  void restartWebhooks() {
    webhooks.process.restart();
    webhooks.process.awaitOutput(WEBHOOKS_READY, START_TIMEOUT);
  }

  private LocalProcess operator() {
    if (operator == null) {
      throw new IllegalStateException("This product was started without an operator");
    }
    return operator;
  }

  @Override
  public void close() {
    if (operator != null) {
      operator.close();
    }
    webhooks.process.close();
    UsedRights.add(audit, start);
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
