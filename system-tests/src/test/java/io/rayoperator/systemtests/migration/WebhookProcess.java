package io.rayoperator.systemtests.migration;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.LocalProcess;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The webhook server, registered for admission and not yet for conversion: as before a migration.
 */
final class WebhookProcess implements AutoCloseable {

  private static final Path REGISTRATION =
      Repository.root().resolve("config/webhook/admission.yaml");
  private static final Pattern READY = Pattern.compile("webhook server is ready");
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private final LocalProcess process;
  private final URI url;
  private final String caBundle;

  private WebhookProcess(LocalProcess process, URI url, String caBundle) {
    this.process = process;
    this.url = url;
    this.caBundle = caBundle;
  }

  static WebhookProcess start(LocalControlPlane controlPlane) {
    Path certificates = controlPlane.kubeconfig().resolveSibling("webhook-certificates");
    int port = freePort();
    LocalProcess process =
        LocalProcess.start(
            controlPlane,
            "webhook",
            Launcher.command(
                List.of(
                    "webhook",
                    "--host=127.0.0.1",
                    "--port=" + port,
                    "--health-port=0",
                    "--self-managed-certificates=" + certificates,
                    "--log-stdout-encoder=console")),
            Launcher.ENVIRONMENT);
    process.awaitOutput(READY, START_TIMEOUT);
    return new WebhookProcess(
        process, URI.create("https://127.0.0.1:" + port), read(certificates.resolve("ca.crt")));
  }

  /** Registers it for admission. */
  void register(KubernetesClient client) {
    register(client, url);
  }

  /** Registers its certificate at another address. */
  void registerAt(KubernetesClient client, URI other) {
    register(client, other);
  }

  private void register(KubernetesClient client, URI base) {
    for (HasMetadata registration : registrations(client)) {
      switch (registration) {
        case MutatingWebhookConfiguration mutating ->
            mutating
                .getWebhooks()
                .forEach(hook -> hook.setClientConfig(at(base, hook.getClientConfig())));
        case ValidatingWebhookConfiguration validating ->
            validating
                .getWebhooks()
                .forEach(hook -> hook.setClientConfig(at(base, hook.getClientConfig())));
        default -> throw new IllegalStateException(registration.getKind());
      }
      client.resource(registration).forceConflicts().serverSideApply();
    }
  }

  static void unregister(KubernetesClient client) {
    registrations(client).forEach(registration -> client.resource(registration).delete());
  }

  private static List<HasMetadata> registrations(KubernetesClient client) {
    try (InputStream file = Files.newInputStream(REGISTRATION)) {
      return client.load(file).items();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private WebhookClientConfig at(URI base, WebhookClientConfig inCluster) {
    return new WebhookClientConfigBuilder()
        .withUrl(base.resolve(inCluster.getService().getPath()).toString())
        .withCaBundle(
            Base64.getEncoder().encodeToString(caBundle.getBytes(StandardCharsets.US_ASCII)))
        .build();
  }

  void kill() {
    process.kill();
  }

  void restart() {
    process.restart();
    process.awaitOutput(READY, START_TIMEOUT);
  }

  @Override
  public void close() {
    process.close();
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
