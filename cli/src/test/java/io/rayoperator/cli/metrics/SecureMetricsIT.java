package io.rayoperator.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.FaultyApi;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.Repository;
import io.rayoperator.testing.TestNamespace;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Readers with tokens of a real API server, which is asked with the rights that are shipped. */
@ControlPlane
@Timeout(120)
class SecureMetricsIT {

  private static final Path RIGHTS = Repository.root().resolve("config/rbac/metrics.yaml");

  private static final SecureMetrics.Patience SHORT =
      new SecureMetrics.Patience(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(100),
          Duration.ofSeconds(3));

  private final HttpClient http = Tls.client();
  private final LocalControlPlane plane;
  private final Kubectl cluster;
  @TempDir private Path noCertificates;
  private Kubectl kubectl;
  private KubernetesClient serverClient;
  private SecureMetrics server;

  SecureMetricsIT(LocalControlPlane plane) {
    this.plane = plane;
    this.cluster = plane.kubectl();
  }

  @BeforeEach
  void start(TestNamespace namespace) {
    kubectl = plane.kubectl().in(namespace);
    cluster.run("apply", "-f", RIGHTS.toString()).succeeds();
    account("server", "ray-operator-metrics-auth");
    serverClient = clientOf("server");
    server = serve(serverClient);
  }

  @AfterEach
  void stop() {
    server.close();
    serverClient.close();
    http.close();
    cluster.run("delete", "clusterrolebinding", "--selector=test=metrics").succeeds();
    cluster.run("delete", "--ignore-not-found", "-f", RIGHTS.toString()).succeeds();
  }

  @Test
  void accountWithTheRoleReads() throws Exception {
    account("prometheus", "ray-operator-metrics-reader");

    var response = Tls.get(http, server.port(), tokenOf("prometheus"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("up 1\n");
  }

  @Test
  void othersAreRefused() throws Exception {
    account("somebody", null);

    assertThat(statusWith(null)).isEqualTo(401);
    assertThat(statusWith("invented")).isEqualTo(401);
    assertThat(statusWith(tokenOf("somebody"))).isEqualTo(403);
    // It may ask who may read, and not read.
    assertThat(statusWith(tokenOf("server"))).isEqualTo(403);
  }

  @Test
  void roleThatIsGivenAndTakenCounts() throws Exception {
    account("prometheus", null);
    String token = tokenOf("prometheus");
    assertThat(statusWith(token)).isEqualTo(403);

    bind("prometheus", "ray-operator-metrics-reader");
    await().untilAsserted(() -> assertThat(statusWith(token)).isEqualTo(200));

    cluster.run("delete", "clusterrolebinding", "--selector=test=metrics").succeeds();
    bind("server", "ray-operator-metrics-auth");
    await().untilAsserted(() -> assertThat(statusWith(token)).isEqualTo(403));
  }

  @Test
  void deletedAccountIsRefused() throws Exception {
    account("prometheus", "ray-operator-metrics-reader");
    String token = tokenOf("prometheus");
    assertThat(statusWith(token)).isEqualTo(200);

    kubectl.run("delete", "serviceaccount", "prometheus").succeeds();

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(statusWith(token)).isEqualTo(401));
  }

  @Test
  void withoutTheApiServerNobodyReadsForLong() throws Exception {
    account("prometheus", "ray-operator-metrics-reader");
    String token = tokenOf("prometheus");
    try (FaultyApi api = FaultyApi.of(plane);
        KubernetesClient client = api.newClient();
        SecureMetrics behindIt = serve(client)) {
      assertThat(Tls.get(http, behindIt.port(), token).statusCode()).isEqualTo(200);

      api.set(request -> FaultyApi.Fate.BREAKS);
      await()
          .untilAsserted(
              () -> assertThat(Tls.get(http, behindIt.port(), token).statusCode()).isEqualTo(503));

      api.set(request -> FaultyApi.Fate.PASSES);
      assertThat(Tls.get(http, behindIt.port(), token).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void withoutTheRightToAskNobodyReads() throws Exception {
    account("prometheus", "ray-operator-metrics-reader");
    account("weak", null);
    try (KubernetesClient client = clientOf("weak");
        SecureMetrics weak = serve(client)) {
      assertThat(Tls.get(http, weak.port(), tokenOf("prometheus")).statusCode()).isEqualTo(503);
    }
  }

  private int statusWith(@Nullable String token) throws Exception {
    return Tls.get(http, server.port(), token).statusCode();
  }

  private SecureMetrics serve(KubernetesClient client) {
    return SecureMetrics.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        noCertificates,
        client.getConfiguration(),
        MetricsSource.of(() -> "up 1\n"),
        SHORT);
  }

  private void account(String name, @Nullable String role) {
    kubectl.run("create", "serviceaccount", name).succeeds();
    if (role != null) {
      bind(name, role);
    }
  }

  private void bind(String account, String role) {
    String namespace =
        kubectl
            .run("get", "serviceaccount", account, "-o=jsonpath={.metadata.namespace}")
            .succeeds()
            .stdout();
    String name = "test-metrics-" + account;
    cluster
        .run(
            "create",
            "clusterrolebinding",
            name,
            "--clusterrole=" + role,
            "--serviceaccount=" + namespace + ":" + account)
        .succeeds();
    cluster.run("label", "clusterrolebinding", name, "test=metrics").succeeds();
  }

  private String tokenOf(String account) {
    return kubectl.run("create", "token", account).succeeds().stdout().strip();
  }

  private KubernetesClient clientOf(String account) {
    try (KubernetesClient administrator = plane.newClient()) {
      return new KubernetesClientBuilder()
          .withConfig(
              new ConfigBuilder(administrator.getConfiguration())
                  .withClientCertFile(null)
                  .withClientCertData(null)
                  .withClientKeyFile(null)
                  .withClientKeyData(null)
                  .withAutoOAuthToken(null)
                  .withOauthToken(tokenOf(account))
                  .build())
          .build();
    }
  }
}
