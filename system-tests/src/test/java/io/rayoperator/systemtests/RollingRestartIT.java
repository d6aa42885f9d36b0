package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.LocalProcess;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.Repository;
import io.rayoperator.testing.TestNamespace;
import io.rayoperator.testing.WebhookEndpoint;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Two webhook servers behind one address are restarted in turn, as by a rolling update. */
@ControlPlane
class RollingRestartIT {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final int WRITERS = 4;
  private static final int MIN_CALLS = 200;

  private record Replica(LocalProcess process, int port, int healthPort) implements AutoCloseable {

    static Replica start(LocalControlPlane controlPlane, String name, Path certificates) {
      int port = Product.freePort();
      int healthPort = Product.freePort();
      LocalProcess process =
          LocalProcess.start(
              controlPlane,
              name,
              List.of(
                  Repository.root().resolve("cli/target/ray-operator/bin/ray-operator").toString(),
                  "webhook",
                  "--host=127.0.0.1",
                  "--port=" + port,
                  "--health-port=" + healthPort,
                  "--self-managed-certificates=" + certificates,
                  "--log-stdout-encoder=console"),
              Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS", "-Xmx256m"));
      Replica replica = new Replica(process, port, healthPort);
      replica.awaitReady();
      return replica;
    }

    void awaitReady() {
      await("ready").atMost(START_TIMEOUT).until(this::isReady);
    }

    boolean isReady() {
      try {
        URI readiness = URI.create("http://127.0.0.1:" + healthPort + "/readyz");
        HttpURLConnection connection = (HttpURLConnection) readiness.toURL().openConnection();
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } catch (IOException e) {
        return false;
      }
    }

    Balancer.Backend backend() {
      return new Balancer.Backend(port, this::isReady);
    }

    @Override
    public void close() {
      process.close();
    }
  }

  @Test
  void noCallFails(LocalControlPlane controlPlane, KubernetesClient client, TestNamespace namespace)
      throws Exception {
    Path certificates = controlPlane.kubeconfig().resolveSibling("webhook-certificates");
    Replica one = Replica.start(controlPlane, "webhook-1", certificates);
    Replica two = Replica.start(controlPlane, "webhook-2", certificates);
    AtomicBoolean isOver = new AtomicBoolean();
    try (one;
        two;
        Balancer balancer = Balancer.start(List.of(one.backend(), two.backend()));
        ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      RayClusterApi.install(
          client,
          new WebhookEndpoint(
              URI.create("https://127.0.0.1:" + balancer.port()),
              Files.readString(certificates.resolve("ca.crt"))));
      RawApi api = new RawApi(client, namespace);
      List<Future<Integer>> calls = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        String name = "demo-" + writer;
        calls.add(writers.submit(() -> write(api, name, isOver)));
      }

      for (int round = 0; round < 2; round++) {
        for (Replica replica : List.of(one, two)) {
          assertThat(replica.process.stop()).as("ended by itself").isTrue();
          replica.process.restart();
          replica.awaitReady();
        }
      }
      isOver.set(true);

      int sum = 0;
      for (Future<Integer> count : calls) {
        sum += count.get(); // throws if a call failed
      }
      assertThat(sum).isGreaterThan(MIN_CALLS);
    } finally {
      isOver.set(true);
    }
  }

  /**
   * Creates an object, then writes and reads it in both versions; returns how many calls it made.
   */
  private static int write(RawApi api, String name, AtomicBoolean isOver) {
    api.create(OldManifest.KUBERAY.object(name), "").object();
    int calls = 1;
    while (!isOver.get()) {
      for (String version : List.of("v1", "v1alpha1")) {
        String patch = "{\"metadata\": {\"labels\": {\"round\": \"" + calls + "\"}}}";
        api.patch(version, name, "", RawApi.MERGE_PATCH, patch).object();
        api.get(version, name, "").object();
        calls += 2;
      }
    }
    return calls;
  }
}
