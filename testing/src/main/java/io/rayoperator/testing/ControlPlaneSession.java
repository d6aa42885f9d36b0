package io.rayoperator.testing;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.kubelet.PodNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The use of a control plane by one test class. Nobody else uses it meanwhile. */
final class ControlPlaneSession implements AutoCloseable {

  private static final AtomicInteger OWN_CONTROL_PLANES = new AtomicInteger();

  private final LocalControlPlane controlPlane;
  private final boolean own;
  private final FileChannel lockFile;
  private final KubernetesClient client;
  private final @Nullable PodNetwork podNetwork;

  private ControlPlaneSession(
      LocalControlPlane controlPlane, boolean own, @Nullable PodNetwork podNetwork)
      throws IOException {
    this.controlPlane = controlPlane;
    this.own = own;
    this.podNetwork = podNetwork;
    this.lockFile =
        FileChannel.open(
            controlPlane.directory().resolve("test-class.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    waitForLock();
    this.client = controlPlane.newClient();
    RayClusterApi.reset(client);
    if (LegacyRayClusterApi.remove(client)) {
      // kubectl would go on to take rayclusters for those that are gone.
      controlPlane.kubectl().run("api-resources").succeeds();
    }
  }

  static ControlPlaneSession open(ControlPlane wanted) {
    Set<Component> components = new TreeSet<>(Set.of(wanted.components()));
    if (wanted.flags().length > 0 && !wanted.own()) {
      throw new IllegalArgumentException("A control plane with flags is not shared: own = true");
    }
    try {
      if (wanted.podNetwork()) {
        return withPodNetwork(components, wanted);
      }
      return new ControlPlaneSession(
          wanted.own()
              ? ownControlPlane(components, wanted.nodes(), flags(wanted))
              : shared(components, wanted.nodes()),
          wanted.own(),
          null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ControlPlaneSession withPodNetwork(Set<Component> components, ControlPlane wanted)
      throws IOException {
    Optional<String> obstacle = PodNetwork.obstacle();
    Assumptions.assumeTrue(obstacle.isEmpty(), () -> "Skipped: " + obstacle.orElseThrow());
    PodNetwork network = PodNetwork.open();
    List<String> options = new ArrayList<>(flags(wanted));
    options.addAll(
        List.of(
            "--address",
            network.gateway(),
            // Webhooks are called at the addresses of pods: there is no kube-proxy.
            "--flag",
            "kube-apiserver=--enable-aggregator-routing=true"));
    try {
      return new ControlPlaneSession(
          ownControlPlane(components, wanted.nodes(), options), true, network);
    } catch (IOException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private static List<String> flags(ControlPlane wanted) {
    return Stream.of(wanted.flags()).flatMap(flag -> Stream.of("--flag", flag)).toList();
  }

  /** The name holds all options, so those who ask for the same share it. */
  private static LocalControlPlane shared(Set<Component> components, int nodes) {
    long owner = BuildProcess.pid();
    String with =
        components.stream()
            .sorted(Comparator.naturalOrder())
            .map(
                component ->
                    component == Component.KWOK
                        ? "k" + nodes
                        : component.processName().substring(5, 6))
            .collect(Collectors.joining());
    return LocalControlPlane.up(
        "test-" + owner + (with.isEmpty() ? "" : "-" + with), components, nodes, owner, List.of());
  }

  private static LocalControlPlane ownControlPlane(
      Set<Component> components, int nodes, List<String> options) {
    long owner = ProcessHandle.current().pid();
    return LocalControlPlane.up(
        "own-" + owner + "-" + OWN_CONTROL_PLANES.incrementAndGet(),
        components,
        nodes,
        owner,
        options);
  }

  /** Test classes of other modules may run in other processes ({@code mvn -T}). */
  private void waitForLock() throws IOException {
    FileLock lock = lockFile.lock();
    if (!lock.isValid()) {
      throw new IllegalStateException("Lost the lock of " + controlPlane);
    }
  }

  LocalControlPlane controlPlane() {
    return controlPlane;
  }

  KubernetesClient client() {
    return client;
  }

  PodNetwork podNetwork() {
    if (podNetwork == null) {
      throw new IllegalStateException("Only a class with podNetwork = true has a network of pods");
    }
    return podNetwork;
  }

  @Override
  public void close() throws IOException {
    try (lockFile;
        client) {
      if (own) {
        controlPlane.down();
        if (podNetwork != null) {
          podNetwork.close();
        }
      } else {
        RayClusterApi.reset(client);
      }
    }
  }
}
